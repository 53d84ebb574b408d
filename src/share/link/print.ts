/** From the state of the page to the fragment of its address. */

import {
  defaultMutex,
  emptyRun,
  type LinkKey,
  type LinkPin,
  type LinkRun,
  type LinkState,
  linkVersion,
  pinLetters,
  type RunKey,
} from './schema.ts'

type Write<K extends string> = (key: K, value: string | number | undefined) => void

/** The fragment of the address, `#` included. Schedules must be in canonical notation. */
export function printLink(state: LinkState): string {
  const { scenario, view, at, pins = {} } = state
  const fields: string[] = []
  const write: Write<LinkKey> = (key, value) => {
    if (value !== undefined) fields.push(`${key}=${value}`)
  }
  write('v', linkVersion)
  write('view', view)
  writeProgram(write, state)
  write('at', at === 0 ? undefined : at)
  const pinned = pinLetters.filter((letter) => pins[letter] !== undefined)
  write('pins', pinned.length === 0 ? undefined : pinned.join(''))
  writeSchedule(write, state)
  for (const letter of pinned) {
    const pin = pins[letter]
    if (pin !== undefined) writePin((key, value) => write(`${letter}-${key}`, value), pin, scenario)
  }
  return `#/${scenario}?${fields.join('&')}`
}

function writeProgram(write: Write<RunKey>, run: LinkRun): void {
  const { fixes, mutex, questions = [], sizes = {}, model } = run
  write('fix', fixes.length === 0 ? undefined : fixes.join(','))
  write('mutex', mutex === defaultMutex ? undefined : mutex)
  write('ask', questions.length === 0 ? undefined : questions.join(','))
  write('size', printSizes(sizes))
  write('model', model)
}

function writeSchedule(write: Write<RunKey>, { checksum, schedule }: LinkRun): void {
  write('sum', checksum)
  write('run', schedule === '' ? emptyRun : schedule)
}

function writePin(write: Write<RunKey | 'of'>, pin: LinkPin, scenario: string): void {
  write('of', pin.scenario === scenario ? undefined : pin.scenario)
  writeProgram(write, pin)
  writeSchedule(write, pin)
}

/** `devices:2,processes:3`; undefined where there is one of everything. */
export function printSizes(sizes: Readonly<Record<string, number>>): string | undefined {
  const chosen = Object.entries(sizes).filter(([, count]) => count !== 1)
  return chosen.length === 0 ? undefined : chosen.map(([id, count]) => `${id}:${count}`).join(',')
}
