/** Arrows and ellipses as they are typed in mails; everything else stays as it is. */
export function ascii(text: string): string {
  return text.replaceAll('→', '->').replaceAll('…', '...').replaceAll('−', '-')
}
