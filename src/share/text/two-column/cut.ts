/**
 * Cuts a text into lines such that it can be put together again: whether a blank stood between two lines
 * shows in how the first of them ends. `joinLines` is the inverse of `cutText`.
 */

/** A line that ends like this continues without a blank. */
const glue = /(?:\(|->|\.|_)$/

/** `room` are the characters of the first line, `later` those of the others. A longer word sticks out. */
export function cutText(text: string, room: number, later: number): readonly string[] {
  const lines: string[] = []
  let line = ''
  const space = (): number => Math.max(1, lines.length === 0 ? room : later)
  const add = (piece: string): void => {
    if (line !== '' && (line + piece).trimEnd().length > space()) {
      lines.push(line.trimEnd())
      line = ''
    }
    line += piece
  }
  for (const piece of piecesOf(text)) {
    const fits = piece.trimEnd().length <= Math.max(1, Math.min(room, later))
    for (const part of fits ? [piece] : partsOf(piece)) add(part)
  }
  lines.push(line.trimEnd())
  return lines
}

export function joinLines(lines: readonly string[]): string {
  return lines.reduce((text, line) => {
    if (text === '') return line
    return glue.test(text) ? text + line : `${text} ${line}`
  }, '')
}

/** Where a line may always end: behind the opening bracket of a call, and at blanks that are not glued. */
function piecesOf(text: string): readonly string[] {
  const pieces: string[] = []
  let open = ''
  for (const word of text.split(' ')) {
    open += word
    if (glue.test(word)) open += ' '
    else {
      pieces.push(...`${open} `.split(/(?<=\w\()(?=[^\s)])/))
      open = ''
    }
  }
  if (open !== '') pieces.push(open)
  return pieces
}

/** Where it may end when there is no other way: between fields and between the words of a name. */
function partsOf(piece: string): readonly string[] {
  return piece.split(/(?<=->|\w\.|_|\()(?=[^\s)_.])/)
}
