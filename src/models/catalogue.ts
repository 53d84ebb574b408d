/** Every scenario that ships, the default first. A new one is one file and one line here. */

import type { ScenarioDef } from '../ir/program.ts'
import { mutexRounds } from './bench/mutex-rounds.ts'
import { deviceUnregister } from './hmm/scenarios/device-unregister.ts'
import { forkClose } from './hmm/scenarios/fork-close.ts'
import { leak } from './hmm/scenarios/leak.ts'
import { registerExit } from './hmm/scenarios/register-exit.ts'

export const scenarios: readonly ScenarioDef[] = [
  deviceUnregister,
  forkClose,
  registerExit,
  leak,
  mutexRounds,
]
