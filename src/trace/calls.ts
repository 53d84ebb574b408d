/** Executions of functions, from the enter and leave events of a run. */

import type { Listing } from '../ir/print.ts'
import type { FrameId, LaneId } from '../machine/code.ts'
import type { LaneEvent } from '../machine/initial.ts'
import type { Machine } from '../machine/machine.ts'
import type { Run } from '../machine/run.ts'
import { resultText } from './names.ts'
import type { CallIndex, CallView } from './view.ts'

export interface CallTree {
  readonly calls: readonly CallView[]
  /** Per step, the calls that it is inside of, outermost first. */
  readonly ofStep: readonly (readonly CallIndex[])[]
}

interface OpenCall {
  readonly lane: LaneId
  readonly frame: FrameId
  readonly parent: OpenCall | undefined
  from: number | undefined
  last: number
  hasReturned: boolean
  result: number | undefined
}

/** Calls without a visible step inside are left out. */
export function callsOf(run: Run, listing: Listing): CallTree {
  const all: OpenCall[] = []
  const stacks = new Map<LaneId, OpenCall[]>()
  const stackOf = (lane: LaneId): OpenCall[] => {
    const stack = stacks.get(lane) ?? []
    stacks.set(lane, stack)
    return stack
  }
  const follow = ({ event, lane }: LaneEvent): void => {
    const stack = stackOf(lane)
    if (event.kind === 'enter') {
      const call = {
        lane,
        frame: event.frame,
        parent: stack.at(-1),
        from: undefined,
        last: -1,
        hasReturned: false,
        result: undefined,
      }
      all.push(call)
      stack.push(call)
    } else if (event.kind === 'leave') {
      const call = stack.pop()
      if (call !== undefined) Object.assign(call, { hasReturned: true, result: event.result })
    }
  }
  run.setupEvents.forEach(follow)
  const chains = run.steps.map((step, i) => {
    // Arguments that wait for nothing belong to the call that is entered right after them.
    const until = step.isArguments ? step.events.length : step.eventsBefore
    step.events.slice(0, until).forEach(follow)
    const chain = [...stackOf(step.lane)]
    for (const call of chain) {
      call.from ??= i
      call.last = i
    }
    step.events.slice(until).forEach(follow)
    return chain
  })
  const shown = all.filter((call) => call.from !== undefined)
  const index = new Map(shown.map((call, i) => [call, i]))
  const words = frameWords(run.machine, listing)
  return {
    calls: shown.map((call) => view(call, run.machine, words(call), index)),
    ofStep: chains.map((chain) => chain.map((call) => index.get(call) ?? -1)),
  }
}

function view(
  call: OpenCall,
  machine: Machine,
  words: FrameWords,
  index: ReadonlyMap<OpenCall, CallIndex>,
): CallView {
  const { fn, text, line, depth, origin } = words
  return {
    lane: call.lane,
    fn,
    text,
    line,
    parent: call.parent === undefined ? undefined : index.get(call.parent),
    depth,
    from: call.from ?? 0,
    to: call.hasReturned ? call.last + 1 : undefined,
    origin,
    result: call.hasReturned ? resultText(machine, fn, call.result) : undefined,
  }
}

/** What all calls of a frame have in common. */
type FrameWords = Pick<CallView, 'fn' | 'text' | 'line' | 'depth' | 'origin'>

/** Found out once per frame: a long run makes each call many times. */
function frameWords(machine: Machine, listing: Listing): (call: OpenCall) => FrameWords {
  const known: FrameWords[][] = machine.lanes.map(() => [])
  return ({ lane, frame }) => {
    const found = known[lane]?.[frame] ?? wordsOf(machine, listing, lane, frame)
    const own = known[lane]
    if (own !== undefined) own[frame] = found
    return found
  }
}

function wordsOf(machine: Machine, listing: Listing, lane: LaneId, id: FrameId): FrameWords {
  const frame = machine.lanes[lane]?.frames[id]
  const fn = frame?.fn ?? '?'
  const stmt = frame?.call
  return {
    fn,
    text: callText(stmt === undefined ? undefined : listing.callOf.get(stmt), fn),
    line: stmt === undefined ? listing.startOf.get(fn) : listing.lineOf.get(stmt),
    depth: frame?.depth ?? 0,
    origin: frame?.origin ?? 'model',
  }
}

/**
 * A call through a member of an ops table is shown as it stands in the source, one through a plain
 * variable (`release(kref)`) with the function that is meant.
 */
function callText(text: string | undefined, fn: string): string {
  if (text === undefined) return `${fn}()`
  const [callee = ''] = text.split('(', 1)
  return /^\w+$/.test(callee) ? fn + text.slice(callee.length) : text
}
