/** The answers of the table in figures and words. */

import type { GuaranteeRow } from '../../../src/models/claims/claim.ts'
import type { GuaranteeCell } from '../../../src/worker/search-protocol.ts'
import { counted, grouped } from '../../../src/util/amounts.ts'
import type { Tone } from '../parts/Mark.tsx'

export interface Answers {
  readonly yes: number
  readonly no: number
  readonly open: number
}

export function answersOf(cells: readonly GuaranteeCell[]): Answers {
  const yes = cells.filter(({ holds }) => holds === true).length
  const no = cells.filter(({ holds }) => holds === false).length
  return { yes, no, open: cells.length - yes - no }
}

export interface CellWords {
  readonly tone: Tone
  /** `yes` */
  readonly answer: string
  /** What stands below it: `all 3,757` */
  readonly figure: string
  /** Completes answer and figure: `states were visited, and no run speaks against it` */
  readonly rest: string
}

export function cellWords({ holds, shown }: GuaranteeCell, isOver: boolean): CellWords {
  const [first] = shown
  const tone = toneOf(holds)
  const answer = tone === 'open' ? 'open' : yesNo(holds === true)
  switch (first?.kind) {
    case undefined: {
      const rest = isOver ? 'not searched' : 'still to be searched'
      return { tone, answer, figure: '', rest }
    }
    case 'run': {
      const figure = counted(first.steps, 'step')
      return { tone, answer, figure, rest: 'in a run that speaks against it' }
    }
    case 'exhausted': {
      const figure = `all ${grouped(first.states)}`
      return { tone, answer, figure, rest: 'states were visited, and no run speaks against it' }
    }
    case 'undecided': {
      const figure = `> ${grouped(first.states)}`
      return { tone, answer, figure, rest: 'states: the search was stopped there' }
    }
  }
}

function toneOf(holds: boolean | undefined): Tone {
  if (holds === undefined) return 'open'
  return holds ? 'right' : 'wrong'
}

function yesNo(is: boolean): string {
  return is ? 'yes' : 'no'
}

/** `hmm_mirror_register returned -ENOMEM`; `hmm_mirror_unregister returned` */
export function returnText({ fn, returned }: GuaranteeRow): string {
  return returned === undefined ? `${fn} returned` : `${fn} returned ${returned}`
}
