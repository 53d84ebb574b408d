/** The text of a file, unless it is larger than anything that can be read here. */

import { jsonLimits } from '../../src/share/json/read-json.ts'
import { fail, ok, type Result } from '../../src/util/result.ts'

const megabyte = 1024 * 1024

export async function textOf(
  file: Blob & { readonly name?: string },
): Promise<Result<string, string>> {
  const { name = 'The file', size } = file
  if (size > jsonLimits.characters) {
    const most = jsonLimits.characters / megabyte
    return fail(`${name} has ${Math.ceil(size / megabyte)} MiB; at most ${most} are read.`)
  }
  try {
    return ok(await file.text())
  } catch {
    return fail(`${name} could not be read: perhaps it is a folder, or it is gone.`)
  }
}
