/** Whether two lanes run the same code up to what it is about: constants and the lanes it starts. */

import type { CodeExpr, Instr, LaneCode, LaneId } from '../../machine/code.ts'

/** Pairs of lanes that the two lanes start at the same places; a text when their code differs. */
export function startedPairs(
  one: LaneCode,
  other: LaneCode,
): readonly (readonly [LaneId, LaneId])[] | string {
  const pairs: (readonly [LaneId, LaneId])[] = []
  for (const [pc, left] of one.code.entries()) {
    const right = other.code[pc]
    if (right === undefined || !isSame(left, right))
      return `they run different code in ${one.frames[left.frame]?.fn ?? 'their entry'}`
    if (left.op !== 'spawn' || right.op !== 'spawn') continue
    if (left.lanes.length !== right.lanes.length)
      return 'one of them may start more threads than the other'
    for (const [i, lane] of left.lanes.entries()) pairs.push([lane, right.lanes[i] ?? lane])
  }
  const isSameSize = one.code.length === other.code.length && one.slots === other.slots
  return isSameSize ? pairs : 'they run different code'
}

function isSame(left: Instr, right: Instr): boolean {
  return shapeOf(left) === shapeOf(right) && left.spin === right.spin && left.frame === right.frame
}

const shapes = new WeakMap<Instr, string>()

/** Everything but constants, statements and lanes: which values they stand for is found by running. */
function shapeOf(instr: Instr): string {
  const known = shapes.get(instr)
  if (known !== undefined) return known
  const shape = JSON.stringify(instr, (key, value: unknown) => {
    if (key === 'struct') return isNamed(value) ? value.name : undefined
    if (key === 'stmt' || key === 'lanes' || key === 'text') return undefined
    return isConstant(value) ? 'constant' : value
  })
  shapes.set(instr, shape)
  return shape
}

function isNamed(value: unknown): value is { readonly name: string } {
  return typeof value === 'object' && value !== null && 'name' in value
}

function isConstant(value: unknown): value is CodeExpr & { readonly op: 'const' } {
  return typeof value === 'object' && value !== null && 'op' in value && value.op === 'const'
}
