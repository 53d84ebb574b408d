/** What a text needs to stand in a commit message, a comment of C, a mail or a document. */

export const textVariants = ['commit', 'comment', 'mail', 'rst'] as const
export type TextVariant = (typeof textVariants)[number]

/** Characters that every line of the variant begins with. */
export function leaderWidth(variant: TextVariant): number {
  switch (variant) {
    case 'commit':
    case 'mail':
      return 0
    case 'comment':
      return 3
    case 'rst':
      return 4
  }
}

/** Puts a comment around lines whose first 3 characters are blank; tabs where they save characters. */
export function asComment(lines: readonly string[], tabs: boolean): readonly string[] {
  const led = lines.map((line) => ` *${line.slice(2)}`.trimEnd())
  return ['/*', ...(tabs ? led.map(withTabs) : led), ' */']
}

const tab = 8

/** Tabs in place of the blanks before the text, and between the leader and it; the text itself keeps its blanks. */
export function withTabs(line: string): string {
  const [before = ''] = /^(?: \*)? */.exec(line) ?? []
  const leader = before.startsWith(' *') ? ' *' : ''
  const full = Math.floor(before.length / tab)
  // A single blank behind the star stays one: it is no indentation.
  if (full === 0) return line
  const rest = before.length % tab
  return leader + '\t'.repeat(full) + ' '.repeat(rest) + line.slice(before.length)
}

/**
 * Lines that git or a mail box would take for something else when they begin a line: the end of the message,
 * a patch, another mail, a comment of the editor, a trailer.
 */
export function isUnsafe(line: string): boolean {
  return (
    /^---(?:$| (?!\s+-))/.test(line) ||
    /^(?:diff -|Index: |From |#|>From )/.test(line) ||
    /^(?:[A-Z][\w-]*-by|Fixes|Link|Closes|Cc|Reported|Message-I[Dd]|Date|Subject|From|To): ?/.test(
      line,
    )
  )
}
