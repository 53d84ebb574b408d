/** What can be chosen about a format. */

import { type TextVariant, textVariants } from '../../src/share/text/two-column/carrier.ts'
import type { SvgTheme } from '../../src/share/svg/palette.ts'
import { Select } from '../ui/Select.tsx'
import type { FormatId, Options } from './formats.ts'

const variantTitles: Readonly<Record<TextVariant, string>> = {
  commit: 'Commit message',
  comment: 'Source comment',
  mail: 'Mail',
  rst: 'reStructuredText',
}

const themeTitles: Readonly<Record<SvgTheme, string>> = {
  auto: "The reader's",
  light: 'Light',
  dark: 'Dark',
}

export interface ExportOptionsProps {
  readonly format: FormatId
  readonly options: Options
  readonly onChange: (options: Options) => void
}

export function ExportOptions({ format, options, onChange }: ExportOptionsProps) {
  if (format === 'json' || format === 'perfetto') return undefined
  const set = (part: Partial<Options>): void => onChange({ ...options, ...part })
  const isDrawing = format === 'svg' || format === 'png'
  return (
    <div className="export-options">
      {format === 'text' && (
        <Select
          label="For a"
          value={options.variant}
          options={textVariants.map((value) => ({ value, label: variantTitles[value] }))}
          onChange={(value) =>
            set({ variant: textVariants.find((id) => id === value) ?? 'commit' })
          }
        />
      )}
      {isDrawing && <Theme format={format} options={options} set={set} />}
      {!isDrawing && (
        <Select
          label="Columns"
          value={options.labels}
          options={[
            { value: 'threads', label: 'Thread A (…)' },
            { value: 'cpus', label: 'CPU0, CPU1' },
          ]}
          onChange={(value) => set({ labels: value === 'cpus' ? 'cpus' : 'threads' })}
        />
      )}
      {format === 'text' && (
        <>
          <Check
            name="Sentences around it"
            value={options.prose}
            onChange={(prose) => set({ prose })}
          />
          <Check name="Link below" value={options.link} onChange={(link) => set({ link })} />
        </>
      )}
      {format === 'text' && options.variant === 'comment' && (
        <Check name="Tabs" value={options.tabs} onChange={(tabs) => set({ tabs })} />
      )}
      <Check
        name="All steps of kernel functions"
        value={options.unfolded}
        onChange={(unfolded) => set({ unfolded })}
      />
    </div>
  )
}

function Theme({
  format,
  options,
  set,
}: {
  readonly format: FormatId
  readonly options: Options
  readonly set: (part: Partial<Options>) => void
}) {
  // A picture has one palette; only a drawing can follow whoever looks at it.
  const themes: readonly SvgTheme[] =
    format === 'png' ? ['light', 'dark'] : ['auto', 'light', 'dark']
  const value = themes.includes(options.theme) ? options.theme : 'light'
  return (
    <Select
      label="Theme"
      value={value}
      options={themes.map((theme) => ({ value: theme, label: themeTitles[theme] }))}
      onChange={(chosen) => set({ theme: themes.find((theme) => theme === chosen) ?? 'light' })}
    />
  )
}

function Check({
  name,
  value,
  onChange,
}: {
  readonly name: string
  readonly value: boolean
  readonly onChange: (value: boolean) => void
}) {
  return (
    <label className="export-check">
      <input type="checkbox" checked={value} onChange={(event) => onChange(event.target.checked)} />
      {name}
    </label>
  )
}
