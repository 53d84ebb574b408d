/** The heap at the cursor, drawn and listed, beside the diagram of the run. */

import { useCallback, useEffect, useMemo, useState } from 'react'
import { lastWrite } from '../../src/trace/heap-at.ts'
import type { FieldIndex, HeapIndex, HeapView } from '../../src/trace/heap-view.ts'
import type { RunView } from '../../src/trace/view.ts'
import { DiagramPane } from '../app/DiagramPane.tsx'
import { NoRun } from '../app/NoRun.tsx'
import { selectStep } from '../store/navigate.ts'
import { objectsOf, touchingOf } from '../store/heap.ts'
import { clearTouching } from '../store/clear-touching.ts'
import { loadObjects, toggleTouching } from '../store/objects.ts'
import { stepLabel } from '../store/sentences.ts'
import { useApp, useFact, useRun } from '../store/use-app.ts'
import { Icon } from '../ui/Icon.tsx'
import { useWide } from '../ui/use-wide.ts'
import { Waiting } from '../ui/Waiting.tsx'
import { placesOf } from './layout.ts'
import { ObjectGraph } from './ObjectGraph.tsx'
import { ObjectList } from './ObjectList.tsx'
import { boxesOf, labelOf, shapesOf } from './rows.ts'
import './objects.css'

export function ObjectsView() {
  const app = useApp()
  const run = useRun()
  const phase = useFact(objectsOf)
  useEffect(() => {
    if (phase.kind === 'idle' && run !== undefined) void loadObjects(app)
  }, [app, phase.kind, run])
  if (run === undefined) return <NoRun />
  switch (phase.kind) {
    case 'done':
      return <Objects run={run} heap={phase.view} />
    case 'failed':
      return (
        <div className="failure" role="alert">
          <h2>The objects of this run could not be read</h2>
          <p>{phase.error.message}</p>
        </div>
      )
    case 'idle':
    case 'running':
      return <Waiting>Reading the objects of the run …</Waiting>
  }
}

function Objects({ run, heap }: { readonly run: RunView; readonly heap: HeapView }) {
  const app = useApp()
  const cursor = useFact((state) => state.cursor)
  const lit = useFact(touchingOf)?.object
  const isWide = useWide()
  const [every, setEvery] = useState(false)
  const [wanted, setWanted] = useState<boolean>()
  const [said, setSaid] = useState('')
  const withDiagram = wanted ?? isWide
  const shapes = useMemo(() => shapesOf(heap, every), [heap, every])
  const places = useMemo(() => placesOf(heap, shapes), [heap, shapes])
  const boxesAt = useMemo(() => boxesOf(heap, shapes, run.lanes), [heap, shapes, run])
  const boxes = useMemo(() => boxesAt(cursor), [boxesAt, cursor])
  const onObject = useCallback((object: HeapIndex) => toggleTouching(app, object), [app])
  const onField = useCallback(
    (object: HeapIndex, field: FieldIndex) => {
      const found = heap.objects[object]
      const known = found?.fields[field]
      if (found === undefined || known === undefined) return
      const step = lastWrite(known, app.store.getState().cursor)
      const what = `${found.name} ${labelOf(known, found.kind)}`
      if (step !== undefined) selectStep(app, step)
      setSaid(
        step === undefined
          ? `No step up to here wrote ${what}: it is as set-up left it.`
          : `Step ${step + 1} wrote ${what} last: ${stepLabel(run, step)}. It is selected.`,
      )
    },
    [app, heap, run],
  )
  const objects = { boxes, lit, onObject, onField }
  return (
    <div className={withDiagram ? 'objects with-diagram' : 'objects'}>
      {withDiagram && (
        <div className="objects-diagram">
          <DiagramPane />
        </div>
      )}
      <div className="objects-main">
        <div className="objects-bar">
          <h2 className="visually-hidden">Objects after step {cursor}</h2>
          <label>
            <input type="checkbox" checked={withDiagram} onChange={() => setWanted(!withDiagram)} />
            Diagram
          </label>
          <label>
            <input type="checkbox" checked={every} onChange={() => setEvery(!every)} />
            Every field
          </label>
          <output className="objects-said">{said}</output>
          <Lit />
        </div>
        <ObjectGraph places={places} {...objects} />
      </div>
      <ObjectList run={run} {...objects} />
    </div>
  )
}

function Lit() {
  const app = useApp()
  const touching = useFact(touchingOf)
  if (touching === undefined) return undefined
  return (
    <button type="button" className="button objects-lit" onClick={() => clearTouching(app)}>
      Steps of {touching.name} only
      <Icon name="close" />
    </button>
  )
}
