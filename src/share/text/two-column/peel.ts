/**
 * Takes off what a text gets on its way: quote marks first, then tabs, then the leader of a comment. Columns
 * stay where they are, so the leader becomes blanks.
 */

const tab = 8

export function peel(lines: readonly string[]): readonly string[] {
  return withoutLeader(unquoted(lines).map((line) => expandTabs(line.replace(/\r$/, ''))))
}

function unquoted(lines: readonly string[]): readonly string[] {
  const filled = lines.filter((line) => line.trim() !== '')
  const isQuoted = filled.length > 0 && filled.every((line) => /^\s?>/.test(line))
  return isQuoted ? lines.map((line) => line.replace(/^(?:\s?>)+ ?/, '')) : lines
}

export function expandTabs(line: string): string {
  return line.split('\t').reduce((text, part, index) => {
    if (index === 0) return part
    return text + ' '.repeat(tab - (text.length % tab)) + part
  }, '')
}

/** A star before nearly every line, as in a comment of C. */
function withoutLeader(lines: readonly string[]): readonly string[] {
  const filled = lines.filter((line) => line.trim() !== '')
  const led = filled.filter((line) => /^ \*(?: |$)/.test(line)).length
  if (led < 0.7 * filled.length) return lines
  return lines.map((line) => line.replace(/^\/\*+$| \*\/$/, '').replace(/^ \*(?= |$)/, '  '))
}
