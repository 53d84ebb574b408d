/** How much a search may take, and that it took as much. */

export interface Bounds {
  readonly states?: number | undefined
  readonly bytes?: number | undefined
}

export interface Bounded {
  readonly kind: 'bounded'
  readonly limit: 'states' | 'memory' | 'cancelled'
}

/** Undefined while it is within its bounds. */
export function boundOf(
  { size, bytes }: { readonly size: number; readonly bytes: number },
  { states: mostStates, bytes: mostBytes }: Bounds,
): Bounded | undefined {
  if (size > (mostStates ?? Number.POSITIVE_INFINITY)) return { kind: 'bounded', limit: 'states' }
  if (bytes > (mostBytes ?? Number.POSITIVE_INFINITY)) return { kind: 'bounded', limit: 'memory' }
  return undefined
}
