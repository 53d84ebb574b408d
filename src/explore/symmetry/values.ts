/**
 * What each value in each place becomes when threads are exchanged. Nobody declares it: the program is
 * run side by side with its exchanged selves, and what they hold at the same moment belongs together.
 * A value that would have to become two different ones at once is a conflict: then it is not symmetric.
 */

import type { Group } from './group.ts'

/** What one value becomes under every exchange. */
interface Family {
  readonly values: Int32Array
}

interface Member {
  readonly family: Family
  /** The exchange that makes this value from the family's first. */
  readonly at: number
}

export class Values {
  private readonly tables = new Map<number, Map<number, Member>>()
  private readonly group: Group

  constructor(group: Group) {
    this.group = group
  }

  has(context: number, value: number): boolean {
    return this.tables.get(context)?.has(value) === true
  }

  /** What `value` becomes; undefined when it was never seen there. */
  image(context: number, value: number, exchange: number): number | undefined {
    const member = this.tables.get(context)?.get(value)
    if (member === undefined) return undefined
    return member.family.values[this.group.product[exchange]![member.at]!]
  }

  /** Puts together what was seen in the same moment, by exchange; false when that is a conflict. */
  learn(contexts: ArrayLike<number>, values: Int32Array): boolean {
    const { product } = this.group
    const known = this.tables.get(contexts[0]!)?.get(values[0]!)
    if (known !== undefined) return this.agrees(known, values, 0)
    const family = { values: values.slice() }
    for (let g = 0; g < product.length; g++) {
      const context = contexts[g]!
      const table = this.tables.get(context) ?? new Map<number, Member>()
      this.tables.set(context, table)
      const before = table.get(values[g]!)
      if (before === undefined) table.set(values[g]!, { family, at: g })
      else if (!this.agrees(before, values, g)) return false
    }
    return true
  }

  private agrees({ family, at }: Member, values: Int32Array, g: number): boolean {
    const { product } = this.group
    return product.every((row) => family.values[row[at]!] === values[row[g]!])
  }
}
