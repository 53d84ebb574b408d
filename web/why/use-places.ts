import { useEffect, useState } from 'react'
import type { RunView } from '../../src/trace/view.ts'
import type { PlaceView } from '../../src/worker/order-protocol.ts'
import { whilePending } from '../store/app.ts'
import { specOf } from '../store/run.ts'
import { refuse } from '../store/show.ts'
import { useApp } from '../store/use-app.ts'

/** What can be pinned in the program of the run; undefined until the worker has answered. */
export function usePlaces(run: RunView | undefined): readonly PlaceView[] | undefined {
  const app = useApp()
  const [places, setPlaces] = useState<readonly PlaceView[] | undefined>(undefined)
  useEffect(() => {
    if (run === undefined) return undefined
    let isWanted = true
    const asked = { kind: 'order', spec: specOf(run), pair: undefined } as const
    void whilePending(app, app.client.order(asked)).then((outcome) => {
      if (!isWanted) return
      if (outcome.kind === 'ordered') setPlaces(outcome.order.places)
      if (outcome.kind === 'failed') refuse(app, outcome.error)
    })
    return () => {
      isWanted = false
    }
  }, [app, run])
  return places
}
