/** How much of the device's memory a search may take. */

const gibibyte = 2 ** 30

/** Of browsers that do not say how much memory there is; GiB. */
const assumedMemory = 2

/**
 * Bytes that the states of a search may take: a quarter of the device's memory, at most 1 GiB.
 * `deviceMemory` is in GiB, as `navigator` has it.
 */
export function memoryBudget(deviceMemory: number | undefined): number {
  const known = deviceMemory !== undefined && deviceMemory > 0 ? deviceMemory : assumedMemory
  return Math.min(known / 4, 1) * gibibyte
}
