/** A short name for a state, to notice that a link was made with another version of the model. */

const digits = 6
const space = 36 ** digits

/** Six base-36 digits from all words of the state. Not an identity: two states may share it. */
export function checksum(state: Int32Array): string {
  let low = 0x811c9dc5
  let high = 0x01000193
  for (const word of state) {
    low = Math.imul(low ^ word, 0x01000193)
    high = Math.imul(high ^ (word >>> 16) ^ (low >>> 15), 0x85ebca6b)
  }
  const mixed = (low >>> 0) + (high >>> 0) * 0x1_0000
  return (mixed % space).toString(36).padStart(digits, '0')
}
