/** What became different when a block was moved: the run before held against the run after. */

import type { RunView, StepIndex, StepView, ViolationView } from '../trace/view.ts'

export interface Changes {
  /** Violations of the new run that the old one has not, and the other way round. */
  readonly added: readonly ViolationView[]
  readonly gone: readonly ViolationView[]
  /** How the new run ends, when it ends otherwise than the old one. */
  readonly end: string | undefined
  /** The last states are the same, word for word. */
  readonly isSameState: boolean
  /** Steps of the new run that do something else, or with other values. */
  readonly different: readonly StepIndex[]
}

/** `origin` says per step of the new run which step of the old one it was. */
export function changesOf(before: RunView, after: RunView, origin: readonly StepIndex[]): Changes {
  return {
    added: missingIn(after.violations, before.violations),
    gone: missingIn(before.violations, after.violations),
    end: before.end.text === after.end.text ? undefined : after.end.text,
    isSameState: before.checksum === after.checksum,
    different: [...after.steps.keys()].filter((at) => {
      const [step, old] = [after.steps[at], before.steps[origin[at] ?? -1]]
      return step !== undefined && (old === undefined || !areAlike(step, old))
    }),
  }
}

/** Once each. Step numbers, which the texts of violations hold, are not compared. */
function missingIn(
  all: readonly ViolationView[],
  others: readonly ViolationView[],
): readonly ViolationView[] {
  const known = new Set(others.map(identity))
  return all.filter((violation) => {
    const key = identity(violation)
    const isNew = !known.has(key)
    known.add(key)
    return isNew
  })
}

function identity({ kind, title, object, field }: ViolationView): string {
  return JSON.stringify([kind, title, object, field])
}

/** Most steps of a run that was edited are those of the run before. */
function areAlike(step: StepView, old: StepView): boolean {
  return step === old || doing(step) === doing(old)
}

function doing({ text, choice, accesses, effects }: StepView): string {
  return JSON.stringify([text, choice, accesses, effects])
}
