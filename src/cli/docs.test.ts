/** What the documents show must be true: commands, excerpts of code, runs, links. */

import { existsSync, readdirSync, readFileSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import { describe, expect, it } from 'vitest'
import { lookupPut } from '../models/example/lookup-put.ts'
import { deviceUnregister } from '../models/hmm/scenarios/device-unregister.ts'
import { parseLink } from '../share/link/codec.ts'
import { parseSchedule } from '../share/schedule.ts'
import { machineFor, play } from '../testing/play.ts'
import { viewOf } from '../testing/view.ts'
import { answer } from '../worker/answer.ts'
import { main } from './program.ts'
import { diagram } from '../share/text/diagram.ts'

const root = new URL('../../', import.meta.url)
const docs = readdirSync(new URL('docs/', root)).filter((name) => name.endsWith('.md'))
const documents = ['README.md', ...docs.map((name) => `docs/${name}`)]

function read(path: string): string {
  return readFileSync(new URL(path, root), 'utf8')
}

/** The fenced blocks in one of these languages, without their fences. */
function blocks(text: string, language: string): readonly string[] {
  return [...text.matchAll(/^```(\S+)[^\n]*\n(.*?)^```$/gms)].flatMap(([, tag, block]) =>
    tag === language && block !== undefined ? [block] : [],
  )
}

/** `...` stands for any number of lines. */
function isShown(expected: string, actual: string): boolean {
  const parts = expected.split(/^\.\.\.\n/m)
  let from = 0
  return parts.every((part, index) => {
    const at = actual.indexOf(part, from)
    from = at + part.length
    return index === 0 ? at === 0 : at >= 0
  })
}

function heddle(command: string): string {
  let out = ''
  const io = {
    out: (text: string) => {
      out += text
    },
    err: (text: string) => {
      out += text
    },
    ask: answer,
  }
  main(command.split(' '), io)
  return out
}

/** Headings as the hosts of Markdown name them in addresses. */
function anchors(text: string): readonly string[] {
  return [...text.matchAll(/^#+ (.*)$/gm)].map(([, heading = '']) =>
    heading
      .toLowerCase()
      .replaceAll(/[^\w\- ]/g, '')
      .replaceAll(' ', '-'),
  )
}

describe.each(documents)('%s', (path) => {
  const text = read(path)

  it('links to what is there', () => {
    const prose = text.replaceAll(/^```.*?^```$/gms, '')
    for (const [, target = ''] of prose.matchAll(/\]\(([^)]+)\)/g)) {
      if (/^https?:/.test(target)) continue
      const [file = '', anchor] = target.split('#')
      const to = file === '' ? new URL(path, root) : new URL(file, new URL(path, root))
      expect(existsSync(fileURLToPath(to)), `${target} exists`).toBe(true)
      if (anchor !== undefined) expect(anchors(readFileSync(to, 'utf8'))).toContain(anchor)
    }
  })

  it('quotes the code as it is', () => {
    for (const block of blocks(text, 'ts')) {
      const [, file, code = ''] = /^\/\/ (\S+)\n(.*)$/s.exec(block) ?? []
      if (file === undefined) continue
      const source = read(file)
      for (const part of code.split('// …\n')) expect(source).toContain(part.trim())
    }
  })

  it('shows what the commands print', () => {
    for (const block of blocks(text, 'console')) {
      const [, command = '', output = ''] =
        /^\$ npm run -s heddle -- ([^\n]*)\n(.*)$/s.exec(block) ?? []
      const actual = heddle(command)
      expect(isShown(output, actual), `${command} prints\n${actual}`).toBe(true)
    }
  })

  it('has links that can be replayed to their end', () => {
    for (const [hash] of text.matchAll(/^#\/[\w/-]+\?v=\S+$/gm)) {
      const parsed = parseLink(hash)
      expect(parsed).toMatchObject({ kind: 'link', problems: [] })
      if (parsed.kind !== 'link') continue
      const { scenario, fixes, mutex, schedule } = parsed.state
      const opened = answer({ kind: 'run', scenario, variant: { fixes, mutex }, schedule })
      expect(opened).toMatchObject({ kind: 'opened', opened: { report: { kind: 'whole' } } })
    }
  })
})

describe('README.md', () => {
  it('shows the whole example, and what a run of it prints', () => {
    const text = read('README.md')
    const file = 'src/models/example/lookup-put.ts'
    expect(blocks(text, 'ts')).toContain(`// ${file}\n${read(file)}`)

    const machine = machineFor(lookupPut)
    const view = viewOf(machine, play(machine, lookupPut.runs[0]?.schedule ?? ''))
    const printed = diagram(view, { width: 100, unfolded: false }).join('\n')
    expect(blocks(text, 'text')).toContain(`${printed}\n`)
  })
})

describe('docs/hmm.md', () => {
  it('puts the nine rows of the mail to the steps of the default run', () => {
    const rows = [...read('docs/hmm.md').matchAll(/^\| (\d) \| (\d+)(?:–(\d+))? \| `(\w+)` \|/gm)]
    expect(rows.map(([, row]) => row).join('')).toBe('123456789')
    expect(rows.map(([, , , , schedule]) => schedule).join('')).toBe(
      deviceUnregister.runs[0]?.schedule,
    )
    let done = 0
    for (const [, , from, to, schedule = ''] of rows) {
      const steps = parseSchedule(schedule)
      expect(Number(from)).toBe(done + 1)
      done += steps.ok ? steps.value.length : 0
      expect(Number(to ?? from)).toBe(done)
    }
  })
})

describe('docs/hosting.md', () => {
  it('names the headers that the preview server sends', () => {
    const config = read('vite.config.ts')
    const text = read('docs/hosting.md')
    const directives = [...config.matchAll(/"((?:[a-z]+-(?:src|uri|action)) [^"]+)"/g)]
    const headers = [...config.matchAll(/^ {2}'([A-Z][\w-]+)': '([^']+)'/gm)]
    expect(directives.length).toBeGreaterThan(5)
    expect(headers.length).toBeGreaterThan(2)
    for (const [, directive = ''] of directives) expect(text).toContain(directive)
    for (const [, name, value] of headers) expect(text).toContain(`${name}: ${value}`)
  })
})
