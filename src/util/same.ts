/** Whether two values of plain data, without cycles, are the same all through. */
export function isSameData(one: unknown, other: unknown): boolean {
  if (Object.is(one, other)) return true
  if (Array.isArray(one) || Array.isArray(other)) {
    return Array.isArray(one) && Array.isArray(other) && areSameLists(one, other)
  }
  return isObject(one) && isObject(other) && haveSameFields(one, other)
}

function areSameLists(one: readonly unknown[], other: readonly unknown[]): boolean {
  return one.length === other.length && one.every((item, at) => isSameData(item, other[at]))
}

function haveSameFields(
  one: Readonly<Record<string, unknown>>,
  other: Readonly<Record<string, unknown>>,
): boolean {
  const fields = Object.keys(one)
  if (fields.length !== Object.keys(other).length) return false
  return fields.every(
    (field) => Object.hasOwn(other, field) && isSameData(one[field], other[field]),
  )
}

function isObject(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null
}
