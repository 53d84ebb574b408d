/** Can this happen? Steps that are to come before others, and a search for a run that does it. */

import { type FormEvent, useId, useLayoutEffect, useRef, useState } from 'react'
import type { RunView } from '../../src/trace/view.ts'
import type { PlaceView } from '../../src/worker/order-protocol.ts'
import { counted, secondsText } from '../../src/util/amounts.ts'
import { openShownRun } from '../store/open-shown.ts'
import { closeOverlay } from '../store/overlay.ts'
import { specOf } from '../store/run.ts'
import { useApp, useRun } from '../store/use-app.ts'
import { Dialog } from '../ui/Dialog.tsx'
import { QuietButton } from '../ui/QuietButton.tsx'
import { usePlaces } from './use-places.ts'
import { type Question, useQuestion } from './use-question.ts'
import { placeOf, requestOf, type Wish } from './wanted.ts'
import './can-happen.css'

export function CanHappenDialog() {
  const app = useApp()
  const run = useRun()
  const places = usePlaces(run)
  return (
    <Dialog title="Can this happen?" className="can-happen" onClose={() => closeOverlay(app)}>
      {run === undefined && <p>No run is open.</p>}
      {run !== undefined && places === undefined && <p>Looking at the threads …</p>}
      {run !== undefined && places !== undefined && <Form run={run} places={places} />}
    </Dialog>
  )
}

interface FormProps {
  readonly run: RunView
  readonly places: readonly PlaceView[]
}

function Form({ run, places }: FormProps) {
  const listId = useId()
  const question = useQuestion()
  const form = useRef<HTMLFormElement>(null)
  // It comes when the threads were looked at, and the dialog is open by then.
  useLayoutEffect(() => form.current?.querySelector('input')?.focus(), [])
  const [wishes, setWishes] = useState<readonly Wish[]>([{ id: 0, first: '', second: '' }])
  const wanted = requestOf(places, wishes)
  const change = (next: readonly Wish[]): void => {
    setWishes(next)
    question.forget()
  }
  const submit = (event: FormEvent): void => {
    event.preventDefault()
    if (wanted !== undefined) question.ask(run, wanted)
  }
  const isRunning = question.phase.kind === 'running'
  return (
    <form ref={form} onSubmit={submit}>
      <p className="can-happen-intro">
        Choose steps of the run or statements of the threads. The search looks at every interleaving
        for a run that takes them all, in this order.
      </p>
      <datalist id={listId}>
        {places.map(({ label }) => (
          <option key={label} value={label}>
            {label}
          </option>
        ))}
      </datalist>
      <ol className="can-happen-wishes">
        {wishes.map((wish, index) => (
          <WishRow
            key={wish.id}
            wish={wish}
            number={index + 1}
            listId={listId}
            places={places}
            onChange={(next) => change(wishes.map((each) => (each.id === wish.id ? next : each)))}
            onRemove={
              wishes.length === 1
                ? undefined
                : () => change(wishes.filter(({ id }) => id !== wish.id))
            }
          />
        ))}
      </ol>
      <p className="can-happen-actions">
        <button
          type="button"
          className="button"
          onClick={() => change([...wishes, { id: nextId(wishes), first: '', second: '' }])}
        >
          Add another order
        </button>
        {isRunning ? (
          <button type="button" className="button" onClick={question.cancel}>
            Cancel
          </button>
        ) : (
          <button type="submit" className="button button-primary" disabled={wanted === undefined}>
            Search
          </button>
        )}
      </p>
      <Answer run={run} question={question} />
    </form>
  )
}

function nextId(wishes: readonly Wish[]): number {
  return Math.max(...wishes.map(({ id }) => id)) + 1
}

interface WishRowProps {
  readonly wish: Wish
  readonly number: number
  readonly listId: string
  readonly places: readonly PlaceView[]
  readonly onChange: (wish: Wish) => void
  /** Undefined for the only one. */
  readonly onRemove: (() => void) | undefined
}

function WishRow({ wish, number, listId, places, onChange, onRemove }: WishRowProps) {
  const field = (name: 'first' | 'second', label: string) => (
    <input
      className="can-happen-place"
      type="text"
      list={listId}
      aria-label={`Order ${number}: ${label}`}
      placeholder={label}
      aria-invalid={wish[name] !== '' && placeOf(places, wish[name]) === undefined}
      value={wish[name]}
      autoComplete="off"
      spellCheck={false}
      onChange={(event) => onChange({ ...wish, [name]: event.target.value })}
    />
  )
  return (
    <li className="can-happen-wish">
      {field('first', 'this step')}
      <span className="can-happen-before">before</span>
      {field('second', 'that step')}
      {onRemove !== undefined && (
        <QuietButton name={`Remove order ${number}`} icon="close" onClick={onRemove} />
      )}
    </li>
  )
}

function Answer({ run, question }: { readonly run: RunView; readonly question: Question }) {
  const app = useApp()
  const { phase } = question
  const open = (schedule: string): void => {
    closeOverlay(app)
    openShownRun(app, { ...specOf(run), schedule })
  }
  return (
    <output className="can-happen-answer">
      {phase.kind === 'running' && (
        <span>
          Searching …{' '}
          {phase.progress !== undefined &&
            `${counted(phase.progress.states, 'state')}, runs of ${phase.progress.depth} steps`}
        </span>
      )}
      {phase.kind === 'failed' && <span className="can-happen-no">{phase.message}</span>}
      {phase.kind === 'done' && phase.result.kind === 'happens' && (
        <HappensAnswer steps={phase.result.steps} onOpen={open} schedule={phase.result.schedule} />
      )}
      {phase.kind === 'done' && phase.result.kind === 'never' && (
        <span>
          <strong>✗ No interleaving does that</strong> ({counted(phase.result.states, 'state')}{' '}
          searched in {secondsText(phase.result.seconds)}).
        </span>
      )}
      {phase.kind === 'done' && phase.result.kind === 'bounded' && (
        <span>
          <strong>? Not decided</strong>: {limitTexts[phase.result.limit]} after{' '}
          {counted(phase.result.states, 'state')}.
        </span>
      )}
    </output>
  )
}

const limitTexts = {
  states: 'the search was given up',
  memory: 'the memory was full',
  cancelled: 'the search was cancelled',
} as const

interface HappensProps {
  readonly steps: number
  readonly schedule: string
  readonly onOpen: (schedule: string) => void
}

function HappensAnswer({ steps, schedule, onOpen }: HappensProps) {
  return (
    <span>
      <strong>✓ It can happen</strong>, after {steps} steps and no sooner.{' '}
      <button type="button" className="button" onClick={() => onOpen(schedule)}>
        Open the run
      </button>
    </span>
  )
}
