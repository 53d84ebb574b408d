/** Input that is quoted back is kept short: at most `most` characters, none of them cut in two. */
export function cutText(text: string, most = 60): string {
  if (text.length <= most) return text
  return `${text.slice(0, most - 1).replace(/[\uD800-\uDBFF]$/, '')}…`
}
