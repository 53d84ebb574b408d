/**
 * What the page does besides, loaded when it is first at rest: being there without a network, and fetching in
 * advance what is small and likely to be wanted next.
 */

import { StepStory } from '../details/Details.tsx'
import { SearchEnd } from '../header/SearchResultLine.tsx'
import { keepOffline } from '../offline/keep-offline.ts'
import type { App } from '../store/app.ts'
import { MoreList } from '../transport/MoreMenu.tsx'
import { isNarrow } from '../ui/use-wide.ts'
import { OtherView } from '../views/Views.tsx'
import { Dialogs } from './Overlays.tsx'

export function startExtras(app: App, window: Window, embedded: boolean): void {
  Dialogs.ahead()
  if (embedded) return
  StepStory.ahead()
  SearchEnd.ahead()
  OtherView.ahead()
  if (isNarrow()) MoreList.ahead()
  keepOffline(app, window)
}
