/** From the state of the page to the fragment of its address. */

import { defaultMutex, emptyRun, type LinkKey, type LinkState, linkVersion } from './schema.ts'

/** The fragment of the address, `#` included. The schedule must be in canonical notation. */
export function printLink(state: LinkState): string {
  const {
    scenario,
    view,
    fixes,
    mutex,
    questions = [],
    sizes = {},
    model,
    at,
    checksum,
    schedule,
  } = state
  const fields: string[] = []
  const write = (key: LinkKey, value: string | number | undefined) => {
    if (value !== undefined) fields.push(`${key}=${value}`)
  }
  write('v', linkVersion)
  write('view', view)
  write('fix', fixes.length === 0 ? undefined : fixes.join(','))
  write('mutex', mutex === defaultMutex ? undefined : mutex)
  write('ask', questions.length === 0 ? undefined : questions.join(','))
  write('size', printSizes(sizes))
  write('model', model)
  write('at', at === 0 ? undefined : at)
  write('sum', checksum)
  write('run', schedule === '' ? emptyRun : schedule)
  return `#/${scenario}?${fields.join('&')}`
}

/** `devices:2,processes:3`; undefined where there is one of everything. */
export function printSizes(sizes: Readonly<Record<string, number>>): string | undefined {
  const chosen = Object.entries(sizes).filter(([, count]) => count !== 1)
  return chosen.length === 0 ? undefined : chosen.map(([id, count]) => `${id}:${count}`).join(',')
}
