/** Opens a run from a file or from text; says in the dialog for that why it cannot. */

import type { App } from '../store/app.ts'
import { openRunText } from '../store/open-file.ts'
import { closeOverlay, openOverlay } from '../store/overlay.ts'
import { textOf } from './read-file.ts'

export async function takeFile(app: App, file: File): Promise<void> {
  const read = await textOf(file)
  if (read.ok) takeText(app, read.value)
  else openOverlay(app, { kind: 'open', problem: read.error })
}

export function takeText(app: App, text: string): void {
  const problem = openRunText(app, text)
  if (problem === undefined) closeOverlay(app)
  else openOverlay(app, { kind: 'open', problem })
}
