/** Putting a run into another page, and whether a link is short enough for what links go through. */

/** The query comes before the fragment, which the host's server never sees. */
export function embedAddress(link: string): string {
  const address = new URL(link)
  address.searchParams.set('embed', '1')
  return address.href
}

/** The page without what belongs to being embedded. */
export function wholeAddress(link: string): string {
  const address = new URL(link)
  address.searchParams.delete('embed')
  return address.href
}

export function embedSnippet(link: string, title: string): string {
  const [src, name] = [embedAddress(link), `Heddle: ${title}`].map(escapeAttribute)
  return `<iframe src="${src}" title="${name}" width="100%" height="520" style="border: 0; color-scheme: inherit" loading="lazy"></iframe>`
}

function escapeAttribute(text: string): string {
  return text.replaceAll('&', '&amp;').replaceAll('"', '&quot;').replaceAll('<', '&lt;')
}

/** Chat tools and mail programs cut links long before browsers do. */
const safeLength = 2000

export function lengthAdvice(length: number): string {
  const count = `${length} characters`
  return length <= safeLength
    ? `${count}: short enough for mails and chats.`
    : `${count}: some mail and chat programs cut links above ${safeLength}. Send the run as a file instead (Export, JSON).`
}
