/** Locals of the function that expands a batch of states. */

import type { LoopParts } from './shape.ts'

export const expandLocals = [
  ['end'],
  [
    'reason',
    'state',
    'from',
    'child',
    'states',
    'transitions',
    // Of the state that is expanded.
    'hash',
    'first',
    'tried',
    'parent',
    'left',
    'inherited',
    'own',
    'enabled',
    'blocked',
    'asleep',
    'all',
    'written',
    'plain',
    'plainlyWritten',
    'likely',
    'faulty',
    // Of a lane.
    'lane',
    'node',
    'before',
    'at',
    'atEnd',
    'change',
    'changeEnd',
    'sum',
    'slot',
    'known',
  ],
] as const
type ExpandLocal = (typeof expandLocals)[number][number]
export type ExpandParts = LoopParts<ExpandLocal>
