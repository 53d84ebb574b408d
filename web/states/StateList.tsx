/** The states in words: the same as the drawing, with the same one chosen. */

import { useMemo, useState } from 'react'
import type { GraphView } from '../../src/worker/states-protocol.ts'
import { ownScrolling } from '../ui/keyboard.ts'
import { type Segment, Segments } from '../ui/Segments.tsx'
import { kindText } from './graph.ts'
import { Pages } from './Pages.tsx'

type Which = 'run' | 'ends' | 'all'

const kinds: readonly Segment<Which>[] = [
  { value: 'run', label: 'This run' },
  { value: 'ends', label: 'Ends and violations' },
  { value: 'all', label: 'All' },
]

export interface StateListProps {
  readonly view: GraphView
  readonly path: readonly number[]
  readonly selected: number | undefined
  readonly onSelect: (node: number) => void
  readonly onOpen: (node: number) => void
}

export function StateList({ view, path, selected, onSelect, onOpen }: StateListProps) {
  const [which, setWhich] = useState<Which>('ends')
  const shown = useMemo(() => nodesOf(view, path, which), [view, path, which])
  return (
    <section className="states-list" aria-label="List of states" {...ownScrolling}>
      <Segments
        isLegendHidden
        legend="Which states"
        value={which}
        options={kinds}
        onChange={setWhich}
      />
      <Pages items={shown} unit="states">
        {(nodes) => (
          <ul>
            {nodes.map((index) => {
              const node = view.nodes[index]
              if (node === undefined) return undefined
              return (
                <li key={index} className={`is-${node.kind}`}>
                  <button
                    type="button"
                    className="states-item"
                    aria-pressed={index === selected}
                    onClick={() => onSelect(index)}
                  >
                    <span className="states-kind">
                      {node.depth} · {kindText(node)}
                    </span>
                    <span>{node.text}</span>
                  </button>
                  <button
                    type="button"
                    className="button"
                    aria-label={`Open a shortest run to the state ${node.depth} steps in: ${node.text}`}
                    onClick={() => onOpen(index)}
                  >
                    Open
                  </button>
                </li>
              )
            })}
          </ul>
        )}
      </Pages>
    </section>
  )
}

function nodesOf(view: GraphView, path: readonly number[], which: Which): readonly number[] {
  if (which === 'run') return path
  return view.nodes.flatMap(({ kind }, index) =>
    which === 'all' || kind !== 'open' ? [index] : [],
  )
}
