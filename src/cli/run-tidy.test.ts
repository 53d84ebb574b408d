import { describe, expect, it } from 'vitest'
import { answer } from '../worker/answer.ts'
import type { RunJson } from '../share/json/run-json.ts'
import { main } from './program.ts'

function heddle(line: string) {
  const out: string[] = []
  const err: string[] = []
  const io = { out: (text: string) => out.push(text), err: (text: string) => err.push(text) }
  const status = main(line.split(' '), { ...io, ask: answer })
  return { status, out: out.join(''), err: err.join('') }
}

const run = 'run hmm/device-unregister'

describe('heddle run --tidy', () => {
  it('prints the equivalent run with the fewest switches, and why each is needed', () => {
    const { status, out } = heddle(`${run} --schedule bababa --tidy`)
    expect(status).toBe(0)
    expect(out).toContain('schedule: b3a3\n')
    expect(out).toContain('TIDY: 1 switch instead of 5; no equivalent run has fewer.\n')
    expect(out).toContain('before step 4: B takes no further step in this run, and A has not run')
  })

  it('keeps the violation, and the end', () => {
    const plain = heddle(`${run} --schedule b9a3ba5b6a2b2a4b`)
    const tidy = heddle(`${run} --tidy`)
    expect(tidy.status).toBe(1)
    expect(tidy.out).toContain('TIDY: 8 switches; no equivalent run has fewer.\n')
    const checksum = /^checksum: .*$/m.exec(plain.out)?.[0]
    expect(checksum).toBeDefined()
    expect(tidy.out).toContain(`${checksum}\n`)
  })

  it('takes the first steps only with --at', () => {
    expect(heddle(`${run} --schedule bababa --at 3 --tidy`).out).toContain('schedule: b2a\n')
  })

  it('has the same in JSON', () => {
    const json = JSON.parse(heddle(`${run} --schedule bababa --tidy --json`).out) as RunJson
    expect(json.schedule).toBe('b3a3')
    expect(json.tidy).toMatchObject({ before: 5, after: 1, isFewest: true })
    expect(json.tidy?.switches.map(({ step }) => step)).toEqual([4])
    expect(JSON.parse(heddle(`${run} --json`).out)).not.toHaveProperty('tidy')
  })

  it('refuses what cannot be played', () => {
    expect(heddle(`${run} --schedule b9999 --tidy`).status).toBe(2)
  })
})
