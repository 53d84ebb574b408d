/** Why a switch is needed, in words: which step has to come before which, and what both have to do with. */

import type { Dependence, SwitchReason } from '../explore/explain/why.ts'
import type { Machine } from '../machine/machine.ts'
import { objectOf, partName, wordName } from '../machine/memory.ts'
import { listing } from '../trace/names.ts'
import type { RunView, StepIndex } from '../trace/view.ts'

/** A sentence. */
export function reasonText(run: RunView, machine: Machine, reason: SwitchReason): string {
  switch (reason.kind) {
    case 'order': {
      const { first, second, dependence } = reason
      const why = dependenceText(run, machine, second, dependence)
      return `${stepText(run, first)} must come before ${stepText(run, second)}: ${why}.`
    }
    case 'turn': {
      const before = run.lanes[reason.before]?.letter ?? '?'
      return `${before} takes no further step in this run, and ${letterAt(run, reason.at)} has not run before.`
    }
    case 'retry':
      return `A retry loop goes on only after another thread has written something: ${letterAt(run, reason.at)} does.`
  }
}

/** `A's up_write(&mirror->hmm->rwsem) (step 16)` */
export function stepText(run: RunView, at: StepIndex): string {
  return `${letterAt(run, at)}'s ${statement(run, at)} (step ${at + 1})`
}

/** A step inside of the kernel's own code is known by the call that led there. */
export function statement(run: RunView, at: StepIndex): string {
  const step = run.steps[at]
  let text = step?.text ?? '?'
  for (const call of (step?.calls ?? []).toReversed()) {
    const view = run.calls[call]
    if (view?.origin !== 'kernel' || view.parent === undefined) break
    text = view.text
  }
  return text
}

export function letterAt(run: RunView, at: StepIndex): string {
  return run.lanes[run.steps[at]?.lane ?? -1]?.letter ?? '?'
}

function dependenceText(
  run: RunView,
  machine: Machine,
  second: StepIndex,
  dependence: Dependence,
): string {
  switch (dependence.kind) {
    case 'words':
      return wordsText(machine, letterAt(run, second), dependence.words, dependence.waits)
    case 'starts':
      return `it starts ${letterAt(run, second)}`
    case 'both-start':
      return 'both start a thread, in this order'
    case 'violation':
      return 'violations keep their order, and the last step stays last'
  }
}

export function wordsText(
  machine: Machine,
  second: string,
  words: readonly number[],
  waits: boolean,
): string {
  const places = names(words.flatMap((word) => placeName(machine, word) ?? []))
  if (places !== '') return waits ? `${second} waits for ${places}` : `both touch ${places}`
  const objects = words.flatMap((word) => machine.memory.objects[word - machine.statusBase] ?? [])
  return `one allocates or frees ${names(objects.map(({ name }) => name))}, and the other uses it`
}

function names(all: readonly string[]): string {
  const different = [...new Set(all)]
  return listing(different.length > 3 ? [...different.slice(0, 2), 'more'] : different)
}

/** The lock or counter that the word belongs to, else the word; undefined outside of all objects. */
function placeName({ memory }: Machine, word: number): string | undefined {
  const owner = objectOf(memory, word)
  if (owner === undefined) return undefined
  const path = owner.words[word - owner.base]?.path ?? ''
  const [part] = owner.parts
    .filter((each) => each.path !== '' && path.startsWith(`${each.path}.`))
    .toSorted((a, b) => a.path.length - b.path.length)
  return part === undefined ? wordName(memory, word) : partName(memory, owner.base + part.offset)
}
