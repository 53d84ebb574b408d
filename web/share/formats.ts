/** The formats in which a run is taken along, and what each makes of it. */

import { printJson } from '../../src/share/json/print-json.ts'
import { runJson } from '../../src/share/json/run-json.ts'
import { exportMermaid } from '../../src/share/mermaid/export.ts'
import { drawRun } from '../../src/share/svg/export.ts'
import type { SvgTheme } from '../../src/share/svg/palette.ts'
import type { TextVariant } from '../../src/share/text/two-column/carrier.ts'
import { exportText, widthOf } from '../../src/share/text/two-column/export.ts'
import { pageWidth } from '../../src/share/text/two-column/layout.ts'
import { traceOf } from '../../src/share/trace-event/export.ts'
import type { Opened } from '../../src/worker/protocol.ts'

export const formatIds = ['text', 'svg', 'png', 'json', 'perfetto', 'mermaid'] as const
export type FormatId = (typeof formatIds)[number]

export interface Format {
  readonly title: string
  /** What it is good for. */
  readonly use: string
  readonly extension: string
  readonly mime: string
}

export const formats: Readonly<Record<FormatId, Format>> = {
  text: {
    title: 'Text',
    use: 'For commit messages, comments, mails and documents: the diagram in columns, safe for git am and checkpatch.',
    extension: 'txt',
    mime: 'text/plain',
  },
  svg: {
    title: 'SVG',
    use: 'A drawing of any size that needs nothing else.',
    extension: 'svg',
    mime: 'image/svg+xml',
  },
  png: {
    title: 'PNG',
    use: 'The same as a picture, at twice the size of the screen.',
    extension: 'png',
    mime: 'image/png',
  },
  json: {
    title: 'JSON',
    use: 'For other programs, and to open the run here again (Open a file). The fields are documented in docs/json.md.',
    extension: 'heddle.json',
    mime: 'application/json',
  },
  perfetto: {
    title: 'Perfetto',
    use: 'Trace events with arrows, for ui.perfetto.dev and other viewers. A step lasts a microsecond.',
    extension: 'trace.json',
    mime: 'application/json',
  },
  mermaid: {
    title: 'Mermaid',
    use: 'A sequence diagram for hosts of Markdown that draw it.',
    extension: 'mmd',
    mime: 'text/plain',
  },
}

export interface Options {
  readonly variant: TextVariant
  readonly labels: 'threads' | 'cpus'
  readonly prose: boolean
  readonly tabs: boolean
  readonly link: boolean
  readonly unfolded: boolean
  readonly theme: SvgTheme
}

export const defaultOptions: Options = {
  variant: 'commit',
  labels: 'threads',
  prose: true,
  tabs: true,
  link: false,
  unfolded: false,
  theme: 'auto',
}

export type Written =
  | { readonly kind: 'text'; readonly text: string; readonly note: string | undefined }
  | {
      readonly kind: 'drawing'
      readonly text: string
      readonly width: number
      readonly height: number
    }

export interface Subject {
  readonly opened: Opened
  /** Of the scenario. */
  readonly title: string
  /** The whole address that shows the run. */
  readonly address: string
}

export function write(
  format: FormatId,
  options: Options,
  { opened, title, address }: Subject,
): Written {
  const { run, report } = opened
  const { labels, unfolded } = options
  const plain = (text: string): Written => ({ kind: 'text', text, note: undefined })
  switch (format) {
    case 'text': {
      const text = exportText(run, { ...options, link: options.link ? address : undefined })
      return { kind: 'text', text, note: tooWide(text) }
    }
    case 'svg':
      return drawing(drawRun(run, { theme: options.theme, unfolded, title }))
    case 'png': {
      const theme = options.theme === 'auto' ? 'light' : options.theme
      return drawing(drawRun(run, { theme, unfolded, title }))
    }
    case 'json':
      return plain(printJson(runJson(run, report, new URL(address).hash)))
    case 'perfetto':
      return plain(printJson(traceOf(run, address)))
    case 'mermaid':
      return plain(exportMermaid(run, { labels, unfolded }))
  }
}

function drawing({ svg, width, height }: ReturnType<typeof drawRun>): Written {
  return { kind: 'drawing', text: svg, width, height }
}

function tooWide(text: string): string | undefined {
  const lines = text.split('\n').filter((line) => !/^\W*https?:/.test(line))
  const width = widthOf(lines.join('\n'))
  if (width <= pageWidth.hard) return undefined
  return `Lines are up to ${width} characters wide: there are too many threads, or calls too deep, for ${pageWidth.hard}.`
}

/** `hmm-device-unregister.txt` */
export function fileName(scenario: string, format: FormatId): string {
  return `${scenario.replaceAll('/', '-')}.${formats[format].extension}`
}
