/** A link as a code for the camera of a phone, in black on white whatever the theme: readers want that. */

import { renderSVG } from 'uqr'
import { dataAddress } from './picture.ts'

/** Characters that a code of the least correction holds. */
export const qrLimit = 2900

export function QrCode({ text }: { readonly text: string }) {
  const svg = renderSVG(text, { ecc: 'L', border: 2 })
  return <img className="share-qr" src={dataAddress(svg)} alt="QR code of the link" />
}
