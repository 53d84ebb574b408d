/** JSON that people can read and line-based tools can compare. */
export function printJson(value: unknown): string {
  return `${JSON.stringify(value, undefined, 2)}\n`
}
