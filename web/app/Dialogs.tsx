/** The dialogs of the page as a whole, each loaded when it is first opened. */

import { useFact } from '../store/use-app.ts'
import { later } from './later.tsx'

const Help = later('The help sheet', async () => (await import('../ui/HelpDialog.tsx')).HelpDialog)
const DamagedLink = later('What is wrong with this link', async () => {
  return (await import('./DamagedLinkDialog.tsx')).DamagedLinkDialog
})
const Palette = later('The list of commands', async () => {
  return (await import('../palette/Palette.tsx')).Palette
})
const Settings = later('The settings', async () => {
  return (await import('../settings/SettingsDialog.tsx')).SettingsDialog
})
const History = later('The history', async () => {
  return (await import('../history/HistoryDialog.tsx')).HistoryDialog
})
const Export = later('The export', async () => {
  return (await import('../share/ExportDialog.tsx')).ExportDialog
})
const Share = later('What shares this run', async () => {
  return (await import('../share/ShareDialog.tsx')).ShareDialog
})
const OpenFile = later('What opens files', async () => {
  return (await import('../share/OpenDialog.tsx')).OpenDialog
})
const Tour = later('The tour', async () => (await import('../tour/Tour.tsx')).Tour)
const CanHappen = later('The question what can happen', async () => {
  return (await import('../why/CanHappenDialog.tsx')).CanHappenDialog
})

export function Dialogs() {
  const help = useFact((state) => state.helpOpen)
  const damaged = useFact((state) => state.damagedLink)
  const overlay = useFact((state) => state.overlay)
  const tour = useFact((state) => state.tour)
  return (
    <>
      {help && <Help />}
      {overlay?.kind === 'palette' && <Palette query={overlay.query} />}
      {overlay?.kind === 'settings' && <Settings />}
      {overlay?.kind === 'history' && <History />}
      {overlay?.kind === 'export' && <Export />}
      {overlay?.kind === 'share' && <Share />}
      {overlay?.kind === 'open' && <OpenFile problem={overlay.problem} />}
      {tour !== undefined && <Tour at={tour} />}
      {overlay?.kind === 'can-happen' && <CanHappen />}
      {damaged !== undefined && <DamagedLink damaged={damaged} />}
    </>
  )
}
