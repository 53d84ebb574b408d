/**
 * What the search found: a pane at the right where there is room for it, else a drawer over the page.
 */

import { useEffect } from 'react'
import { later } from '../app/later.tsx'
import { cancelSearch, setFindings } from '../store/find-races.ts'
import { useApp, useFact } from '../store/use-app.ts'
import { Dialog } from '../ui/Dialog.tsx'
import { QuietButton } from '../ui/QuietButton.tsx'
import { useWide } from '../ui/use-wide.ts'
import './findings.css'

const FindingsBody = later('The list of findings', async () => {
  return (await import('./FindingsBody.tsx')).FindingsBody
})

/** Milliseconds after which it is fetched although nobody has asked yet: the diagram comes first. */
const patience = 1_000

export function Findings() {
  const app = useApp()
  const open = useFact((state) => state.findingsOpen)
  const wide = useWide()
  // A pane that was open must not become a drawer over the page when the window is made narrow.
  useEffect(() => {
    if (!wide) app.store.setState({ findingsOpen: false })
  }, [app, wide])
  useEffect(() => {
    const timer = setTimeout(FindingsBody.ahead, patience)
    return () => clearTimeout(timer)
  }, [])
  if (!open) return undefined
  return wide ? <Pane /> : <Drawer />
}

function Pane() {
  const app = useApp()
  return (
    <section className="findings findings-pane" aria-label="Findings">
      <div className="findings-head">
        <h2>Findings</h2>
        <QuietButton
          name="Close findings"
          hint="Close findings (Shift+R)"
          icon="close"
          onClick={() => setFindings(app, false)}
        />
      </div>
      {/* Arrow keys belong to the diagram even here: what was opened is walked through at once. */}
      <div className="findings-scroll">
        <FindingsBody />
      </div>
    </section>
  )
}

function Drawer() {
  const app = useApp()
  const close = (): void => setFindings(app, false)
  return (
    <Dialog
      title="Findings"
      className="findings-drawer"
      onClose={() => {
        if (!cancelSearch(app)) close()
      }}
    >
      <section className="findings" aria-label="Findings">
        <FindingsBody onOpen={close} />
      </section>
    </Dialog>
  )
}
