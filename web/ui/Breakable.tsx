/** Code that may be broken where people would: after `->`, `.`, `,` and opening brackets. */

import { Fragment } from 'react'

export function Breakable({ text }: { readonly text: string }) {
  const parts = text.split(/(?<=->|[.,(])/)
  return (
    <code className="breakable">
      {parts.map((part, index) => (
        // oxlint-disable-next-line react/no-array-index-key -- parts of one text have no other name
        <Fragment key={index}>
          {part}
          <wbr />
        </Fragment>
      ))}
    </code>
  )
}
