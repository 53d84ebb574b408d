/** Answers which steps of a run are ordered and why, and what it would change to swap two of them. */

import { StepOrder } from '../explore/before/order.ts'
import { swap } from '../explore/before/swap.ts'
import { type Recorded, record } from '../explore/explain/recorded.ts'
import type { RunView, StepIndex } from '../trace/view.ts'
import { fail, ok, type Result } from '../util/result.ts'
import { disagreement, openWhole, type Whole } from './explain.ts'
import { edgeText, linkText } from './order-words.ts'
import type { PairView, SwapView } from './order-protocol.ts'
import type { Answer, HeddleError, RequestBody } from './protocol.ts'
import { placesOf } from './places.ts'
import { replay } from './replay.ts'

type OrderRequest = Extract<RequestBody, { readonly kind: 'order' }>

export function orderRun({ spec, pair }: OrderRequest): Result<Answer, HeddleError> {
  const whole = openWhole(spec)
  if (!whole.ok) return whole
  const { prepared, entries, opened } = whole.value
  const recorded = record(prepared.machine, entries)
  if (!recorded.ok) return fail(disagreement(spec, recorded.error))
  const order = new StepOrder(recorded.value)
  const edges = order.edges.map((edge) => ({
    from: edge.from,
    to: edge.to,
    kind: edge.why.kind,
    text: edgeText(opened.run, prepared.machine, edge),
  }))
  const places = placesOf(prepared, opened.run, recorded.value.steps)
  if (pair === undefined) return ok({ kind: 'ordered', order: { edges, places, pair: undefined } })
  const first = Math.min(pair.first, pair.second)
  const second = Math.max(pair.first, pair.second)
  const { length } = entries
  if (second >= length || first === second) {
    const message = `Two different steps of the ${length} are needed; ${first + 1} and ${second + 1} were asked for.`
    return fail({ code: 'bad-request', part: String(second + 1), message })
  }
  const view = pairView(whole.value, recorded.value, order, { first, second })
  return ok({ kind: 'ordered', order: { edges, places, pair: view } })
}

interface Two {
  readonly first: StepIndex
  readonly second: StepIndex
}

function pairView(whole: Whole, recorded: Recorded, order: StepOrder, two: Two): PairView {
  const { first, second } = two
  const relation = order.relation(first, second)
  const { run } = whole.opened
  const { machine } = whole.prepared
  switch (relation.kind) {
    case 'ordered':
    case 'through-races': {
      const chain = relation.chain.map((link) => linkText(run, machine, link))
      const race = relation.kind === 'ordered' ? undefined : relation.race
      return { ...two, kind: relation.kind, chain, race: race && { from: race.from, to: race.to } }
    }
    case 'racing': {
      const why = edgeText(run, machine, relation.race)
      return { ...two, kind: 'racing', why, swap: swapView(whole, recorded, two) }
    }
    case 'independent':
      return { ...two, kind: 'independent', swap: swapView(whole, recorded, two) }
  }
}

/** Replays the run with the two steps swapped, and tells what becomes of it. */
function swapView(whole: Whole, recorded: Recorded, { first, second }: Two): SwapView {
  const { prepared, opened } = whole
  const swapped = swap(recorded, first, second)
  if (swapped.kind === 'held') return { kind: 'held', between: swapped.between }
  const again = replay(prepared, swapped.schedule)
  if (!again.ok) return { kind: 'refused', reason: again.error.message }
  const { run, report } = again.value
  const other = record(prepared.machine, swapped.schedule.slice(0, run.steps.length))
  const isSameClass =
    report.kind === 'whole' && other.ok && other.value.history.key() === recorded.history.key()
  return {
    kind: 'replayed',
    schedule: run.schedule,
    at: first + 1 + swappedBefore(recorded, first, second),
    isSameClass,
    isSameEnd: report.kind === 'whole' && run.checksum === opened.run.checksum,
    stopped: report.kind === 'stopped' ? { at: report.at, reason: report.reason } : undefined,
    appeared: missing(violations(run), violations(opened.run)),
    gone: missing(violations(opened.run), violations(run)),
    end: run.end.text,
  }
}

/** Steps that had to be taken before the later one could be. */
function swappedBefore({ history }: Recorded, first: StepIndex, second: StepIndex): number {
  let count = 0
  for (let at = first + 1; at < second; at++) if (history.isBefore(at, second)) count++
  return count
}

function violations({ violations: all }: RunView): readonly string[] {
  const names = all.map(({ title, object }) =>
    object === undefined ? title : `${title}: ${object}`,
  )
  return [...new Set(names)]
}

function missing(all: readonly string[], from: readonly string[]): readonly string[] {
  return all.filter((each) => !from.includes(each))
}
