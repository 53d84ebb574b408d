/** Asks the worker where steps can stand, and puts them there. Loaded when the first step is moved. */

import { rowOfStep } from '../../src/trace/rows-find.ts'
import type { Row } from '../../src/trace/rows.ts'
import type { Cursor, RunView } from '../../src/trace/view.ts'
import type { GapView, MovesView } from '../../src/worker/protocol.ts'
import { type App, whilePending } from '../store/app.ts'
import { lastStep } from '../store/cursor.ts'
import { type Block, movesOf } from '../store/reorder.ts'
import { rowsOf } from '../store/rows.ts'
import { openedOf, specKey, specOf } from '../store/run.ts'
import { capital } from '../store/sentences.ts'
import { refuse, show } from '../store/show.ts'
import { tell } from '../store/tell.ts'
import { blockOfRow, gapsBetween, segmentOfRow } from './blocks.ts'
import { blockName, outcomeOf } from './words.ts'

/** Undefined when a newer question has taken the place of this one, or the worker has refused it. */
export async function findMoves(app: App, block: Block): Promise<MovesView | undefined> {
  const state = app.store.getState()
  const known = movesOf(state, block)
  const run = openedOf(state.run)?.run
  if (known !== undefined || run === undefined) return known
  const spec = specOf(run)
  const outcome = await whilePending(app, app.client.moves({ kind: 'moves', spec, ...block }))
  if (outcome.kind === 'failed') refuse(app, outcome.error)
  if (outcome.kind !== 'moves') return undefined
  const moves = { ...block, key: specKey(spec), view: outcome.moves }
  app.store.setState(({ reorder }) => ({ reorder: { ...reorder, moves } }))
  return outcome.moves
}

export async function moveSelectedBy(app: App, by: 1 | -1, what: 'row' | 'segment'): Promise<void> {
  const { run: phase, selected, cursor, folds } = app.store.getState()
  const run = openedOf(phase)?.run
  if (run === undefined) return
  const rows = rowsOf(run, folds)
  const row = rows[rowOfStep(rows, selected ?? lastStep(cursor) ?? -1) ?? -1]
  if (row === undefined) {
    tellWhyNot(app, 'No step is selected: step forward, or click on one, before you move it.')
    return
  }
  const block = what === 'row' ? blockOfRow(run, row) : segmentOfRow(run, row)
  const moves = await findMoves(app, block)
  if (moves === undefined) return
  const gap = nextGap(rows, block, moves, by)
  if (gap !== undefined) {
    await moveBlock(app, block, gap)
    return
  }
  const direction = by === 1 ? 'later' : 'earlier'
  const reason = nearestReason(rows, block, moves, by) ?? 'it is at the edge of the run'
  tellWhyNot(app, `${blockName(run, block)} cannot stand ${direction}: ${reason}.`)
}

export async function moveBlock(app: App, block: Block, gap: Cursor): Promise<void> {
  const state = app.store.getState()
  const before = openedOf(state.run)?.run
  // Waiting for what is known would let the page draw before the worker is asked.
  const moves = movesOf(state, block) ?? (await findMoves(app, block))
  const view = moves?.gaps[gap]
  if (before === undefined || view === undefined || view.kind === 'here') return
  const name = blockName(before, block)
  if (view.kind === 'impossible') {
    tellWhyNot(app, `${name} cannot stand there: ${view.reason}.`)
    return
  }
  await replayed(app, before, name, { ...block, gap })
}

async function replayed(
  app: App,
  before: RunView,
  name: string,
  to: Block & { readonly gap: Cursor },
): Promise<void> {
  const request = { kind: 'move', spec: specOf(before), ...to } as const
  const outcome = await whilePending(app, app.client.move(request))
  if (outcome.kind === 'failed') refuse(app, outcome.error)
  if (outcome.kind !== 'moved') return
  const { opened, move } = outcome
  const { notice, changed } = outcomeOf(name, before, opened.run, move)
  const key = specKey(specOf(opened.run))
  app.store.setState({ reorder: { moves: undefined, changed: { key, steps: changed } } })
  show(app, opened, move.to, notice)
}

/** The nearest place between rows, in one direction, where the block can stand and does not. */
function nextGap(
  rows: readonly Row[],
  block: Block,
  { gaps }: MovesView,
  by: 1 | -1,
): Cursor | undefined {
  return placesFrom(rows, block, by).find((gap) => isFree(gaps[gap]))
}

function isFree(gap: GapView | undefined): boolean {
  return gap?.kind === 'same-class' || gap?.kind === 'other-class'
}

function nearestReason(
  rows: readonly Row[],
  block: Block,
  { gaps }: MovesView,
  by: 1 | -1,
): string | undefined {
  for (const place of placesFrom(rows, block, by)) {
    const gap = gaps[place]
    if (gap?.kind === 'impossible') return gap.reason
  }
  return undefined
}

/** From the block outwards. A call that others interrupt can also be brought together. */
function placesFrom(rows: readonly Row[], { from, to }: Block, by: 1 | -1): readonly Cursor[] {
  const gaps = gapsBetween(rows)
  return by === 1 ? gaps.filter((gap) => gap >= to) : gaps.filter((gap) => gap <= from).toReversed()
}

function tellWhyNot(app: App, text: string): void {
  tell(app, { topic: 'blocked', tone: 'warning', text: capital(text) })
}
