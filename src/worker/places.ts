/** What can be pinned when somebody asks whether something can happen: steps of the run, and code. */

import type { LaneCode, LaneId, Pc } from '../machine/code.ts'
import { isVisible } from '../machine/code.ts'
import { framesAt } from '../machine/machine.ts'
import type { RunStep } from '../machine/run.ts'
import { codeText } from '../trace/steps.ts'
import type { RunView } from '../trace/view.ts'
import { letterAt, statement } from './explain-words.ts'
import type { PlaceView } from './order-protocol.ts'
import type { Prepared } from './prepare.ts'

/** Each with a label of its own. */
export function placesOf(
  prepared: Prepared,
  run: RunView,
  steps: readonly RunStep[],
): readonly PlaceView[] {
  const { machine } = prepared
  const code = machine.lanes
    .slice(0, machine.setupLane)
    .flatMap((lane, id) => codePlaces(prepared, lane, id))
  return told([...stepPlaces(run, steps), ...code])
}

function stepPlaces(run: RunView, steps: readonly RunStep[]): readonly PlaceView[] {
  const seen = new Map<string, number>()
  return steps.map(({ lane, main }, at) => {
    const nth = (seen.get(`${lane} ${main}`) ?? 0) + 1
    seen.set(`${lane} ${main}`, nth)
    const inner = run.steps[at]?.text ?? ''
    const outer = statement(run, at)
    const text = inner === outer ? inner : `${outer} › ${inner}`
    return { lane, pcs: [main], nth, label: `${letterAt(run, at)}: ${text}, step ${at + 1}` }
  })
}

/** Statements of the model's functions; what the kernel does inside of them belongs to them. */
function codePlaces(prepared: Prepared, lane: LaneCode, id: LaneId): readonly PlaceView[] {
  const places = new Map<string, { label: string; pcs: Pc[] }>()
  let depth = 0
  let isTold = false
  for (const [pc, instr] of lane.code.entries()) {
    if (instr.op === 'atomic-begin' && depth++ === 0) isTold = false
    if (instr.op === 'atomic-end') depth--
    const isGlue = instr.op === 'set' && instr.glue
    if (!isVisible(instr) || isGlue || (depth > 0 && isTold)) continue
    isTold = depth > 0
    const place = placeAt(prepared, lane, pc)
    const known = places.get(place.key)
    if (known === undefined) places.set(place.key, { label: place.label, pcs: [pc] })
    else known.pcs.push(pc)
  }
  return [...places.values()].map(({ label, pcs }) => ({
    lane: id,
    pcs,
    nth: 1,
    label: `${lane.letter}: ${label}`,
  }))
}

function placeAt(
  { listing }: Prepared,
  lane: LaneCode,
  pc: Pc,
): { readonly key: string; readonly label: string } {
  const frames = framesAt(lane, pc)
  const model = frames.findLastIndex((frame) => lane.frames[frame]?.origin === 'model')
  const kernel = model < 0 ? undefined : frames[model + 1]
  const call = kernel === undefined ? undefined : lane.frames[kernel]
  const within = lane.frames[call?.parent ?? frames.at(-1) ?? -1]?.fn ?? '?'
  const text =
    call?.call === undefined
      ? codeText(lane, pc, listing).text
      : (listing.textOf.get(call.call) ?? call.fn)
  const chain = frames.slice(0, kernel === undefined ? undefined : frames.indexOf(kernel) + 1)
  const stmt = kernel === undefined ? lane.code[pc]?.stmt : call?.call
  return { key: `${chain.join('.')} ${String(stmt)}`, label: `${within}: ${text}` }
}

/** The same words for several places get numbers. */
function told(places: readonly PlaceView[]): readonly PlaceView[] {
  const count = new Map<string, number>()
  return places.map((place) => {
    const number = (count.get(place.label) ?? 0) + 1
    count.set(place.label, number)
    return number === 1 ? place : { ...place, label: `${place.label} (${number})` }
  })
}
