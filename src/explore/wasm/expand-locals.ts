/** Locals of the function that expands a batch of states. */

import type { LoopParts } from './shape.ts'

export const expandLocals = [
  // Lanes that may be in sleep sets are those of the mask.
  ['end', 'sleepers'],
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
    // Its sleep set, and with it the lanes whose steps were taken.
    'sleepSet',
    'passed',
    // Of a lane.
    'lane',
    'node',
    'before',
    'at',
    'atEnd',
    'change',
    'changeEnd',
    'childSleeps',
    'others',
    'sum',
    'slot',
    'known',
  ],
] as const
type ExpandLocal = (typeof expandLocals)[number][number]
export type ExpandParts = LoopParts<ExpandLocal>
