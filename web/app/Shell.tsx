/** How the parts of the page stand to each other. */

import { Details } from '../details/Details.tsx'
import { Findings } from '../findings/Findings.tsx'
import { SearchAnnouncer } from '../findings/SearchAnnouncer.tsx'
import { Header } from '../header/Header.tsx'
import { Footer } from '../transport/Footer.tsx'
import { HelpDialog } from '../ui/HelpDialog.tsx'
import { Announcer } from './Announcer.tsx'
import { DamagedLinkDialog } from './DamagedLinkDialog.tsx'
import { DiagramPane } from './DiagramPane.tsx'
import { ErrorBoundary } from './ErrorBoundary.tsx'
import { Notices } from './Notices.tsx'
import { SourcePane } from './SourcePane.tsx'

export function Shell() {
  return (
    <div className="shell">
      <Header />
      <main className="workspace">
        <ErrorBoundary part="The source">
          <SourcePane />
        </ErrorBoundary>
        <div className="centre">
          <div className="stage">
            <ErrorBoundary part="The diagram">
              <DiagramPane />
            </ErrorBoundary>
          </div>
          <Notices />
          <ErrorBoundary part="The details">
            <Details />
          </ErrorBoundary>
        </div>
        <ErrorBoundary part="The list of findings">
          <Findings />
        </ErrorBoundary>
      </main>
      <Footer />
      <Announcer />
      <SearchAnnouncer />
      <HelpDialog />
      <DamagedLinkDialog />
    </div>
  )
}
