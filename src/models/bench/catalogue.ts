/** Every benchmark program, with the numbers of interleaving classes that are known for it. */

import {
  atomicIncrements,
  cas,
  casRotate,
  casWrite,
  inc,
  indexer,
  lostUpdate,
} from './programs/atomics.ts'
import { dekkerCore, litmusTests, peterson } from './programs/litmus.ts'
import {
  abba,
  checkThenSet,
  fileSystem,
  lockInc,
  neverUnlocked,
  philosophers,
  philosophersFixed,
  rwsemOneWriter,
  rwsemTwoWriters,
  ticketLock,
} from './programs/locks.ts'
import {
  krefLookup,
  krefPuts,
  krefUnlessZero,
  sigma,
  srcuOneFlip,
  srcuTwoFlips,
} from './programs/objects.ts'
import type { BenchProgram } from './programs/parts.ts'
import {
  controlFlow,
  lastWrite,
  lastZero,
  nFamily,
  readers,
  readersLocal,
  wainc,
} from './programs/readers.ts'

export type { BenchNumbers, BenchProgram } from './programs/parts.ts'

export const benchPrograms: readonly BenchProgram[] = [
  readers,
  readersLocal,
  lastZero,
  fileSystem,
  indexer,
  ...atomicIncrements,
  inc,
  cas,
  casRotate,
  casWrite,
  wainc,
  lastWrite,
  lockInc,
  sigma,
  controlFlow,
  philosophers,
  philosophersFixed,
  ticketLock,
  neverUnlocked,
  rwsemOneWriter,
  rwsemTwoWriters,
  dekkerCore,
  peterson,
  ...litmusTests,
  nFamily,
  lostUpdate,
  abba,
  checkThenSet,
  krefLookup,
  krefUnlessZero,
  krefPuts,
  srcuOneFlip,
  srcuTwoFlips,
]
