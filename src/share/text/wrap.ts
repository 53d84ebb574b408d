/** Breaks text into lines for terminals and mails. */

/**
 * Lines of at most `width` characters; those after the first begin with `hang` blanks. Breaks are at
 * blanks, behind the opening bracket of a call and behind commas; elsewhere only where nothing else helps.
 */
export function wrap(text: string, width: number, hang = 0): readonly string[] {
  const lines: string[] = []
  const room = () => Math.max(1, lines.length === 0 ? width : width - hang)
  const push = (line: string) => lines.push(' '.repeat(lines.length === 0 ? 0 : hang) + line)
  let line = ''
  for (const piece of piecesOf(text)) {
    if (line !== '' && (line + piece).trimEnd().length > room()) {
      push(line.trimEnd())
      line = ''
    }
    line += piece
    while (line.trimEnd().length > room()) {
      const end = breakOf(line, room())
      push(line.slice(0, end))
      line = line.slice(end)
    }
  }
  push(line.trimEnd())
  return lines
}

/** Parts that stay together, each with the blank behind it. */
function piecesOf(text: string): readonly string[] {
  const words = text.split(' ').filter((word) => word !== '')
  return words.flatMap((word) => `${word} `.split(/(?<=\w\()(?=\S)|(?<=,)(?=\S)/))
}

/** Where a piece that is too long reads best when cut: between fields. */
function breakOf(piece: string, room: number): number {
  for (let end = room; end > room / 3; end -= 1) {
    if (/(?:->|\.)$/.test(piece.slice(0, end))) return end
  }
  return room
}
