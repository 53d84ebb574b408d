/** Collects what is wrong with a link while its parts are read one after the other. */

import { linkProblems } from './problems.ts'
import { type LinkProblem, linkLimits } from './schema.ts'

export type Tell = (problem: LinkProblem) => void

export interface Problems {
  readonly tell: Tell
  readonly all: () => readonly LinkProblem[]
}

/** `all` gives the first few and the number of the rest, so that garbage cannot flood the page. */
export function collectProblems(): Problems {
  const told: LinkProblem[] = []
  let more = 0
  const tell = (problem: LinkProblem) => {
    if (told.length < linkLimits.problems) told.push(problem)
    else more += 1
  }
  return { tell, all: () => (more === 0 ? told : [...told, linkProblems.more(more)]) }
}
