import type { Head as HeadView } from '../../src/trace/rows.ts'
import type { CssPixels } from './geometry.ts'
import { GripMark } from './GripMark.tsx'

interface HeadProps {
  readonly head: HeadView
  readonly indent: CssPixels
  readonly height: CssPixels
  /** Shows a grip for the whole call. */
  readonly movable: boolean
}

/** The name of a call above the first step inside it; a button that folds it. */
export function Head({ head, indent, height, movable }: HeadProps) {
  const paren = head.text.indexOf('(')
  const name = paren < 0 ? head.text : head.text.slice(0, paren)
  const isNamed = head.text.includes(head.fn)
  const label = (
    <>
      <span className="diagram-head-name">{name}</span>
      <span className="diagram-head-args">{paren < 0 ? '' : head.text.slice(paren)}</span>
      {!isNamed && <span className="diagram-head-target">{` ${head.fn}`}</span>}
    </>
  )
  return (
    <div
      className="diagram-head"
      style={{ height, paddingLeft: head.depth * indent }}
      title={isNamed ? head.text : `${head.text}: ${head.fn}`}
    >
      <Guides count={head.depth} indent={indent} />
      {movable && head.foldable && <GripMark left={head.depth * indent} call={head.key} />}
      {head.foldable ? (
        <button
          type="button"
          className="diagram-fold"
          aria-expanded="true"
          aria-label={isNamed ? `Fold ${head.text}` : `Fold ${head.text} ${head.fn}`}
          data-call={head.key}
          tabIndex={-1}
        >
          {label}
          <span className="diagram-fold-mark" aria-hidden="true">
            ▾
          </span>
        </button>
      ) : (
        <span className="diagram-entry">{label}</span>
      )}
    </div>
  )
}

/** Vertical lines for the calls that a lane is inside of, at depths 0 … count - 1. */
export function Guides({ count, indent }: { readonly count: number; readonly indent: CssPixels }) {
  if (count === 0) return undefined
  return (
    <span
      className="diagram-guides"
      style={{ width: count * indent, backgroundSize: `${indent}px` }}
    />
  )
}
