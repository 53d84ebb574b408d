/** How the parts of the page stand to each other. */

import { Activity, useState } from 'react'
import { Details } from '../details/Details.tsx'
import { Findings } from '../findings/Findings.tsx'
import { SearchAnnouncer } from '../findings/SearchAnnouncer.tsx'
import { Header } from '../header/Header.tsx'
import { Footer } from '../transport/Footer.tsx'
import { useFact } from '../store/use-app.ts'
import { useNarrow } from '../ui/use-wide.ts'
import { showsRun } from '../views/registry.ts'
import { Views } from '../views/Views.tsx'
import { ViewTabs } from '../views/ViewTabs.tsx'
import { Announcer } from './Announcer.tsx'
import { Overlays } from './Overlays.tsx'
import { DiagramPane } from './DiagramPane.tsx'
import { ErrorBoundary } from './ErrorBoundary.tsx'
import { Notices } from './Notices.tsx'
import { PartSwitch, type RunPart } from './PartSwitch.tsx'
import { SourcePane, WholeSource } from './SourcePane.tsx'

export function Shell() {
  return (
    <div className="shell">
      <Header />
      <main className="views">
        <ViewTabs />
        <Views>
          <RunView />
        </Views>
      </main>
      <RunFooter />
      <Announcer />
      <SearchAnnouncer />
      <Overlays />
    </div>
  )
}

function RunView() {
  const narrow = useNarrow()
  const [part, setPart] = useState<RunPart>('diagram')
  return (
    <>
      {narrow && <PartSwitch part={part} onChange={setPart} />}
      <ErrorBoundary part="The source">
        {narrow ? part === 'source' && <WholeSource /> : <SourcePane />}
      </ErrorBoundary>
      <div className="centre">
        <div className="stage">
          <ErrorBoundary part="The diagram">
            <DiagramPane />
          </ErrorBoundary>
        </div>
        <Notices />
        <ErrorBoundary part="The details">
          <Details isWhole={narrow} />
        </ErrorBoundary>
      </div>
      <ErrorBoundary part="The list of findings">
        <Findings />
      </ErrorBoundary>
    </>
  )
}

function RunFooter() {
  const isShown = useFact((state) => showsRun(state.view))
  return (
    <Activity mode={isShown ? 'visible' : 'hidden'}>
      <Footer />
    </Activity>
  )
}
