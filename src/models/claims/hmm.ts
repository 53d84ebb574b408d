/**
 * The review of HMM v3 and its answers, linux-mm, June 2015. F8, which asks for the rules of lifetime
 * to be written down, is the table in guarantees.ts.
 */

import type { Claim } from './claim.ts'
import { deviceClaims } from './hmm/device.ts'
import { referenceClaims } from './hmm/references.ts'
import { reworkClaims } from './hmm/rework.ts'
import { waitingClaims } from './hmm/waiting.ts'

export const hmmClaims: readonly Claim[] = [
  ...referenceClaims,
  ...deviceClaims,
  ...waitingClaims,
  ...reworkClaims,
]
