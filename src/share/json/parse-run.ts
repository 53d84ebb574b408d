/**
 * Reads what `run-json.ts` writes, far enough to play the run again: scenario, variant and schedule. All
 * else in the file follows from these. Each field is checked on its own, and the first that is wrong is
 * named with its place.
 */

import { mutexModels, type Variant } from '../../ir/program.ts'
import { variantOf } from '../../ir/variant.ts'
import { fail, ok, type Result } from '../../util/result.ts'
import { cutText } from '../../util/text.ts'
import { isChecksum, isFixId, isScenarioId, linkLimits, mutexModelOf } from '../link/schema.ts'
import { parseSchedule, printSchedule } from '../schedule.ts'
import { type JsonError, jsonError, type JsonNode, readJson } from './read-json.ts'
import { runJsonVersion } from './run-json.ts'

export interface ImportedRun {
  readonly scenario: string
  /** Version of the scenario that the run was recorded with. */
  readonly model: number
  readonly variant: Variant
  readonly schedule: string
  readonly steps: number
  /** Of the state after the last step; undefined when the file does not say. */
  readonly checksum: string | undefined
}

export function parseRun(text: string): Result<ImportedRun, JsonError> {
  const root = readJson(text)
  if (!root.ok) return root
  const found: { error?: JsonError } = {}
  const run = readRun(root.value, ({ at, path }, what) => {
    found.error ??= jsonError(text, at, path, what)
  })
  return found.error === undefined ? ok(run) : fail(found.error)
}

/** Notes what is wrong with a node: "a number was expected, found a list". */
type Complain = (node: Pick<JsonNode, 'at' | 'path'>, what: string) => void

function readRun(root: JsonNode, complain: Complain): ImportedRun {
  if (root.kind !== 'object') complain(root, `a run was expected, found ${nameOf(root)}`)
  readVersion(root, complain)
  const schedule = textOf(
    field(root, 'schedule', complain),
    complain,
    'a schedule like "b3a2"',
    () => true,
  )
  const scheduleNode = optional(root, 'schedule')
  const parsed = parseSchedule(schedule)
  if (!parsed.ok && scheduleNode !== undefined)
    complain(scheduleNode, parsed.error.message.replace(/\.$/, ''))
  const steps = parsed.ok ? parsed.value : []
  const checksum = optional(root, 'checksum')
  return {
    scenario: textOf(
      field(root, 'scenario', complain),
      complain,
      'the id of a scenario',
      isScenarioId,
    ),
    model: countFrom(field(root, 'model', complain), complain, 1_000_000),
    variant: readVariant(field(root, 'variant', complain), complain),
    schedule: printSchedule(steps),
    steps: steps.length,
    checksum:
      checksum === undefined
        ? undefined
        : textOf(checksum, complain, 'six base-36 digits', isChecksum),
  }
}

function readVersion(root: JsonNode, complain: Complain): void {
  const node = field(root, 'version', complain)
  if (node === undefined) return
  const version = countFrom(node, complain, 1_000_000)
  if (version <= runJsonVersion) return
  complain(
    node,
    `the file has version ${version}, made by a newer Heddle; this one reads version ${runJsonVersion}`,
  )
}

function readVariant(node: JsonNode | undefined, complain: Complain): Variant {
  const empty: Variant = { fixes: [], mutex: 'count' }
  if (node === undefined) return empty
  if (node.kind !== 'object') {
    complain(node, `an object with "fixes" and "mutex" was expected, found ${nameOf(node)}`)
    return empty
  }
  const models = `one of ${mutexModels.join(', ')}`
  const mutex = textOf(
    field(node, 'mutex', complain),
    complain,
    models,
    (id) => mutexModelOf(id) !== undefined,
  )
  const questions = optional(node, 'questions')
  return variantOf({
    fixes: idsOf(field(node, 'fixes', complain), complain, linkLimits.fixes),
    mutex: mutexModelOf(mutex) ?? empty.mutex,
    questions: questions === undefined ? [] : idsOf(questions, complain, linkLimits.questions),
    sizes: readSizes(optional(node, 'sizes'), complain),
  })
}

function idsOf(node: JsonNode | undefined, complain: Complain, most: number): readonly string[] {
  if (node === undefined) return []
  if (node.kind !== 'list') {
    complain(node, `a list of ids was expected, found ${nameOf(node)}`)
    return []
  }
  if (node.items.length > most) complain(node, `at most ${most} ids are expected`)
  const ids = node.items.slice(0, most).map((item) => textOf(item, complain, 'an id', isFixId))
  return [...new Set(ids)]
}

function readSizes(
  node: JsonNode | undefined,
  complain: Complain,
): Readonly<Record<string, number>> {
  if (node === undefined) return {}
  if (node.kind !== 'object') {
    complain(node, `an object of numbers was expected, found ${nameOf(node)}`)
    return {}
  }
  if (node.fields.size > linkLimits.sizes)
    complain(node, `at most ${linkLimits.sizes} sizes are expected`)
  const sizes = [...node.fields].slice(0, linkLimits.sizes).map(([id, count]) => {
    if (!isFixId(id)) complain(count, `"${cutText(id)}" is no id of a size`)
    return [id, countFrom(count, complain, linkLimits.size)] as const
  })
  return Object.fromEntries(sizes)
}

function field(node: JsonNode, name: string, complain: Complain): JsonNode | undefined {
  const found = optional(node, name)
  if (found === undefined && node.kind === 'object')
    complain(node, `the field "${name}" is missing`)
  return found
}

function optional(node: JsonNode, name: string): JsonNode | undefined {
  return node.kind === 'object' ? node.fields.get(name) : undefined
}

function textOf(
  node: JsonNode | undefined,
  complain: Complain,
  expected: string,
  isFine: (text: string) => boolean,
): string {
  if (node === undefined) return ''
  if (node.kind !== 'string') {
    complain(node, `${expected} was expected, found ${nameOf(node)}`)
    return ''
  }
  if (isFine(node.value)) return node.value
  complain(node, `${expected} was expected, found "${cutText(node.value)}"`)
  return ''
}

/** A whole number from 1. */
function countFrom(node: JsonNode | undefined, complain: Complain, most: number): number {
  if (node === undefined) return 1
  if (node.kind !== 'number') {
    complain(node, `a number was expected, found ${nameOf(node)}`)
    return 1
  }
  if (Number.isInteger(node.value) && node.value >= 1 && node.value <= most) return node.value
  complain(node, `a whole number from 1 to ${most} was expected, found ${node.value}`)
  return 1
}

function nameOf({ kind }: JsonNode): string {
  switch (kind) {
    case 'object':
      return 'an object'
    case 'list':
      return 'a list'
    case 'string':
      return 'a text'
    case 'number':
      return 'a number'
    case 'boolean':
      return 'true or false'
    case 'null':
      return 'null'
  }
}
