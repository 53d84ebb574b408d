/** Arrows, ellipses and quotes as they are typed in mails; everything else stays as it is. */
export function ascii(text: string): string {
  return text
    .replaceAll('→', '->')
    .replaceAll('…', '...')
    .replaceAll('−', '-')
    .replaceAll(/[“”]/g, '"')
}

/** With its full stop. The first letter stays: it may begin the name of an object. */
export function sentence(text: string): string {
  const plain = ascii(text)
  return /[.!?]$/.test(plain) ? plain : `${plain}.`
}
