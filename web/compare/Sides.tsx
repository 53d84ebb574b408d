/** What is compared: A and B with their programs and verdicts, and what B could be. */

import { useEffect, useMemo } from 'react'
import type { Opened } from '../../src/worker/protocol.ts'
import { counted } from '../../src/util/amounts.ts'
import { scenarioMeta } from '../store/catalogue.ts'
import {
  cancelClosest,
  compareWithRun,
  findClosest,
  pin,
  pinBoth,
  swapSides,
} from '../store/compare.ts'
import type { ClosestPhase } from '../store/compare-state.ts'
import { openShownRun } from '../store/open-shown.ts'
import { keyOf, specOf } from '../store/run.ts'
import { offerStop } from '../store/stop-offered.ts'
import { useApp, useFact, useOpened } from '../store/use-app.ts'
import { fixesOf, variantOptions } from '../store/variants.ts'
import { verdictOf } from '../store/verdict.ts'
import { Select } from '../ui/Select.tsx'
import { programText } from '../views/parts/programs.ts'
import { closestText } from './words.ts'

interface SidesProps {
  readonly a: Opened | undefined
  readonly b: Opened | undefined
}

export function Sides({ a, b }: SidesProps) {
  const app = useApp()
  const isPinned = useFact(({ compare }) => compare.a !== undefined)
  return (
    <>
      <div className="compare-sides">
        <Side side="a" opened={a} />
        <Side side="b" opened={b} />
      </div>
      <div className="compare-actions" role="toolbar" aria-label="What B is to be">
        {a !== undefined && <SameSchedule a={a} />}
        {a !== undefined && <Recorded a={a} />}
        {a !== undefined && <ClosestButton a={a} />}
        <button
          type="button"
          className="button"
          disabled={b === undefined}
          onClick={() => swapSides(app)}
        >
          Swap A and B
        </button>
        <button
          type="button"
          className="button"
          disabled={b === undefined && !isPinned}
          onClick={() => pinBoth(app, undefined, undefined)}
        >
          Unpin both
        </button>
      </div>
      <ClosestSaid a={a} />
    </>
  )
}

interface SideProps {
  readonly side: 'a' | 'b'
  readonly opened: Opened | undefined
}

function Side({ side, opened }: SideProps) {
  const app = useApp()
  const isPinned = useFact(({ compare }) => compare[side] !== undefined)
  const name = side.toUpperCase()
  if (opened === undefined) {
    return (
      <section className="compare-side is-empty" aria-label={`Run ${name}`}>
        <strong className="compare-name">{name}</strong> <span>not chosen yet</span>
        <Pin side={side} />
      </section>
    )
  }
  const { run } = opened
  const { scenario, variant } = specOf(run)
  const { tone, text } = verdictOf(run)
  return (
    <section className={`compare-side is-${tone}`} aria-label={`Run ${name}`}>
      <strong className="compare-name">{name}</strong>
      <div className="compare-what">
        <code>{programText(scenario, variant)}</code>
        <span className="compare-note">
          {counted(run.steps.length, 'step')} · {text} ·{' '}
          {isPinned ? 'pinned' : 'the run on the page'}
        </span>
      </div>
      <button type="button" className="button" onClick={() => openShownRun(app, specOf(run))}>
        Open {name}
      </button>
      <Pin side={side} />
    </section>
  )
}

/** Not there where the run on the page is pinned already. */
function Pin({ side }: Pick<SideProps, 'side'>) {
  const app = useApp()
  const present = useOpened()
  const pinned = useFact(({ compare }) => compare[side])
  if (present === undefined || pinned === present) return undefined
  return (
    <button type="button" className="button" onClick={() => pin(app, side, present)}>
      <span>
        Pin this run<span className="visually-hidden"> as {side.toUpperCase()}</span>
      </span>
    </button>
  )
}

const choose = { value: '?', label: 'choose …' }

function SameSchedule({ a }: { readonly a: Opened }) {
  const app = useApp()
  const catalogue = useFact((state) => state.catalogue)
  const { scenario, variant, schedule } = specOf(a.run)
  const fixes = scenarioMeta(catalogue, scenario)?.fixes
  const options = useMemo(() => [choose, ...variantOptions(fixes ?? [], [])], [fixes])
  return (
    <Select
      label="B: same schedule under"
      value={choose.value}
      options={options}
      onChange={(value) => {
        if (value === choose.value) return
        const spec = { scenario, variant: { ...variant, fixes: fixesOf(value) }, schedule }
        void compareWithRun(app, spec)
      }}
    />
  )
}

function Recorded({ a }: { readonly a: Opened }) {
  const app = useApp()
  const catalogue = useFact((state) => state.catalogue)
  const { scenario, variant } = specOf(a.run)
  const runs = scenarioMeta(catalogue, scenario)?.runs ?? []
  const options = [choose, ...runs.map(({ id, title }) => ({ value: id, label: title }))]
  return (
    <Select
      label="B: recorded run"
      value={choose.value}
      options={options}
      onChange={(value) => {
        const run = runs.find(({ id }) => id === value)
        if (run === undefined) return
        const { fixes, mutex, schedule } = run
        void compareWithRun(app, { scenario, variant: { ...variant, fixes, mutex }, schedule })
      }}
    />
  )
}

function ClosestButton({ a }: { readonly a: Opened }) {
  const app = useApp()
  const isRunning = useFact(({ compare }) => compare.closest.kind === 'running')
  useEffect(
    () => (isRunning ? offerStop(app, () => cancelClosest(app)) : undefined),
    [app, isRunning],
  )
  if (isRunning) {
    return (
      <button type="button" className="button" onClick={() => cancelClosest(app)}>
        Cancel
        <kbd className="drawn" data-text="Esc" aria-hidden="true" />
      </button>
    )
  }
  return (
    <button
      type="button"
      className="button button-primary"
      disabled={a.run.violations.length === 0}
      title={a.run.violations.length === 0 ? 'Nothing goes wrong in A' : undefined}
      onClick={() => void findClosest(app)}
    >
      B: closest passing run
    </button>
  )
}

function ClosestSaid({ a }: { readonly a: Opened | undefined }) {
  const closest = useFact(({ compare }) => compare.closest)
  const text = saidOf(closest, a)
  return <output className="compare-closest">{text}</output>
}

function saidOf(closest: ClosestPhase, a: Opened | undefined): string {
  switch (closest.kind) {
    case 'idle':
      return ''
    case 'running':
      return closest.progress === undefined
        ? 'Searching …'
        : `Searching … ${counted(closest.progress.states, 'state')}, keeping the first ${counted(closest.progress.kept, 'step')}`
    case 'failed':
      return closest.message
    case 'done':
      return a !== undefined && keyOf(a.run) === closest.key ? closestText(closest.result) : ''
  }
}
