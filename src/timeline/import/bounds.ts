/** What an import may be at most. Whatever is beyond is refused or left out, and said so. */

export const bounds = {
  /** Characters of the whole text. */
  size: 256 * 1024 * 1024,
  events: 2_000_000,
  /** Of brackets within each other. */
  depth: 64,
  /** Characters of one string. */
  string: 1_000_000,
  /** Of a name that is kept; longer ones are cut. */
  name: 300,
  lanes: 5_000,
  /** Calls within each other that are drawn. */
  rows: 128,
  /** Microseconds: numbers beyond have no whole microseconds any more. */
  time: 2 ** 53,
  /** Values that one counter event may have. */
  series: 16,
} as const
