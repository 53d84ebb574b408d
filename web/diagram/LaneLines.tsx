import type { Columns } from './columns.ts'

/** Hairlines between the columns. */
export function LaneLines({ columns }: { readonly columns: Columns }) {
  const edges = [...columns.lanes.map(({ left }) => left), columns.tracksLeft]
  return edges.map((left) => <span key={left} className="diagram-lane-line" style={{ left }} />)
}
