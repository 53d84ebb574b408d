/**
 * Where a compiled search keeps what it needs: first small tables of fixed size, then what was learned of
 * steps, what lanes do next in recent states, the table of the states found, how many each of them led to,
 * and last the states.
 */

/** Most words of a packed state. */
export const mostWords = 256
/** Most states that are expanded together, so that the memory fetches what many of them need at once. */
export const mostInBatch = 32
/** Stands for no state. */
export const noState = -2
export const mostSuspects = 1 << 12
/** Places of pairs of next steps that were looked at for races, two words each. */
export const pairPlaces = 1 << 12

/** Words that follow a child's state: its hash, and its sleep set. */
export const childExtra = 2

/** Words that the states of a batch have together: there are fewer of them where they are long. */
const mostChildWords = 32 * mostInBatch
export const inBatch = (words: number): number =>
  Math.min(mostInBatch, Math.floor(mostChildWords / (words + childExtra)))

/** Lanes that may be in sleep sets: as many as a byte has bits. */
export const sleepers = 0xff

/** Words at the beginning that both sides read and write, by their addresses in bytes. */
export const loopWord = {
  taken: 0,
  found: 4,
  depth: 8,
  levelEnd: 12,
  transitions: 16,
  mostStates: 20,
  capacity: 24,
  mask: 28,
  table: 32,
  counts: 36,
  states: 40,
  news: 44,
  suspects: 48,
  /** Of which the next steps are not known. */
  unknown: 52,
  /** From which the state was found that was expanded last, and how many more were found from it. */
  parent: 56,
  left: 60,
  /** One past the last state of the batch, and past the states that it leads to. */
  expanded: 64,
  childrenEnd: 68,
  fetched: 72,
  /** Entries of recent states, one more than the mask says. */
  recent: 76,
  recentMask: 80,
} as const
export type LoopWord = keyof typeof loopWord

/** Why the loop has come back. */
export const loopEnd = {
  budget: 0,
  exhausted: 1,
  full: 2,
  suspects: 3,
  /** The state that was expanded last has something to be told. */
  telling: 4,
  /** What some lane does next is not known yet. */
  unknown: 5,
  limit: 6,
} as const

/** Byte addresses of the tables of fixed size. */
export interface LoopMemory {
  /** Per lane where to begin to look for its next steps. */
  readonly roots: number
  /** In which bits a state differs from the one that it was found from. */
  readonly differing: number
  /** Steps that go wrong and were not told, as `lane << 16 | choice`. */
  readonly news: number
  readonly suspects: number
  /** Pairs of answers that were looked at for races; 0 for a free place. */
  readonly pairs: number
  /** Per lane what marks it when it waits in a retry loop: a packed word's offset, what is added, the hash. */
  readonly marks: number
  /** Per state of a batch, where those that it leads to end, and what they begin to compare with. */
  readonly batch: number
  /** The states that those of a batch lead to, each before its hash and its sleep set. */
  readonly children: number
  /** The first byte that is free for what was learned. */
  readonly end: number
}

/** `successors`: most that a state has. */
export function loopMemory(lanes: number, successors: number): LoopMemory {
  let next = 16 * Math.ceil(Object.keys(loopWord).length / 4)
  const take = (words: number): number => {
    const at = next
    next += 16 * Math.ceil(words / 4)
    return at
  }
  return {
    roots: take(lanes),
    differing: take(mostWords),
    news: take(successors * mostInBatch),
    suspects: take(mostSuspects),
    pairs: take(2 * pairPlaces),
    marks: take(4 * lanes),
    batch: take(2 * mostInBatch),
    children: take(mostChildWords * (successors + 1)),
    end: next,
  }
}

/** Words of a node: which word of the packed state to look at, and how to turn and cut it. */
export const nodeWord = { offset: 0, turn: 4, mask: 8, children: 12 } as const

/** A child is the address of a node, or of an answer plus 1; this one stands for none. */
export const noChild = 1

/** Words of an answer; its alternatives follow. */
export const answerWord = {
  /** The lane's bit, or 0. */
  enabled: 0,
  blocked: 4,
  /** The lane's bit when a write of another lane marks it, or 0. */
  asleep: 8,
  /** Of the addresses that it touches, see `AnswerBits`. */
  all: 12,
  written: 16,
  plain: 20,
  plainlyWritten: 24,
  /** One past the last alternative. */
  end: 28,
  /** How many alternatives there are. */
  ways: 32,
  /** The answer that was found last where this one did not hold any more, or 0. */
  after: 36,
  /** What it reads, what it writes included, and what it writes: two words each, see `AnswerBits`. */
  reads: 40,
  writes: 48,
  /** The bits of a packed state that decide for this answer, as many words of what they are, the alternatives. */
  deciding: 56,
} as const

/** Where an answer has what the bits are that decide for it. */
export function decidedAt(words: number): number {
  return answerWord.deciding + 4 * words
}

/** Where the alternatives of an answer begin, for states of so many words. */
export function alternativesAt(words: number): number {
  return answerWord.deciding + 8 * words
}

/** Words of an alternative; its changes follow: a packed word's offset, and what is added to it. */
export const alternativeWord = {
  kind: 0,
  entry: 4,
  hash: 8,
  end: 12,
  wakes: 16,
  changes: 20,
} as const
export const alternativeKind = { fine: 0, faulty: 1, told: 2 } as const

/** Odd and without pattern: the hash of a state is the sum of its words times these. */
export const factors: readonly number[] = (() => {
  const found: number[] = []
  let factor = 0x9e3779b1
  for (let i = 0; i < mostWords; i++) {
    found.push(factor | 1)
    factor = (Math.imul(factor ^ (factor >>> 15), 0x85ebca6b) + 0x3c6ef372) | 0
  }
  return found
})()
