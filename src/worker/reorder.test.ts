import { describe, expect, it } from 'vitest'
import { deviceUnregister } from '../models/hmm/scenarios/device-unregister.ts'
import { ensure } from '../util/ensure.ts'
import { answer } from './answer.ts'
import type { Answer, RunSpec } from './protocol.ts'

const mail: RunSpec = {
  scenario: deviceUnregister.id,
  variant: { fixes: [], mutex: 'count' },
  schedule: ensure(deviceUnregister.runs[0], 'the default run').schedule,
}

function moved(spec: RunSpec, from: number, to: number, gap: number): Answer & { kind: 'moved' } {
  const got = answer({ kind: 'move', spec, from, to, gap })
  if (got.kind !== 'moved') throw new Error(JSON.stringify(got))
  return got
}

describe('asking where a step can stand', () => {
  it('answers for every gap, with the reason where it cannot', () => {
    const got = answer({ kind: 'moves', spec: mail, from: 13, to: 14 })
    expect(got.kind === 'moves' && got.moves.gaps.slice(12, 16)).toEqual([
      { kind: 'impossible', reason: 'A would wait for hmm->rwsem, which B holds until step 13' },
      { kind: 'here' },
      { kind: 'here' },
      { kind: 'impossible', reason: 'A has not returned from down_write yet' },
    ])
  })

  it('names steps that there are not', () => {
    expect(answer({ kind: 'moves', spec: mail, from: 33, to: 34 })).toMatchObject({
      kind: 'failed',
      error: { code: 'bad-move', message: 'There are no steps 34 to 34: the run has 33.' },
    })
  })
})

describe('moving a step', () => {
  it('within the class changes nothing but the order', () => {
    const { opened, move } = moved(mail, 5, 6, 7)
    expect(move).toMatchObject({
      isSameClass: true,
      from: 6,
      to: 7,
      putOff: [],
      dropped: undefined,
    })
    expect(opened.run.checksum).toBe(checksumOf(mail))
  })

  it('replays the rest, so that what followed from the order may be gone', () => {
    const { opened, move } = moved(mail, 31, 32, 33)
    expect(move).toMatchObject({ isSameClass: false, from: 32, to: 33, dropped: undefined })
    expect(opened.run.violations.map(({ kind }) => kind)).not.toContain('use-after-free')
  })

  it('is refused with the reason that was given for the gap', () => {
    expect(answer({ kind: 'move', spec: mail, from: 13, to: 14, gap: 10 })).toMatchObject({
      kind: 'failed',
      error: {
        code: 'bad-move',
        message: 'A would wait for hmm->rwsem, which B holds until step 13.',
      },
    })
  })
})

function checksumOf(spec: RunSpec): string {
  const got = answer({ kind: 'run', ...spec })
  if (got.kind !== 'opened') throw new Error(got.kind)
  return got.opened.run.checksum
}
