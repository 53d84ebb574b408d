import { describe, expect, it } from 'vitest'
import { answer } from '../worker/answer.ts'
import { parseRun } from '../share/json/parse-run.ts'
import { main } from './program.ts'

function heddle(line: string) {
  let out = ''
  let err = ''
  const status = main(line.split(' '), {
    out: (text) => {
      out += text
    },
    err: (text) => {
      err += text
    },
    ask: answer,
  })
  return { status, out, err }
}

describe('heddle export', () => {
  it('prints a whole model that names the command it came from', () => {
    const { status, out } = heddle('export hmm/leak --fix hmm-unref-in-destroy --to promela')
    expect(status).toBe(0)
    expect(out).toContain('heddle export hmm/leak --fix hmm-unref-in-destroy --to promela')
    expect(out).toMatch(/active proctype program\(\) \{[^]*\n\}\n$/)
  })

  it('makes words only as wide as they need, unless told otherwise', () => {
    expect(heddle('export hmm/leak --to promela').out).toMatch(/^unsigned A_\d+ : \d/m)
    expect(heddle('export hmm/leak --to promela --wide').out).toMatch(/^int A_\d+ = /m)
  })

  it('writes a run in every format', () => {
    expect(heddle('export hmm/leak --to text').out).toMatch(/^Thread A .* runs alone\.\n/)
    expect(heddle('export hmm/leak --to text --bare --cpus').out).toMatch(/^CPU0\n\w+\(\)\n/)
    expect(heddle('export hmm/leak --to text --variant comment').out).toMatch(/^\/\*\n \* Thread A/)
    expect(heddle('export hmm/leak --to svg --theme dark').out).toMatch(/^<svg .*<\/svg>\n$/s)
    expect(heddle('export hmm/leak --to mermaid').out).toMatch(/^sequenceDiagram\n/)
    const trace: unknown = JSON.parse(heddle('export hmm/leak --to perfetto').out)
    expect(trace).toMatchObject({ otherData: { scenario: 'hmm/leak' } })
  })

  it('writes the JSON that "run --json" prints, and that is read again', () => {
    const { out } = heddle('export hmm/leak --schedule a5 --to json')
    expect(out).toBe(heddle('run hmm/leak --schedule a5 --json').out)
    expect(parseRun(out)).toMatchObject({
      ok: true,
      value: { scenario: 'hmm/leak', schedule: 'a5' },
    })
  })

  it('refuses a schedule that cannot run', () => {
    expect(heddle('export hmm/leak --schedule a5b --to text').status).toBe(2)
  })

  it('says what is missing or unknown', () => {
    expect(heddle('export hmm/leak').err).toContain(
      '--to is missing; known are text, svg, json, perfetto, mermaid, promela.',
    )
    expect(heddle('export hmm/leak --to promla').err).toContain('Did you mean "promela"?')
    expect(heddle('export hmm/leek --to promela')).toMatchObject({ status: 2, out: '' })
  })
})
