/** All that can happen at a glance: the graph of reachable states, and the interleaving classes. */

import { type ReactNode, useCallback, useEffect, useMemo, useState } from 'react'
import { variantKey, variantOf } from '../../src/ir/variant.ts'
import type { RunView } from '../../src/trace/view.ts'
import type { GraphView } from '../../src/worker/states-protocol.ts'
import { counted } from '../../src/util/amounts.ts'
import { NoRun } from '../app/NoRun.tsx'
import { jumpTo } from '../store/navigate.ts'
import { openRunAt } from '../store/open-shown.ts'
import { offerStop } from '../store/stop-offered.ts'
import { useApp, useFact, useRun } from '../store/use-app.ts'
import { Waiting } from '../ui/Waiting.tsx'
import { type Segment, Segments } from '../ui/Segments.tsx'
import { Classes } from './Classes.tsx'
import { nodeName, pathOf } from './graph.ts'
import { StateFlow } from './StateFlow.tsx'
import { StateList } from './StateList.tsx'
import { type Answered, type StatesPhase, useStatesJob } from './use-job.ts'
import '../views/parts/parts.css'
import './states.css'

/** Nodes that are drawn at most, and runs that are looked at. */
const mostNodes = 2_000
const mostRuns = 5_000

type Part = 'graph' | 'classes'

const parts: readonly Segment<Part>[] = [
  { value: 'graph', label: 'Graph of states' },
  { value: 'classes', label: 'Interleaving classes' },
]

const pickGraph = (said: Answered) => (said.kind === 'graph' ? said.view : undefined)
const pickClasses = (said: Answered) => (said.kind === 'classes' ? said.view : undefined)

export function StatesView() {
  const run = useRun()
  return run === undefined ? <NoRun /> : <States run={run} />
}

function States({ run }: { readonly run: RunView }) {
  const app = useApp()
  const [part, setPart] = useState<Part>('graph')
  const graph = useStatesJob(pickGraph)
  const classes = useStatesJob(pickClasses)
  const { scenario, schedule } = run
  const key = `${scenario} ${variantKey(variantOf(run))}`
  const job = part === 'graph' ? graph : classes
  const phase = isOf(job.phase, key) ? job.phase : undefined
  const begin = useCallback(() => {
    const program = { scenario, variant: variantOf(run) }
    if (part === 'graph') graph.start(key, { kind: 'graph', ...program, schedule, most: mostNodes })
    else classes.start(key, { kind: 'classes', ...program, most: mostRuns })
  }, [part, key, scenario, schedule, run, graph, classes])
  useEffect(() => {
    if (phase === undefined) begin()
  }, [phase, begin])
  const { stop } = job
  const isRunning = phase?.kind === 'running'
  useEffect(() => (isRunning ? offerStop(app, stop) : undefined), [app, isRunning, stop])
  const open = useCallback(
    (to: string, steps: number) => {
      openRunAt(app, { scenario, variant: variantOf(run), schedule: to }, steps)
    },
    [app, scenario, run],
  )
  return (
    <div className="states">
      <div className="states-bar">
        <Segments
          isLegendHidden
          legend="What is shown"
          value={part}
          options={parts}
          onChange={setPart}
        />
        <Controls phase={phase} unit={part === 'graph' ? 'state' : 'run'} begin={begin} stop={stop}>
          {graph.phase.kind === 'done' && part === 'graph' && saidOf(graph.phase.view)}
        </Controls>
      </div>
      {isRunning && (
        <Waiting>
          {part === 'graph' ? 'Searching all states …' : 'Running every interleaving class once …'}
        </Waiting>
      )}
      {part === 'graph' && graph.phase.kind === 'done' && phase !== undefined && (
        <Graph run={run} view={graph.phase.view} open={open} />
      )}
      {part === 'classes' && classes.phase.kind === 'done' && phase !== undefined && (
        <div className="states-scroll">
          <Classes
            view={classes.phase.view}
            schedule={schedule}
            onOpen={(row) => open(row.schedule, row.steps)}
          />
        </div>
      )}
    </div>
  )
}

function isOf(phase: StatesPhase<unknown>, key: string): boolean {
  return phase.kind !== 'idle' && phase.key === key
}

interface ControlsProps {
  readonly phase: StatesPhase<unknown> | undefined
  readonly unit: string
  readonly begin: () => void
  readonly stop: () => void
  readonly children: ReactNode
}

function Controls({ phase, unit, begin, stop, children }: ControlsProps) {
  const running = phase?.kind === 'running'
  return (
    <div className="job">
      {phase?.kind === 'failed' ? (
        <p role="alert">{phase.message}</p>
      ) : (
        <output className="job-said" aria-live="off">
          {running ? `${counted(phase.found, unit)} so far …` : children}
        </output>
      )}
      <button type="button" className="button" onClick={running ? stop : begin}>
        {running ? 'Stop' : 'Search again'}
        {running && <kbd className="drawn" data-text="Esc" aria-hidden="true" />}
      </button>
    </div>
  )
}

function saidOf({ nodes, states, wrong, steps, isWhole, within }: GraphView): string {
  const besides = wrong > 0 ? ` and ${wrong.toLocaleString('en')} where a step went wrong` : ''
  const all = `${isWhole ? '' : 'more than '}${counted(states, 'state')}${besides}, ${counted(steps, 'step')}`
  if (within === undefined) return isWhole ? `all ${all}` : all
  const left = (states + wrong - nodes.length).toLocaleString('en')
  return `${all}; drawn are the ${nodes.length.toLocaleString('en')} within ${counted(within, 'step')} of the run, ${isWhole ? '' : 'at least '}${left} are left out`
}

interface GraphProps {
  readonly run: RunView
  readonly view: GraphView
  readonly open: (schedule: string, steps: number) => void
}

function Graph({ run, view, open }: GraphProps) {
  const app = useApp()
  const cursor = useFact((state) => state.cursor)
  const [wanted, setWanted] = useState<{ readonly of: GraphView; readonly node: number }>()
  const selected = wanted?.of === view ? wanted.node : undefined
  const path = useMemo(() => pathOf(view, run.schedule), [view, run.schedule])
  const onSelect = useCallback((node: number) => setWanted({ of: view, node }), [view])
  const onOpen = useCallback(
    (index: number) => {
      const node = view.nodes[index]
      const at = path.indexOf(index)
      if (at >= 0) jumpTo(app, at)
      else if (node !== undefined) open(node.schedule, node.depth)
    },
    [app, view, path, open],
  )
  const chosen = selected === undefined ? undefined : view.nodes[selected]
  const missing = run.steps.length + 1 - path.length
  const shared = { view, path, selected, onSelect, onOpen }
  return (
    <div className="states-graph">
      <StateFlow {...shared} current={path[cursor]} />
      <StateList {...shared} />
      <p className="states-said" aria-live="polite">
        {missing > 0 && `${counted(missing, 'state')} of this run are not drawn: search again. `}
        {chosen === undefined
          ? 'Select a state to read what each thread would do next.'
          : nodeName(chosen)}
      </p>
    </div>
  )
}
