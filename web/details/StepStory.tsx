/** Which step it is, where it stands in the code, what it did and what went wrong with it. */

import type { EffectView, ListingView, RunView, StepIndex, StepView } from '../../src/trace/view.ts'
import { rowOfStep } from '../../src/trace/rows-find.ts'
import type { FoldState } from '../../src/trace/rows-fold.ts'
import { switchReason } from '../store/explained.ts'
import { dimmedText, litSteps } from '../store/heap.ts'
import { jumpTo } from '../store/navigate.ts'
import { rowsOf } from '../store/rows.ts'
import { letterOf } from '../store/run.ts'
import { useApp, useFact } from '../store/use-app.ts'
import { Breakable } from '../ui/Breakable.tsx'
import { CommandButton } from '../ui/CommandButton.tsx'
import { LaneBadge } from '../ui/LaneBadge.tsx'
import { Accesses } from './Accesses.tsx'

export interface StepStoryProps {
  readonly run: RunView
  readonly listing: ListingView
  readonly index: StepIndex
  /** It lies beyond the cursor. */
  readonly ahead: boolean
}

export function StepStory({ run, listing, index, ahead }: StepStoryProps) {
  const step = run.steps[index]
  if (step === undefined) return undefined
  return (
    <>
      <Story run={run} listing={listing} index={index} step={step} ahead={ahead} />
      <Accesses accesses={step.accesses} />
    </>
  )
}

interface StoryProps extends StepStoryProps {
  readonly step: StepView
}

function Story({ run, listing, index, step, ahead }: StoryProps) {
  const beside = useFact((state) =>
    litSteps(state)?.has(index) === false ? dimmedText(state) : '',
  )
  const foldedAt = useFact((state) => foldedLine(run, state.folds, index))
  return (
    <div className="story">
      <p className="story-head">
        <LaneBadge lane={step.lane} letter={letterOf(run, step.lane)} />
        <strong className="story-number">Step {index + 1}</strong>
        <Breakable text={step.text} />
        {step.choice !== undefined && <span className="chip">choice: {step.choice}</span>}
        {ahead && <span className="chip">not yet run</span>}
        {beside !== '' && <span className="chip">{beside}</span>}
        {step.afterViolation && (
          <span
            className="chip"
            title="An earlier step was a violation: from there on anything may happen; this is what the model does"
          >
            after the violation
          </span>
        )}
        {step.effects.map((effect) => (
          <Effect key={`${effect.kind} ${effect.text}`} effect={effect} />
        ))}
      </p>
      <Violations run={run} step={step} />
      <Switch run={run} index={index} />
      <CallChain run={run} step={step} />
      {foldedAt !== undefined && <SourceLine listing={listing} line={foldedAt} />}
      <SourceLine listing={listing} line={step.line} isInside={foldedAt !== undefined} />
      <Asks />
    </div>
  )
}

function Asks() {
  const isDrawn = useFact(({ order }) => order.shown === 'step')
  return (
    <p className="story-line">
      <span className="story-label">ask</span>
      <span>
        <CommandButton
          command="order"
          name="What orders it"
          pressed={isDrawn}
          className="story-ask"
        >
          what orders it
        </CommandButton>{' '}
        <CommandButton command="can-happen" name="Can this happen?" className="story-ask">
          can this happen?
        </CommandButton>
      </span>
    </p>
  )
}

/** Why the thread changes here, once the run has been made tidy. */
function Switch({ run, index }: { readonly run: RunView; readonly index: StepIndex }) {
  const reason = useFact((state) => switchReason(state.explained, run, index))
  if (reason === undefined) return undefined
  return (
    <p className="story-line">
      <span className="story-label">switch</span>
      <span>{reason}</span>
    </p>
  )
}

function Effect({ effect }: { readonly effect: EffectView }) {
  return <span className={`chip effect-${effect.kind}`}>{effect.text}</span>
}

function CallChain({ run, step }: { readonly run: RunView; readonly step: StepView }) {
  return (
    <p className="story-line">
      <span className="story-label">in</span>
      <span className="story-chain">
        {step.calls.map((call, depth) => (
          <span key={call} className="story-call" title={run.calls[call]?.text}>
            {depth === step.calls.length - 1 ? (
              <Breakable text={run.calls[call]?.text ?? '?'} />
            ) : (
              run.calls[call]?.fn
            )}
          </span>
        ))}
      </span>
    </p>
  )
}

/** The line that the listing shows for a step that is drawn as part of a call. */
function foldedLine(run: RunView, folds: FoldState, index: StepIndex): number | undefined {
  const rows = rowsOf(run, folds)
  const row = rows[rowOfStep(rows, index) ?? -1]
  return row?.folded === undefined ? undefined : row.line
}

interface SourceLineProps {
  readonly listing: ListingView
  readonly line: number
  /** Of a call that is folded. */
  readonly isInside?: boolean
}

function SourceLine({ listing, line, isInside = false }: SourceLineProps) {
  const text = listing.lines[line - 1]?.text.trim() ?? ''
  return (
    <p className="story-line">
      <span className="story-label">line {line}</span>
      <span>
        {isInside && <span className="story-inside">inside it: </span>}
        <Breakable text={text} />
      </span>
    </p>
  )
}

function Violations({ run, step }: { readonly run: RunView; readonly step: StepView }) {
  return step.violations.map((index) => <Violation key={index} run={run} index={index} />)
}

function Violation({ run, index }: { readonly run: RunView; readonly index: number }) {
  const app = useApp()
  const violation = run.violations[index]
  if (violation === undefined) return undefined
  const { title, text, related } = violation
  return (
    <p className="violation">
      <strong>
        <span aria-hidden="true">✗ </span>
        {title}
      </strong>
      <span>{text}</span>
      {related !== undefined && (
        <button type="button" className="text-link" onClick={() => jumpTo(app, related + 1)}>
          Go to step {related + 1}
        </button>
      )}
    </p>
  )
}
