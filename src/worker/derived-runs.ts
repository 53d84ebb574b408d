/**
 * The runs that were derived last, so that the next one can be derived from what it has in common with one of
 * them: an edit changes a part of the run that is on the page, which is one of the last.
 */

import type { DerivedRun } from '../trace/build.ts'
import type { Prepared } from './prepare.ts'

const most = 4

let kept: readonly DerivedRun[] = []

export function keepDerived(derived: DerivedRun): void {
  const { survey, view } = derived
  const others = kept.filter(
    (each) => each.survey.machine !== survey.machine || each.view.schedule !== view.schedule,
  )
  kept = [derived, ...others].slice(0, most)
}

/** Undefined when it is not known any more, or never was. */
export function derivedRun({ machine }: Prepared, schedule: string): DerivedRun | undefined {
  const found = kept.find(
    ({ survey, view }) => survey.machine === machine && view.schedule === schedule,
  )
  if (found !== undefined) keepDerived(found)
  return found
}
