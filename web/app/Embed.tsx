/** The page inside of another one (`?embed=1`): the diagram and what moves time, and a way to the whole. */

import { wholeAddress } from '../share/embed.ts'
import { NextSteps } from '../transport/NextSteps.tsx'
import { StepSlider } from '../transport/StepSlider.tsx'
import { Transport } from '../transport/Transport.tsx'
import '../transport/transport.css'
import { Logo } from '../ui/Icon.tsx'
import { Announcer } from './Announcer.tsx'
import { Overlays } from './Overlays.tsx'
import { DiagramPane } from './DiagramPane.tsx'
import { ErrorBoundary } from './ErrorBoundary.tsx'
import { Notices } from './Notices.tsx'
import { usePage } from './page.ts'
import './embed.css'

export function Embed() {
  return (
    <main className="embed">
      <div className="stage embed-stage">
        <ErrorBoundary part="The diagram">
          <DiagramPane />
        </ErrorBoundary>
      </div>
      <Notices />
      <footer className="footer embed-footer">
        <Transport />
        <StepSlider />
        <NextSteps />
        <OpenWhole />
      </footer>
      <Announcer />
      <Overlays />
    </main>
  )
}

function OpenWhole() {
  const { currentLink } = usePage()
  return (
    <a
      className="embed-whole"
      href={wholeAddress(window.location.href)}
      target="_blank"
      rel="noreferrer"
      // The address changes with every step; what counts is the one at the click.
      onClick={(event) => {
        event.currentTarget.href = wholeAddress(currentLink())
      }}
    >
      <Logo />
      Open in Heddle
    </a>
  )
}
