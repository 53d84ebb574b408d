import { describe, expect, it } from 'vitest'
import { type Event, isDependent, isWeakInitial, maskOf } from './event.ts'
import { type Branch, initialsOf, insertSequence } from './wakeup-tree.ts'

/** `a:x` is a step of lane a that reads x, `b:X` one of lane b that writes x. */
function step(text: string): Event {
  const [lane = '', words = ''] = text.split(':')
  const codes = words.split('').map((each) => each.charCodeAt(0))
  const reads = codes.filter((code) => code > 96).map((code) => code - 97)
  const writes = codes.filter((code) => code <= 96).map((code) => code - 65)
  return {
    lane: lane.charCodeAt(0) - 97,
    choice: 0,
    pc: 0,
    options: 1,
    isFixed: true,
    reads,
    writes,
    readMask: maskOf(reads),
    writeMask: maskOf(writes),
    changes: [],
    flips: [],
    spawned: 0,
    faults: [],
    ended: 0,
    wait: undefined,
    roundBefore: [],
    roundAfter: [],
  }
}

function steps(text: string): readonly Event[] {
  return text.split(' ').map(step)
}

function lanesOf(events: readonly Event[]): string {
  return events.map(({ lane }) => String.fromCharCode(97 + lane)).join('')
}

/** `a(b)(c)`: after a comes b or c. */
function treeText(branches: readonly Branch[]): string {
  return branches
    .map(({ event, children }) => `(${lanesOf([event])}${treeText(children)})`)
    .join('')
}

function treeOf(...sequences: readonly string[]): string {
  const branches: Branch[] = []
  for (const sequence of sequences) insertSequence(branches, steps(sequence))
  return treeText(branches)
}

describe('steps depend on each other', () => {
  it('when they are of one lane, or touch a word that one of them writes', () => {
    expect(isDependent(step('a:x'), step('a:y'))).toBe(true)
    expect(isDependent(step('a:x'), step('b:x'))).toBe(false)
    expect(isDependent(step('a:X'), step('b:x'))).toBe(true)
    expect(isDependent(step('a:X'), step('b:X'))).toBe(true)
    expect(isDependent(step('a:X'), step('b:Y'))).toBe(false)
  })
})

describe('what may come first', () => {
  it('in a sequence is what no other step of it has to precede', () => {
    expect(lanesOf(initialsOf(steps('a:X b:x c:y')))).toBe('ac')
  })

  it('includes steps that the sequence does not contain and that are independent of it', () => {
    expect(isWeakInitial(step('c:y'), steps('a:X b:x'))).toBe(true)
    expect(isWeakInitial(step('c:x'), steps('a:X b:x'))).toBe(false)
    expect(isWeakInitial(step('b:x'), steps('a:X b:x'))).toBe(false)
  })
})

describe('a wakeup tree', () => {
  it('branches where sequences differ', () => {
    expect(treeOf('a:X b:x', 'b:x a:X')).toBe('(a(b))(b(a))')
    expect(treeOf('c:Y a:X b:x', 'c:Y b:x a:X')).toBe('(c(a(b))(b(a)))')
  })

  it('takes in nothing that a branch leads to already', () => {
    expect(treeOf('a:X b:x', 'a:X b:x c:x')).toBe('(a(b))')
    expect(treeOf('a:X c:Y', 'c:Y a:X')).toBe('(a(c))')
    expect(treeOf('a:X c:Y', 'c:Y')).toBe('(a(c))')
  })
})
