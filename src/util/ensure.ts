/** Turns "cannot be missing here" into a value or a loud error with a reason. */
export function ensure<T>(value: T | undefined, what: string): T {
  if (value === undefined) throw new Error(`missing: ${what}`)
  return value
}

/** Closes an exhaustive switch: a new member of the union no longer compiles. */
export function assertNever(value: never): never {
  throw new Error(`unexpected value: ${JSON.stringify(value)}`)
}
