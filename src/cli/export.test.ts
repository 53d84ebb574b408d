import { describe, expect, it } from 'vitest'
import { answer } from '../worker/answer.ts'
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

  it('says what is missing or unknown', () => {
    expect(heddle('export hmm/leak').err).toContain('--to is missing; known are promela.')
    expect(heddle('export hmm/leak --to promla').err).toContain('Did you mean "promela"?')
    expect(heddle('export hmm/leek --to promela')).toMatchObject({ status: 2, out: '' })
  })
})
