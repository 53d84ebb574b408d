/** What the program of B has that the one of A has not, as a patch of the printed C. */

import { useMemo } from 'react'
import { patchText, unifiedDiff } from '../../src/compare/diff.ts'
import type { Opened } from '../../src/worker/protocol.ts'

const signs = { same: ' ', added: '+', removed: '-' } as const

export function Patch({ a, b }: { readonly a: Opened; readonly b: Opened }) {
  const hunks = useMemo(() => {
    const [before, after] = [a, b].map(({ listing }) => listing.lines.map(({ text }) => text))
    return unifiedDiff(before ?? [], after ?? [], (line) => a.listing.lines[line]?.fn)
  }, [a, b])
  if (hunks.length === 0) return undefined
  const name = `${a.run.scenario}.c`
  const copy = (): void => void navigator.clipboard.writeText(patchText(hunks, name))
  return (
    <details className="patch" open>
      <summary>The program of B as a patch on that of A</summary>
      {/* oxlint-disable-next-line jsx-a11y/no-noninteractive-tabindex -- it scrolls, so the keyboard must reach it */}
      <pre className="patch-text" tabIndex={0} aria-label="Patch">
        <span className="patch-head">
          --- a/{name}
          {'\n'}+++ b/{name}
          {'\n'}
        </span>
        {hunks.map(({ head, lines }) => (
          <span key={head}>
            <span className="patch-head">{`${head}\n`}</span>
            {lines.map((line) => (
              <span
                key={`${line.old ?? ''} ${line.new ?? ''}`}
                className={`patch-line is-${line.kind}`}
              >
                {`${signs[line.kind]}${line.text}\n`}
              </span>
            ))}
          </span>
        ))}
      </pre>
      <button type="button" className="button" onClick={copy}>
        Copy the patch
      </button>
    </details>
  )
}
