import * as fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import {
  emptyHistory,
  type History,
  type MoveKind,
  type Place,
  redone,
  remember,
  undone,
} from './history.ts'

const spec = { scenario: 'toy', variant: { fixes: [], mutex: 'count' as const }, schedule: '' }
const place = (cursor: number): Place => ({ spec, cursor, selected: undefined, view: 'run' })

const moves = fc.array(
  fc.record({
    cursor: fc.nat(100),
    kind: fc.constantFrom<MoveKind>('forward', 'back', 'scrub', 'act'),
  }),
)

function walked(list: readonly { cursor: number; kind: MoveKind }[]) {
  let history: History = emptyHistory
  let here = place(0)
  for (const { cursor, kind } of list) {
    history = remember(history, here, kind)
    here = place(cursor)
  }
  return { history, here }
}

describe('history', () => {
  it('redo is the inverse of undo', () => {
    fc.assert(
      fc.property(moves, (list) => {
        const { history, here } = walked(list)
        const back = undone(history, here)
        if (back === undefined) {
          expect(history.past).toEqual([])
          return
        }
        const again = redone(back.history, back.to)
        expect(again?.to).toEqual(here)
        expect(again?.history.past).toEqual(history.past)
        expect(again?.history.future).toEqual(history.future)
      }),
    )
  })

  it('undo leads back to the start', () => {
    fc.assert(
      fc.property(moves, (list) => {
        let { history, here } = walked(list)
        for (;;) {
          const back = undone(history, here)
          if (back === undefined) break
          ;({ to: here, history } = back)
        }
        expect(here).toEqual(place(0))
      }),
    )
  })

  it('a move after undo forgets what could be redone', () => {
    const { history, here } = walked([{ cursor: 3, kind: 'act' }])
    const back = undone(history, here)
    if (back === undefined) throw new Error('there is something to undo')
    expect(remember(back.history, back.to, 'forward').future).toEqual([])
  })
})
