import { describe, expect, it } from 'vitest'
import { deviceUnregister } from '../models/hmm/scenarios/device-unregister.ts'
import { answer } from './answer.ts'
import type { RunSpec } from './protocol.ts'

const [mail] = deviceUnregister.runs
const spec = (schedule: string): RunSpec => ({
  scenario: deviceUnregister.id,
  variant: { fixes: [], mutex: 'count' },
  schedule,
})

describe('the objects of a run', () => {
  it('are those of the mail: the device is freed while a thread still points to it', () => {
    const told = answer({ kind: 'objects', spec: spec(mail?.schedule ?? '') })
    if (told.kind !== 'objects') throw new Error(JSON.stringify(told))
    const { objects } = told.heap
    const at = objects.findIndex(({ name }) => name === 'device')
    expect(objects[at]?.freedAt).toBeGreaterThan(0)
    const thread = objects.find(({ kind, name }) => kind === 'thread' && name === 'B')
    const pointer = thread?.fields.find(({ path }) => path === 'device')
    expect(pointer?.values.at(-1)?.value).toEqual({
      text: 'device',
      target: { object: at, field: undefined },
    })
  })

  it('are refused for a schedule that cannot run', () => {
    const told = answer({ kind: 'objects', spec: spec('a999') })
    expect(told).toMatchObject({ kind: 'failed', error: { code: 'cannot-run' } })
  })
})
