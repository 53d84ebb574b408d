/** From a drawing to a picture, and from either to a file. */

export function dataAddress(svg: string): string {
  return `data:image/svg+xml;charset=utf-8,${encodeURIComponent(svg)}`
}

/** Browsers refuse larger canvases. */
const mostPixels = 16_000
const mostArea = 120_000_000

/** Draws in the browser, at twice the size where that is possible. Undefined when the browser cannot. */
export async function pictureOf(
  svg: string,
  width: number,
  height: number,
): Promise<Blob | undefined> {
  const scale = Math.min(
    2,
    mostPixels / Math.max(width, height),
    Math.sqrt(mostArea / (width * height)),
  )
  const image = new Image()
  image.src = dataAddress(svg)
  try {
    await image.decode()
  } catch {
    return undefined
  }
  const canvas = document.createElement('canvas')
  canvas.width = Math.round(width * scale)
  canvas.height = Math.round(height * scale)
  const context = canvas.getContext('2d')
  if (context === null) return undefined
  context.drawImage(image, 0, 0, canvas.width, canvas.height)
  return new Promise((resolve) => {
    canvas.toBlob((blob) => resolve(blob ?? undefined), 'image/png')
  })
}

export function saveFile(name: string, blob: Blob): void {
  const address = URL.createObjectURL(blob)
  const anchor = document.createElement('a')
  anchor.href = address
  anchor.download = name
  anchor.click()
  // The browser reads it after this task.
  setTimeout(() => URL.revokeObjectURL(address), 10_000)
}
