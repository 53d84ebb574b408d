/** The race diagram as a table of rows: what is printed into mails and commits, and read back from them. */

/** One event of one thread. */
export interface TableRow {
  /** Index into the labels. */
  readonly column: number
  /** Call levels: 0 for the function that a thread begins with. */
  readonly depth: number
  /** `kfree(device);`; empty for a row that is a remark only. */
  readonly text: string
  /** Without its `//`; empty for none. */
  readonly remark: string
  /** What goes wrong here, in words: `use after free: device`; empty for nothing. */
  readonly mark: string
}

export interface Table {
  /** One per column: `Thread A (file close)`, `CPU0`. */
  readonly labels: readonly string[]
  readonly rows: readonly TableRow[]
}

/** Blanks by which the rest of a text that goes over several lines is deeper than its beginning. */
export const hang = 4
/** The same for a remark: its words stand below each other. */
export const remarkHang = 3
