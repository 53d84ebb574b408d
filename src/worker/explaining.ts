/** All that answers questions about a whole run, to be loaded when one is asked. */

export { explainRun, tidyRun } from './explain.ts'
export { objectsOfRun } from './objects.ts'
export { replayUnderFixes } from './under-fixes.ts'
export { orderRun } from './order.ts'
export { findMoves, moveSteps } from './reorder.ts'
