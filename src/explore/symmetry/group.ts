/** The exchanges that a program allows: every way to let the members of its groups change places. */

import type { SymmetryDef } from '../../ir/program.ts'
import { ensure } from '../../util/ensure.ts'

/** Per group, the member that takes each member's place. */
export type Exchange = readonly (readonly number[])[]

export interface Group {
  /** The first one leaves everybody in place. */
  readonly elements: readonly Exchange[]
  /** `product[g][h]`: first h, then g. */
  readonly product: readonly Int32Array[]
  readonly inverse: Int32Array
}

/** More exchanges than these take longer to tell apart than the states that they save. */
export const mostExchanges = 720

/** How many exchanges there are, the one that changes nothing included. */
export function orderOf(symmetries: readonly SymmetryDef[]): number {
  return symmetries.reduce((all, { members }) => all * factorial(members.length), 1)
}

/** Throws when there are too many exchanges. */
export function groupOf(symmetries: readonly SymmetryDef[]): Group {
  const order = orderOf(symmetries)
  if (order > mostExchanges)
    throw new Error(
      `the declared symmetry has ${order} exchanges: at most ${mostExchanges} are possible`,
    )
  let elements: readonly Exchange[] = [[]]
  for (const { members } of symmetries) {
    const own = permutations(members.length)
    elements = elements.flatMap((before) => own.map((each) => [...before, each]))
  }
  const numbers = new Map(elements.map((each, i) => [String(each), i]))
  const numberOf = (each: Exchange): number => ensure(numbers.get(String(each)), 'an exchange')
  const product = elements.map((g) =>
    Int32Array.from(elements, (h) =>
      numberOf(h.map((part, i) => part.map((member) => ensure(g[i]?.[member], 'a member')))),
    ),
  )
  const inverse = Int32Array.from(product, (row) => row.indexOf(0))
  return { elements, product, inverse }
}

/** In lexicographic order, so that the first one changes nothing. */
function permutations(count: number): readonly (readonly number[])[] {
  if (count === 0) return [[]]
  const shorter = permutations(count - 1)
  return Array.from({ length: count }, (_, first) =>
    shorter.map((rest) => [first, ...rest.map((each) => (each < first ? each : each + 1))]),
  ).flat()
}

function factorial(count: number): number {
  return count < 2 ? 1 : count * factorial(count - 1)
}
