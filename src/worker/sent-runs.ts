/**
 * The runs that worker and page both have: each keeps those that it has sent or received last. Of the run that an
 * edit makes of one of them, only what differs is sent. Whoever has forgotten one says so: a restarted
 * worker sends whole runs again, and the page does not claim to have what never arrived.
 */

import { variantKey, variantOf } from '../ir/variant.ts'
import { patchedRun, runPatch } from '../trace/run-patch.ts'
import { isSameData } from '../util/same.ts'
import type { Answer, Opened, PatchedAnswer, Reply, RequestBody, RunSpec } from './protocol.ts'

const most = 8

export class SentRuns {
  private readonly runs = new Map<string, Opened>()

  get(spec: RunSpec): Opened | undefined {
    return this.runs.get(keyOf(spec))
  }

  put(opened: Opened): void {
    const { scenario, schedule } = opened.run
    const key = keyOf({ scenario, variant: variantOf(opened.run), schedule })
    this.runs.delete(key)
    this.runs.set(key, opened)
    for (const oldest of this.runs.keys()) {
      if (this.runs.size <= most) break
      this.runs.delete(oldest)
    }
  }
}

function keyOf({ scenario, variant, schedule }: RunSpec): string {
  return JSON.stringify([scenario, variantKey(variant), schedule])
}

/** The run that another one is made from; undefined when it is not made from one. */
export function editedRun(request: RequestBody): RunSpec | undefined {
  switch (request.kind) {
    case 'choose':
    case 'move':
    case 'tidy':
      return request.spec
    default:
      return undefined
  }
}

/** As it is sent to a page that has the `base`. */
export function packed(answer: Answer, base: Opened | undefined): Reply {
  if (!('opened' in answer) || base === undefined) return answer
  const { opened, ...rest } = answer
  const isSameListing = isSameData(opened.listing, base.listing)
  const patch = {
    run: runPatch(base.run, opened.run),
    listing: isSameListing ? undefined : opened.listing,
    report: opened.report,
  }
  return { kind: 'patched', rest, patch }
}

/** Undefined when the patch is for another run than the `base`. */
export function unpacked(
  { rest, patch }: PatchedAnswer,
  base: Opened | undefined,
): Answer | undefined {
  const run = base && patchedRun(base.run, patch.run)
  if (run === undefined || base === undefined) return undefined
  const { listing = base.listing, report } = patch
  return { ...rest, opened: { run, listing, report } }
}
