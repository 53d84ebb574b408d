/** Moving steps of the run. What does it is loaded when it is first wanted. */

import type { Cursor } from '../../src/trace/view.ts'
import type { App } from './app.ts'
import type { Block } from './reorder.ts'
import { withLoaded } from './with-loaded.ts'

const withMoves = withLoaded('What moves steps', () => import('../reorder/moving.ts'))

/**
 * Moves the selected step to the next place where it can stand: as a row, which may be a folded call, or with
 * all that its thread does around it in a row.
 */
export function moveSelected(app: App, by: 1 | -1, what: 'row' | 'segment' = 'row'): void {
  app.serial.add(() => withMoves(app, ({ moveSelectedBy }) => moveSelectedBy(app, by, what)))
}

/** Finds out where the steps can stand, before somebody drags them there. */
export function prepareMove(app: App, block: Block): void {
  void withMoves(app, async ({ findMoves }) => {
    await findMoves(app, block)
  })
}

/** Puts the steps at a gap; says why when they cannot stand there. */
export function moveTo(app: App, block: Block, gap: Cursor): void {
  app.serial.add(() => withMoves(app, ({ moveBlock }) => moveBlock(app, block, gap)))
}
