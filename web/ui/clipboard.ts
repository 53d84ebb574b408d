/** The clipboard, where the browser lets a page use it: over https, or on localhost. */

export async function copyText(text: string): Promise<boolean> {
  try {
    await navigator.clipboard.writeText(text)
    return true
  } catch {
    return false
  }
}
