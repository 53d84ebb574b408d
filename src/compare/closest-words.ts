/** What would have had to be different for a run to end well: the first difference as a sentence. */

import type { CallView, RunView, StepIndex } from '../trace/view.ts'

/**
 * `if B had left mutex_unlock before step 21`: completes "It ends well". Both runs begin with `common`
 * equal steps; the passing one then lets another thread go first.
 */
export function closestSentence(failing: RunView, passing: RunView, common: number): string {
  const held = failing.steps[common]
  const first = passing.steps[common]
  if (first === undefined) return `if it had ended after step ${common}`
  const who = passing.lanes[first.lane]?.letter ?? '?'
  if (held === undefined) return `if ${who} goes on with ${first.text}`
  if (held.lane === first.lane) {
    const instead = held.choice === undefined ? '' : ` instead of ${held.choice}`
    return `if ${who} had chosen ${first.choice ?? first.text}${instead} at step ${common + 1}`
  }
  const end = sameStepAt(failing, passing, common)
  const left = leftBetween(failing, passing, { lane: first.lane, from: common, to: end })
  const did =
    left === undefined ? `run ${lastText(passing, first.lane, common, end)}` : `left ${left.fn}`
  return `if ${who} had ${did} before step ${common + 1}`
}

/** Where the passing run takes what is the failing one's step `common`; its end when it never does. */
function sameStepAt(failing: RunView, passing: RunView, common: number): StepIndex {
  const lane = failing.steps[common]?.lane
  const at = passing.steps.findIndex((step, index) => index >= common && step.lane === lane)
  return at < 0 ? passing.steps.length : at
}

/** The call that a model's function made, else the outermost one, that the lane was inside of and has left in between. */
function leftBetween(
  failing: RunView,
  passing: RunView,
  { lane, from, to }: { lane: number; from: StepIndex; to: StepIndex },
): CallView | undefined {
  const wasOpen = (call: CallView): boolean =>
    call.lane === lane && call.from < from && (call.to === undefined || call.to > from)
  const open = new Set(failing.calls.filter(wasOpen).map(({ fn, depth }) => `${depth} ${fn}`))
  const left = passing.calls.filter(
    (call) =>
      wasOpen(call) &&
      call.to !== undefined &&
      call.to <= to &&
      open.has(`${call.depth} ${call.fn}`),
  )
  const outermost = left.toSorted((a, b) => a.depth - b.depth)
  // What a model's function called: the kernel's own code below it says less.
  return outermost[outermost.findLastIndex(({ origin }) => origin === 'model') + 1] ?? outermost[0]
}

function lastText(run: RunView, lane: number, from: StepIndex, to: StepIndex): string {
  const own = run.steps.slice(from, to).filter((step) => step.lane === lane)
  return own.at(-1)?.text ?? '?'
}
