/** Which modifier keys this machine has. */

import { platformOf } from './hotkeys.ts'

export const platform = platformOf(globalThis.navigator)
