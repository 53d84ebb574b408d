/** A verdict as a shape, with its word for those who do not see it. */

export type Tone = 'right' | 'partly' | 'wrong' | 'open' | 'unchecked'

const shapes: Readonly<Record<Tone, string>> = {
  right: '✓',
  partly: '≈',
  wrong: '✗',
  open: '…',
  unchecked: '–',
}

/** `word` is left out where the text beside the mark says it. */
export function Mark({ tone, word }: { readonly tone: Tone; readonly word?: string }) {
  return (
    <span className={`mark mark-${tone}`}>
      <span aria-hidden="true">{shapes[tone]}</span>
      {word !== undefined && <span className="visually-hidden">{word}</span>}
    </span>
  )
}
