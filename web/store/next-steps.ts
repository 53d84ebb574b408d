/** What can be done next, one choice per thread and alternative: the buttons of the group "Next step". */

import type { Cursor, LaneIndex, NextView, RunView } from '../../src/trace/view.ts'
import { letterOf, nextAt } from './run.ts'

export interface NextChoice {
  readonly key: string
  readonly lane: LaneIndex
  readonly letter: string
  /** The key that does it; undefined for alternatives and beyond nine threads. */
  readonly digit: number | undefined
  /** Index of the alternative, where the step is a choice. */
  readonly option: number | undefined
  /** `Run A: kfree(device)`, `A cannot run: waits for hmm->rwsem` */
  readonly name: string
  /** What is seen beside the letter. */
  readonly text: string
  /** Which alternative it is. */
  readonly label: string | undefined
  readonly able: boolean
  /** The schedule goes on with this one. */
  readonly recorded: boolean
}

export function nextChoices(run: RunView, cursor: Cursor): readonly NextChoice[] {
  return nextAt(run, cursor).flatMap((next) => choicesOf(run, cursor, next))
}

function choicesOf(run: RunView, cursor: Cursor, next: NextView): readonly NextChoice[] {
  const letter = letterOf(run, next.lane)
  const digit = next.lane < 9 ? next.lane + 1 : undefined
  const base = { lane: next.lane, letter, digit, option: undefined, label: undefined, key: letter }
  if (next.kind === 'not-started') return []
  if (next.kind !== 'can') {
    const name = `${letter} cannot run: ${next.reason}`
    return [{ ...base, name, text: next.reason, able: false, recorded: false }]
  }
  const recorded = run.steps[cursor]
  const mine = recorded?.lane === next.lane
  const { text, options } = next
  if (options.length < 2) {
    return [{ ...base, name: `Run ${letter}: ${text}`, text, able: true, recorded: mine }]
  }
  const taken = mine ? options.indexOf(recorded.choice ?? '') : -1
  return options.map((label, option) => ({
    ...base,
    key: `${letter}.${option}`,
    // The digit takes the recorded alternative, else the first: the badge stands where it leads.
    digit: option === Math.max(0, taken) ? digit : undefined,
    option,
    name: `Run ${letter}: ${text} (${label})`,
    text,
    label,
    able: true,
    recorded: option === taken,
  }))
}
