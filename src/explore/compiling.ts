/** Whether a search may be compiled, and whether its program can run in circles. */

import type { Machine } from '../machine/machine.ts'

/** Some lane has a loop: only then can a run go on for ever. */
export function hasLoop({ lanes }: Machine): boolean {
  return lanes.some(
    ({ code, kind }) =>
      kind !== 'setup' && code.some((instr, pc) => instr.op === 'jump' && instr.to <= pc),
  )
}

/** A page may forbid to compile (its Content-Security-Policy), or have no WebAssembly at all. */
export function isForbidden(error: unknown): boolean {
  const isMissing = error instanceof ReferenceError
  return (
    isMissing ||
    (error instanceof Error &&
      error.name === 'CompileError' &&
      /Content.Security|\bCSP\b/i.test(error.message))
  )
}
