/** Questions and sizes of a link, held against those that the scenario has. */

import type { LinkProblem, LinkRun } from '../../src/share/link/schema.ts'
import type { ScenarioMeta } from '../../src/worker/protocol.ts'

export interface CheckedSwitches {
  /** Undefined where nothing of it is left. */
  readonly usable: {
    readonly questions: readonly string[] | undefined
    readonly sizes: Readonly<Record<string, number>> | undefined
  }
  readonly problems: readonly LinkProblem[]
}

export function checkSwitches(run: LinkRun, meta: ScenarioMeta): CheckedSwitches {
  const { questions = [], sizes = {} } = run
  const isKnown = (id: string): boolean => meta.questions?.some((each) => each.id === id) === true
  const fits = ([id, count]: readonly [string, number]): boolean =>
    count <= (meta.sizes?.find((each) => each.id === id)?.most ?? 0)
  const asked = questions.filter(isKnown)
  const counts = Object.entries(sizes).filter(fits)
  return {
    usable: {
      questions: asked.length === 0 ? undefined : asked,
      sizes: counts.length === 0 ? undefined : Object.fromEntries(counts),
    },
    problems: [
      ...questions.filter((id) => !isKnown(id)).map((id) => noQuestion(id, meta)),
      ...Object.entries(sizes)
        .filter((size) => !fits(size))
        .map(([id, count]) => noSize(id, count, meta)),
    ],
  }
}

function noQuestion(id: string, { id: scenario, questions = [] }: ScenarioMeta): LinkProblem {
  const names = questions.map((each) => each.id).join(', ')
  const known = names === '' ? 'It has none.' : `It has: ${names}.`
  return {
    part: `ask=${id}`,
    text: `The scenario ${scenario} has no such question. ${known}`,
    kept: 'everything else, without this question',
  }
}

function noSize(id: string, count: number, meta: ScenarioMeta): LinkProblem {
  const part = `size=${id}:${count}`
  const size = meta.sizes?.find((each) => each.id === id)
  if (size !== undefined) {
    const text = `The scenario ${meta.id} has at most ${size.most} ${size.title}.`
    return { part, text, kept: 'everything else, with one of them' }
  }
  const names = (meta.sizes ?? []).map((each) => `${each.id} (up to ${each.most})`).join(', ')
  const known = names === '' ? 'It has none.' : `It has: ${names}.`
  const text = `The scenario ${meta.id} has no such size. ${known}`
  return { part, text, kept: 'everything else, without this size' }
}
