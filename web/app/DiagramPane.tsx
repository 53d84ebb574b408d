/** The centre: the diagram of the run, or why there is none. */

import { useMemo, useState } from 'react'
import { Diagram } from '../diagram/Diagram.tsx'
import type { Grip } from '../diagram/grip.ts'
import { dimmedText, litSteps } from '../store/heap.ts'
import { toggleCall } from '../store/look.ts'
import { hitsOf } from '../store/lookup.ts'
import { jumpTo, selectStep } from '../store/navigate.ts'
import { showsOrder } from '../store/order-state.ts'
import { changedOf } from '../store/reorder.ts'
import { useApp, useFact } from '../store/use-app.ts'
import { whyLater } from '../store/why-later.ts'
import { FoldPicker } from './FoldPicker.tsx'
import { later } from './later.tsx'
import { NoRun } from './NoRun.tsx'

const DragLayer = later('Moving steps', async () => {
  return (await import('../reorder/DragLayer.tsx')).DragLayer
})

const OrderLayer = later('What orders the steps', async () => {
  return (await import('../why/OrderEdges.tsx')).OrderEdges
})

export function DiagramPane() {
  const app = useApp()
  const phase = useFact((state) => state.run)
  const cursor = useFact((state) => state.cursor)
  const selected = useFact((state) => state.selected)
  const folds = useFact((state) => state.folds)
  const density = useFact((state) => state.density)
  const lit = useFact(litSteps)
  const dimmed = useFact(dimmedText)
  const hits = useFact(hitsOf)
  const changed = useFact(changedOf)
  const isOrdered = useFact(showsOrder)
  const [grip, setGrip] = useState<Grip | undefined>(undefined)
  const marked = useMemo(() => new Set(hits), [hits])
  switch (phase.kind) {
    case 'loading':
    case 'none':
    case 'failed':
      return <NoRun />
    case 'ready':
      return (
        <>
          <FoldPicker />
          <Diagram
            run={phase.opened.run}
            cursor={cursor}
            selected={selected}
            folds={folds}
            lit={lit}
            dimmed={dimmed}
            hits={marked}
            density={density}
            changed={changed}
            onGrab={setGrip}
            onNearGrip={DragLayer.ahead}
            drag={grip && { grip, onEnd: () => setGrip(undefined), Layer: DragLayer }}
            onJump={(to) => jumpTo(app, to)}
            onSelect={(step) => selectStep(app, step)}
            onToggleFold={(call) => toggleCall(app, call)}
            Over={isOrdered ? OrderLayer : undefined}
            onCompare={(step) => whyLater((why) => why.compareWith(app, step))(app)}
          />
        </>
      )
  }
}
