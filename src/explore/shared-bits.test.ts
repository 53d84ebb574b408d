import { describe, expect, it } from 'vitest'
import { SharedBits, use } from './shared-bits.ts'

const [A, B] = [0, 1]

/** Notes `<lane> <answer> <reads|writes> <thing>` one after the other; what was marked. */
function marked(bits: number, ...notes: readonly string[]): readonly string[] {
  const marks: string[] = []
  const shared = new SharedBits(bits, use.writes, (answer, bit, how) => {
    marks.push(`${answer} ${how === use.writes ? 'writes' : 'reads'} bit ${bit}`)
  })
  for (const note of notes) {
    const [lane, answer, how, thing] = note.split(' ')
    const done = how === 'writes' ? use.writes : use.reads
    shared.note(Number(thing), lane === 'A' ? A : B, Number(answer), done)
  }
  return marks
}

describe('bits for what lanes share', () => {
  it('are given only to what two lanes use and one of them writes', () => {
    expect(marked(8, 'A 1 writes 7', 'A 2 reads 7', 'A 1 reads 9', 'B 3 reads 9')).toEqual([])
  })

  it('are set for those that were noted before, too', () => {
    expect(marked(8, 'A 1 writes 7', 'A 2 reads 7', 'B 3 reads 7', 'B 4 writes 7')).toEqual([
      '1 writes bit 0',
      '2 reads bit 0',
      '3 reads bit 0',
      '4 writes bit 0',
    ])
  })

  it('are given once more when there are no others', () => {
    const notes = [5, 6, 7].flatMap((thing) => [`A 1 writes ${thing}`, `B 2 reads ${thing}`])
    expect(marked(2, ...notes)).toEqual([
      '1 writes bit 0',
      '2 reads bit 0',
      '1 writes bit 1',
      '2 reads bit 1',
      '1 writes bit 0',
      '2 reads bit 0',
    ])
  })
})
