/** Which steps of a run are ordered, by which chain, and which pairs only race. */

import { meets } from '../dpor/event.ts'
import type { Recorded, StepAt } from '../explain/recorded.ts'
import { type Edge, laneOf, orderingEdges } from './edges.ts'

/** A link of a chain: on within a lane, or along an edge to another one. */
export type Link =
  | { readonly kind: 'program'; readonly from: StepAt; readonly to: StepAt }
  | { readonly kind: 'edge'; readonly edge: Edge }

export type Relation =
  /** Whatever the other threads do, given that this chain is taken as it is. */
  | { readonly kind: 'ordered'; readonly chain: readonly Link[] }
  /** Only because of the racing pairs in the chain, of which `race` is the first. */
  | { readonly kind: 'through-races'; readonly chain: readonly Link[]; readonly race: Edge }
  /** They race with each other: nothing else leads from one to the other. */
  | { readonly kind: 'racing'; readonly race: Edge }
  /** Neither comes before the other, and neither touches what the other writes. */
  | { readonly kind: 'independent' }

/** In this order a longer chain through fewer races is the better one. */
const cost = { program: 1, edge: 1_000, race: 1_000_000 } as const

export class StepOrder {
  /** By their later step. Racing pairs: those with nothing in between. */
  readonly edges: readonly Edge[]
  private readonly recorded: Recorded
  private readonly into: readonly (readonly Edge[])[]

  constructor(recorded: Recorded) {
    this.recorded = recorded
    const ordering = orderingEdges(recorded)
    const before = reach(recorded, ordering)
    const races = racingPairs(recorded, before)
    this.edges = [...ordering, ...races].toSorted((a, b) => a.to - b.to || a.from - b.from)
    const into: Edge[][] = recorded.events.map(() => [])
    for (const edge of this.edges) into[edge.to]?.push(edge)
    this.into = into
  }

  /** `early` must be the smaller index. */
  relation(early: StepAt, late: StepAt): Relation {
    const chain = this.chain(early, late)
    if (chain === undefined) return { kind: 'independent' }
    const races = chain.flatMap((link) =>
      link.kind === 'edge' && link.edge.why.kind === 'race' ? [link.edge] : [],
    )
    const [race] = races
    if (race === undefined) return { kind: 'ordered', chain }
    return chain.length === 1 ? { kind: 'racing', race } : { kind: 'through-races', chain, race }
  }

  /** The cheapest way from one step to the other; undefined when there is none. */
  private chain(early: StepAt, late: StepAt): readonly Link[] | undefined {
    const best = new Map<StepAt, { readonly cost: number; readonly link: Link | undefined }>()
    best.set(early, { cost: 0, link: undefined })
    for (let to = early + 1; to <= late; to++) {
      for (const { link, from, price } of this.linksTo(to)) {
        const before = best.get(from)
        if (before === undefined) continue
        const total = before.cost + price
        if (total < (best.get(to)?.cost ?? Infinity)) best.set(to, { cost: total, link })
      }
    }
    const links: Link[] = []
    for (let link = best.get(late)?.link; link !== undefined; ) {
      links.push(link)
      link = best.get(startOf(link))?.link
    }
    return links.length === 0 ? undefined : joined(links.toReversed())
  }

  private linksTo(to: StepAt): readonly { link: Link; from: StepAt; price: number }[] {
    const { rank, byLane } = this.recorded
    const own = byLane[laneOf(this.recorded, to)]?.[(rank[to] ?? 0) - 1]
    const edges = (this.into[to] ?? []).map((edge) => ({
      link: { kind: 'edge' as const, edge },
      from: edge.from,
      price: edge.why.kind === 'race' ? cost.race : cost.edge,
    }))
    if (own === undefined) return edges
    const link = { kind: 'program' as const, from: own, to }
    return [{ link, from: own, price: cost.program }, ...edges]
  }
}

function startOf(link: Link): StepAt {
  return link.kind === 'edge' ? link.edge.from : link.from
}

/** Steps of one lane that follow each other are one link. */
function joined(links: readonly Link[]): readonly Link[] {
  const all: Link[] = []
  for (const link of links) {
    const last = all.at(-1)
    if (link.kind === 'program' && last?.kind === 'program')
      all[all.length - 1] = { kind: 'program', from: last.from, to: link.to }
    else all.push(link)
  }
  return all
}

/** Whether the first step comes before the second by program order and the given edges. */
export type IsBefore = (early: StepAt, late: StepAt) => boolean

/** By vector clocks over program order and the given edges. */
export function reach(recorded: Recorded, edges: readonly Edge[]): IsBefore {
  const { byLane, rank, events } = recorded
  const lanes = byLane.length
  const clocks = new Int32Array(events.length * lanes)
  const into: StepAt[][] = events.map(() => [])
  for (const { from, to } of edges) into[to]?.push(from)
  for (const [at, { lane }] of events.entries()) {
    const own = byLane[lane]?.[(rank[at] ?? 0) - 1]
    for (const from of own === undefined ? (into[at] ?? []) : [own, ...(into[at] ?? [])]) {
      for (let each = 0; each < lanes; each++) {
        const seen = clocks[from * lanes + each] ?? 0
        if (seen > (clocks[at * lanes + each] ?? 0)) clocks[at * lanes + each] = seen
      }
    }
    clocks[at * lanes + lane] = (rank[at] ?? 0) + 1
  }
  return (early, late) => {
    const lane = laneOf(recorded, early)
    return (clocks[late * lanes + lane] ?? 0) > (rank[early] ?? 0)
  }
}

/** Dependent steps with nothing in between that nothing orders. */
function racingPairs({ history, events }: Recorded, isBefore: IsBefore): readonly Edge[] {
  return history.races.flatMap((earlier, to) =>
    earlier.flatMap((from): readonly Edge[] => {
      const [early, late] = [events[from], events[to]]
      if (early === undefined || late === undefined || isBefore(from, to)) return []
      const words = [...early.writes, ...early.reads].filter((word) =>
        early.writes.includes(word)
          ? meets([word], [...late.reads, ...late.writes])
          : late.writes.includes(word),
      )
      return [{ from, to, why: { kind: 'race', words } }]
    }),
  )
}
