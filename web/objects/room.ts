/**
 * The two texts of a row, as far as there is room for them. Left to the browser, each would be a part of the page
 * that is cut off by itself, and with hundreds of rows putting those together took a third of the frame of a
 * step. The title of the row, and the list beside the drawing, have the whole texts.
 */

/** Characters of the code font, all of one width: 6.6 of 185 pixels each, less one for fonts that are wider. */
export const room = 26
/** A long name gives way to what it holds, but not further than this. */
const least = 17

export interface RowTexts {
  readonly label: string
  readonly text: string
}

export function fitted({ label, text }: RowTexts): RowTexts {
  const short = cut(label, Math.max(least, room - text.length))
  return { label: short, text: cut(text, room - short.length) }
}

function cut(text: string, most: number): string {
  return text.length > most ? `${text.slice(0, most - 1)}…` : text
}
