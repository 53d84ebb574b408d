/** Breaks text into lines for terminals and mails. */

/** Lines of at most `width` characters; those after the first begin with `hang` blanks. */
export function wrap(text: string, width: number, hang = 0): readonly string[] {
  const lines: string[] = []
  const roomFor = (count: number) => Math.max(1, count === 0 ? width : width - hang)
  const push = (line: string) => lines.push(' '.repeat(lines.length === 0 ? 0 : hang) + line)
  let line = ''
  for (const word of text.split(' ').filter((part) => part !== '')) {
    if (line !== '' && line.length + 1 + word.length > roomFor(lines.length)) {
      push(line)
      line = ''
    }
    line = line === '' ? word : `${line} ${word}`
    for (let room = roomFor(lines.length); line.length > room; room = roomFor(lines.length)) {
      const end = breakOf(line, room)
      push(line.slice(0, end))
      line = line.slice(end)
    }
  }
  push(line)
  return lines
}

/** Where a word that is too long reads best when cut: between arguments, else between fields. */
function breakOf(word: string, room: number): number {
  for (const behind of [/[,(]$/, /(?:->|\.)$/]) {
    for (let end = room; end > room / 3; end -= 1) {
      if (behind.test(word.slice(0, end))) return end
    }
  }
  return room
}
