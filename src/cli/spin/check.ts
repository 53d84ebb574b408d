/**
 * `npm run check:spin [-- --only <word>] [--programs <n>] [--wide]`: compares Heddle's search with Spin, an
 * independent checker, on every HMM scenario and variant and on generated programs. Prints a table; exits
 * with 1 on any difference.
 */

import { parseArgs } from 'node:util'
import { allSubjects, type Subject } from './subjects.ts'
import { compare, type Comparison } from './compare.ts'
import { whyNoSpin } from './pan.ts'

const { values } = parseArgs({
  options: {
    only: { type: 'string', default: '' },
    programs: { type: 'string', default: '200' },
    // Compiling takes most of the time, so the second layout is asked for.
    wide: { type: 'boolean', default: false },
  },
})
const reason = whyNoSpin()
if (reason !== undefined) {
  process.stderr.write(`check:spin: ${reason}\n`)
  process.exit(2)
}

const subjects = allSubjects(Number(values.programs)).filter(({ name }) =>
  name.includes(values.only),
)
const layouts = values.wide ? (['narrow', 'wide'] as const) : (['narrow'] as const)
const results: Comparison[] = []
const waiting = [...subjects]
/** Two at once: compiling dominates. */
await Promise.all([work(), work()])

const different = results.filter(({ differences }) => differences.length > 0)
const states = results.reduce((sum, result) => sum + result.states, 0)
process.stdout.write(
  `\n${results.length} programs, ${states.toLocaleString('en')} states: ${
    different.length === 0 ? 'no difference' : `${different.length} DIFFERENT`
  }\n`,
)
process.exitCode = different.length === 0 && results.length > 0 ? 0 : 1

async function work(): Promise<void> {
  for (let subject = waiting.shift(); subject !== undefined; subject = waiting.shift()) {
    const result = await compare(subject.machine(), layouts)
    results.push(result)
    process.stdout.write(row(subject, result))
  }
}

function row({ name }: Subject, { states: count, failures, differences }: Comparison): string {
  const verdict = failures.length === 0 ? 'clean' : failures.join(' ')
  const told = differences.length === 0 ? 'equal' : `DIFFERENT: ${differences.join('; ')}`
  return `${name.padEnd(62)} ${String(count).padStart(9)} states  ${told.padEnd(6)} ${verdict}\n`
}
