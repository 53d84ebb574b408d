/** A link that no longer gives what its sender saw must say so. */

import type { Variant } from '../../src/ir/program.ts'
import { variantOf } from '../../src/ir/variant.ts'
import type { LinkRun } from '../../src/share/link/schema.ts'
import type { Opened } from '../../src/worker/protocol.ts'

export function variantOfLink({ fixes, mutex, questions = [], sizes = {} }: LinkRun): Variant {
  return variantOf({ fixes, mutex, questions, sizes })
}

/** Undefined when the run is as it was. */
export function changeOf({ run, report }: Opened, link: LinkRun): string | undefined {
  const older =
    link.model !== undefined && link.model !== run.version
      ? ` It was made with version ${link.model} of the scenario; this is version ${run.version}.`
      : ''
  if (report.kind === 'stopped') {
    const { at, dropped, reason } = report
    return `${at} of the link's ${at + dropped} steps can be replayed; then ${reason}${older}`
  }
  if (link.checksum === undefined || link.checksum === run.checksum) return undefined
  return older === ''
    ? 'This run ends in another state than its sender saw: the model has changed since this link was made, or the end of the link was cut off.'
    : `The model has changed since this link was made: this run ends in another state than its sender saw.${older}`
}
