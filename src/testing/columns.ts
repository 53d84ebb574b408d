/** A played schedule as the diagram of the mailing lists: one column per thread. */

import { printProgram } from '../ir/print.ts'
import type { LaneCode, Pc } from '../machine/code.ts'
import type { MachineEvent } from '../machine/events.ts'
import { framesAt, type Machine } from '../machine/machine.ts'
import { partName } from '../machine/memory.ts'
import { faultText, type Played } from './play.ts'

/** Characters from one column to the next. */
const width = 32

/**
 * One line per step in the column of its thread: the statement, or for the library's code the
 * function, and what the step did: `mutex_unlock: releases lock`.
 */
export function columns({ run, stopped }: Played): string {
  const { machine } = run
  const texts = printProgram(machine.program).textOf
  const lines = run.steps.map((step) => {
    const lane = machine.lanes[step.lane]
    const name = lane === undefined ? '?' : stepName(lane, step.main, texts)
    const effects = step.events.flatMap(({ event }) => effectOf(machine, event))
    const text = effects.length === 0 ? name : `${name}: ${effects.join(', ')}`
    return `${' '.repeat(step.lane * width)}${text}`
  })
  return [...lines, ...(stopped === undefined ? [] : [stopped])].join('\n')
}

/** Kernel functions by name, not counting atomic_t's operations; the model's statements by their text. */
function stepName(lane: LaneCode, pc: Pc, texts: ReadonlyMap<number, string>): string {
  const frame = framesAt(lane, pc)
    .map((id) => lane.frames[id])
    .findLast((each) => each?.fn.startsWith('atomic_') !== true)
  if (frame?.origin === 'kernel') return frame.fn
  return texts.get(lane.code[pc]?.stmt ?? -1) ?? '?'
}

function effectOf(machine: Machine, event: MachineEvent): readonly string[] {
  switch (event.kind) {
    case 'acquired':
      return [`takes ${partName(machine.memory, event.lock)}`]
    case 'released':
      return [`releases ${partName(machine.memory, event.lock)}`]
    case 'contended':
      return [`must wait for ${partName(machine.memory, event.lock)}`]
    case 'choice':
      return [`will ${event.label}`]
    case 'spawn':
      return [`starts ${machine.lanes[event.lane]?.letter}`]
    case 'fault':
      return [faultText(machine, event.fault)]
    case 'alloc':
    case 'free':
    case 'enter':
    case 'leave':
    case 'ref':
    case 'note':
    case 'exit':
      return []
  }
}

/** Removes the indentation that all lines share, and the line breaks around them. */
export function text(template: string): string {
  const lines = template.split('\n').map((line) => line.trimEnd())
  while (lines[0] === '') lines.shift()
  while (lines.at(-1) === '') lines.pop()
  const indents = lines.filter((line) => line !== '').map((line) => line.search(/\S/))
  const shared = Math.min(...indents)
  return lines.map((line) => line.slice(shared)).join('\n')
}
