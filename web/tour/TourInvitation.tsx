/** Offers the tour to somebody who is here for the first time: among the tabs, where it covers nothing. */

import { useEffect, useState } from 'react'
import { isTourNew, startTour, tourWasOffered } from '../store/tour.ts'
import { useApp, useFact } from '../store/use-app.ts'
import { QuietButton } from '../ui/QuietButton.tsx'
import { isWide } from '../ui/use-wide.ts'

export function TourInvitation() {
  const app = useApp()
  const [offered, setOffered] = useState(() => isWide() && isTourNew(app))
  const ready = useFact((state) => state.run.kind === 'ready')
  const touring = useFact((state) => state.tour !== undefined)
  const shown = offered && ready && !touring
  useEffect(() => {
    if (shown) tourWasOffered(app)
  }, [app, shown])
  if (!shown) return undefined
  return (
    <span className="tour-invitation">
      New here?
      <button
        type="button"
        className="text-link"
        onClick={() => {
          setOffered(false)
          startTour(app)
        }}
      >
        Take the tour: six stops
      </button>
      <QuietButton
        name="No tour"
        hint="No tour; it stays in the help and among the commands"
        icon="close"
        onClick={() => setOffered(false)}
      />
    </span>
  )
}
