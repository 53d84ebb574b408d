import { describe, expect, it } from 'vitest'
import { mutexModels } from '../../ir/program.ts'
import { everyRun } from '../../testing/every-run.ts'
import { machineFor, play } from '../../testing/play.ts'
import { viewOf } from '../../testing/view.ts'
import { lookupPut } from './lookup-put.ts'

const [run] = lookupPut.runs
const locked = { fixes: ['locked-lookup'], mutex: 'count' } as const

describe('the example of the README', () => {
  const machine = machineFor(lookupPut)
  const played = play(machine, run?.schedule ?? '')
  const view = viewOf(machine, played)

  it('ends its recorded run in the use after free by A', () => {
    expect(played.stopped).toBeUndefined()
    expect(view.violations.map(({ text }) => text)).toEqual([
      'A reads session->kref.refcount; B freed session at step 7',
      'A: kref_get on a count of 0',
    ])
  })

  it('draws the tracks that it names', () => {
    expect(view.tracks.map(({ label }) => label)).toEqual(['table_lock', 'session kref', 'session'])
  })

  it('has a data race on the pointer as well', () => {
    expect(everyRun(machine).races).toEqual(['table'])
  })

  it.each(mutexModels)('is clean in every run with its fix, mutex model %s', (mutex) => {
    expect(everyRun(machineFor(lookupPut, { ...locked, mutex }))).toMatchObject({
      faults: [],
      races: [],
      stuck: [],
      complete: true,
    })
  })
})
