/** How the page looks and begins. Each choice holds at once and is remembered by this browser. */

import type { Density } from '../diagram/geometry.ts'
import {
  type FoldBase,
  type Motion,
  setDefaultFolds,
  setDensity,
  setMotion,
  setTheme,
} from '../store/display.ts'
import { closeOverlay, openOverlay } from '../store/overlay.ts'
import type { ThemeChoice } from '../store/theme.ts'
import { useApp, useFact } from '../store/use-app.ts'
import { Dialog } from '../ui/Dialog.tsx'
import { type Segment, Segments } from '../ui/Segments.tsx'
import './settings.css'

const themes: readonly Segment<ThemeChoice>[] = [
  { value: 'system', label: 'as the system' },
  { value: 'light', label: 'light' },
  { value: 'dark', label: 'dark' },
]
const densities: readonly Segment<Density>[] = [
  { value: 'comfortable', label: 'comfortable' },
  { value: 'compact', label: 'compact' },
]
const motions: readonly Segment<Motion>[] = [
  { value: 'system', label: 'as the system' },
  { value: 'reduced', label: 'none' },
]
const folds: readonly Segment<FoldBase>[] = [
  { value: 'auto', label: 'unless interrupted' },
  { value: 'folded', label: 'always' },
  { value: 'open', label: 'never' },
]

export function SettingsDialog() {
  const app = useApp()
  const theme = useFact((state) => state.theme)
  const density = useFact((state) => state.density)
  const motion = useFact((state) => state.motion)
  const base = useFact((state) => state.defaultFolds)
  return (
    <Dialog title="Settings" className="page-settings" onClose={() => closeOverlay(app)}>
      <Segments
        legend="Theme"
        value={theme}
        options={themes}
        onChange={(value) => setTheme(app, value)}
      />
      <Segments
        legend="Rows of the diagram"
        value={density}
        options={densities}
        onChange={(value) => setDensity(app, value)}
      />
      <Segments
        legend="Motion"
        value={motion}
        options={motions}
        onChange={(value) => setMotion(app, value)}
      />
      <Segments
        legend="Fold kernel calls"
        value={base}
        options={folds}
        onChange={(value) => setDefaultFolds(app, value)}
      />
      <p className="page-settings-note">
        Kept by this browser only. What the page shows of a run is in its link; the last runs are in
        the{' '}
        <button
          type="button"
          className="text-link"
          onClick={() => openOverlay(app, { kind: 'history' })}
        >
          history
        </button>
        .
      </p>
    </Dialog>
  )
}
