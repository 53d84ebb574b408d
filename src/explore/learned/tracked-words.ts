/** The words of a state, with a record of which of them are read: all that what was done depends on. */

import type { Machine } from '../../machine/machine.ts'

export class TrackedWords {
  /** To be given to whoever reads and writes. */
  readonly tracked: Int32Array
  private readonly words: Int32Array
  /** Words that never change: objects of static storage are never freed. */
  private readonly isFixed: Uint8Array
  private readonly read = new Set<number>()
  private readonly written = new Set<number>()
  private found: number[] = []

  constructor(machine: Machine, words: Int32Array) {
    this.words = words
    this.isFixed = new Uint8Array(machine.stateSize)
    for (const { id, kind } of machine.memory.objects)
      if (kind === 'global') this.isFixed[machine.statusBase + id] = 1
    this.tracked = new Proxy(words, {
      get: (target, key) => {
        if (typeof key === 'string') this.note(Number(key))
        return Reflect.get(target, key, target) as unknown
      },
      set: (target, key, value) => {
        if (typeof key === 'string') this.written.add(Number(key))
        return Reflect.set(target, key, value, target)
      },
    })
  }

  /** Begins a new record. */
  begin(): void {
    this.found = []
    this.read.clear()
    this.written.clear()
  }

  /** What was written has been taken back. */
  undone(): void {
    this.written.clear()
  }

  /** Words in the order in which they were read first, each followed by its value. */
  get reads(): readonly number[] {
    return this.found
  }

  /** Since what was written has been taken back. */
  wasWritten(word: number): boolean {
    return this.written.has(word)
  }

  private note(word: number): void {
    if (this.isFixed[word] !== 0) return
    if (this.read.has(word) || this.written.has(word)) return
    this.read.add(word)
    this.found.push(word, this.words[word] ?? 0)
  }
}
