/** Every scenario that ships, the default first. A new one is one file and one line here. */

import type { ScenarioDef } from '../ir/program.ts'
import { mutexRounds } from './bench/mutex-rounds.ts'
import { deviceUnregister } from './hmm/scenarios/device-unregister.ts'
import { deviceThreads } from './hmm/scenarios/device-threads.ts'
import { deviceThreadsPassed } from './hmm/scenarios/device-threads-passed.ts'
import { forkClose } from './hmm/scenarios/fork-close.ts'
import { leak } from './hmm/scenarios/leak.ts'
import { moduleUnload } from './hmm/scenarios/module-unload.ts'
import { passedFile } from './hmm/scenarios/passed-file.ts'
import { registerExit } from './hmm/scenarios/register-exit.ts'
import { twoRegistrations } from './hmm/scenarios/two-registrations.ts'

export const scenarios: readonly ScenarioDef[] = [
  deviceUnregister,
  forkClose,
  passedFile,
  moduleUnload,
  registerExit,
  leak,
  deviceThreads,
  deviceThreadsPassed,
  twoRegistrations,
  mutexRounds,
]
