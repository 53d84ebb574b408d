/** What the whole run came to, apart from where the cursor is. */

import type { RunView, StepIndex } from '../../src/trace/view.ts'

export interface Verdict {
  readonly tone: 'violated' | 'clean' | 'open'
  /** A shape, so that the colour is not all that tells. */
  readonly mark: '✗' | '✓' | '…'
  /** `use after free · step 43` */
  readonly text: string
  /** The whole story, in sentences. */
  readonly full: string
  /** Where the first violation shows. */
  readonly at: StepIndex | undefined
}

export function verdictOf(run: RunView): Verdict {
  const [first, ...others] = run.violations
  if (first !== undefined) {
    const more = others.length === 0 ? '' : ` · ${others.length} more`
    const text = `${first.title} · step ${first.at + 1}${more}`
    const full = run.violations.map(({ title, text: said }) => `${title}: ${said}.`).join(' ')
    return { tone: 'violated', mark: '✗', text, full, at: first.at }
  }
  const full = `${run.end.text} This is one run: other interleavings may differ.`
  if (run.end.kind === 'open') {
    const text = 'no violation so far'
    return { tone: 'open', mark: '…', text, full, at: undefined }
  }
  return { tone: 'clean', mark: '✓', text: 'no violation in this run', full, at: undefined }
}
