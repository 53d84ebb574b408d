/** Replays the schedule of a run under each fix, and says where the fix blocks or diverts it. */

import type { FixDef, ScenarioDef, Variant } from '../ir/program.ts'
import type { RunView, StepView } from '../trace/view.ts'
import { ok, type Result } from '../util/result.ts'
import { prepare } from './prepare.ts'
import type { Answer, FixReplay, HeddleError, Opened, RunSpec } from './protocol.ts'
import { readSchedule, replay } from './replay.ts'

/** Without any fix first, when the run has some; then with each one more that fits to them. */
export function replayUnderFixes(spec: RunSpec): Result<Answer, HeddleError> {
  const original = open(spec)
  if (!original.ok) return original
  const prepared = prepare(spec.scenario, spec.variant)
  if (!prepared.ok) return prepared
  const { def, variant } = prepared.value
  const replays: FixReplay[] = []
  for (const { tried, fixes } of setsToTry(def, variant)) {
    const opened = open({ ...spec, variant: { ...variant, fixes } })
    if (!opened.ok) return opened
    replays.push(compared(original.value.run, opened.value, { tried, fixes }))
  }
  return ok({ kind: 'under-fixes', replays })
}

type Tried = Pick<FixReplay, 'tried' | 'fixes'>

function setsToTry(def: ScenarioDef, { fixes }: Variant): readonly Tried[] {
  const chosen = def.fixes.filter(({ id }) => fixes.includes(id))
  const single = def.fixes
    .filter((fix) => (fix.role ?? 'repair') === 'repair' && fits(fix, chosen))
    .map(({ id }) => ({ tried: id, fixes: [...fixes, id] }))
  return fixes.length === 0 ? single : [{ tried: undefined, fixes: [] }, ...single]
}

function fits(fix: FixDef, chosen: readonly FixDef[]): boolean {
  const isExcluded = chosen.some(
    (other) =>
      other.id === fix.id ||
      other.excludes?.includes(fix.id) === true ||
      fix.excludes?.includes(other.id) === true,
  )
  const isIdle =
    fix.needs !== undefined && !fix.needs.some((id) => chosen.some((other) => other.id === id))
  return !isExcluded && !isIdle
}

function open({ scenario, variant, schedule }: RunSpec): Result<Opened, HeddleError> {
  const prepared = prepare(scenario, variant)
  if (!prepared.ok) return prepared
  const entries = readSchedule(prepared.value, schedule)
  return entries.ok ? replay(prepared.value, entries.value) : entries
}

function compared(original: RunView, { run, report }: Opened, tried: Tried): FixReplay {
  const violations = [
    ...new Set(
      run.violations.map(({ title, object }) =>
        object === undefined ? title : `${title}: ${object}`,
      ),
    ),
  ]
  const base = { ...tried, violations, schedule: run.schedule }
  const stopped = report.kind === 'stopped' ? { at: report.at, reason: report.reason } : undefined
  const at = run.steps.findIndex((step, index) => !isSame(run, step, original, index))
  const [step, other] = [run.steps[at], original.steps[at]]
  if (step !== undefined && other !== undefined) {
    const [does, instead] = [placedText(run, step), placedText(original, other)]
    return { ...base, outcome: { kind: 'diverted', at, does, instead, stopped } }
  }
  if (stopped !== undefined) return { ...base, outcome: { kind: 'blocked', ...stopped } }
  return { ...base, outcome: { kind: 'same' } }
}

/** The same thread at the same statement of the same function. */
function isSame(run: RunView, step: StepView, original: RunView, index: number): boolean {
  const other = original.steps[index]
  return (
    other !== undefined &&
    step.lane === other.lane &&
    placedText(run, step) === placedText(original, other)
  )
}

/** `hmm_mirror_kill: hlist_del_init(&mirror->mlist)` */
function placedText(run: RunView, { calls, text }: StepView): string {
  const innermost = calls.at(-1)
  const fn = innermost === undefined ? undefined : run.calls[innermost]?.fn
  return fn === undefined ? text : `${fn}: ${text}`
}
