/** Copies a text, and knows for a moment what came of it. */

import { useEffect, useState } from 'react'
import { usePage } from '../app/page.ts'
import { copyText } from './clipboard.ts'

/** How long a button says that its text was copied; milliseconds. */
const saidFor = 4000

export type Copying =
  | { readonly kind: 'no' }
  | { readonly kind: 'copied' }
  /** The clipboard is out of reach, as on plain http: the text is to be copied by hand. */
  | { readonly kind: 'by-hand'; readonly text: string }

const no: Copying = { kind: 'no' }

export interface Copy {
  readonly copying: Copying
  readonly copy: (text: string) => Promise<void>
  readonly forget: () => void
}

export function useCopy(): Copy {
  const [copying, setCopying] = useState<Copying>(no)
  const { hold } = usePage()
  const forget = (): void => setCopying(no)
  useEffect(() => {
    if (copying.kind !== 'copied') return undefined
    const timer = setTimeout(() => setCopying(no), saidFor)
    return () => clearTimeout(timer)
  }, [copying])
  const copy = async (text: string): Promise<void> => {
    const release = hold()
    setCopying((await copyText(text)) ? { kind: 'copied' } : { kind: 'by-hand', text })
    release()
  }
  return { copying, copy, forget }
}
