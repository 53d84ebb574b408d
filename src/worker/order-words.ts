/** Edges and chains between steps, in words. */

import type { Edge } from '../explore/before/edges.ts'
import type { Link } from '../explore/before/order.ts'
import type { Machine } from '../machine/machine.ts'
import { partName, wordName } from '../machine/memory.ts'
import type { RunView, StepIndex } from '../trace/view.ts'
import { letterAt, statement, wordsText } from './explain-words.ts'
import type { ChainLink } from './order-protocol.ts'

/** A sentence without full stop. */
export function edgeText(run: RunView, machine: Machine, { from, to, why }: Edge): string {
  const early = letterAt(run, from)
  const late = letterAt(run, to)
  switch (why.kind) {
    case 'spawn':
      return `${early} starts ${late}`
    case 'lock':
      return `${early} releases ${partName(machine.memory, why.lock)}, then ${late} takes it`
    case 'wake':
      return `${late} goes on once ${early} has changed ${wordName(machine.memory, why.word)}`
    case 'grace':
      return `${late} waits for a grace period, which ${early} lets end (${wordName(machine.memory, why.word)})`
    case 'race':
      return `no lock, wait or start orders them: ${wordsText(machine, late, why.words, false)}`
  }
}

export function linkText(run: RunView, machine: Machine, link: Link): ChainLink {
  if (link.kind === 'edge') {
    const { from, to, why } = link.edge
    return { from, to, kind: why.kind, text: edgeText(run, machine, link.edge) }
  }
  const { from, to } = link
  const text = `${letterAt(run, from)} goes on from ${placed(run, from)} to ${placed(run, to)}`
  return { from, to, kind: 'program', text }
}

/** `hlist_del_init(&mirror->mlist) (step 16)` */
function placed(run: RunView, at: StepIndex): string {
  return `${statement(run, at)} (step ${at + 1})`
}
