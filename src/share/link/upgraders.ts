/**
 * Old links stay valid: the upgrader `from: n` rewrites the parts of a link of format n to format
 * n + 1, and a link passes through all of them in turn. To change the format, raise `linkVersion`,
 * append one upgrader here, and add its test with links of the old format.
 */

import { type LinkText, linkVersion } from './schema.ts'

export interface Upgrader {
  readonly from: number
  readonly upgrade: (link: LinkText) => LinkText
}

/** Brings a link of format `version`, from 1 to the chain's end, to the newest format. */
export type Upgrade = (link: LinkText, version: number) => LinkText

const upgraders: readonly Upgrader[] = []

/** Throws when the chain does not lead from format 1 to `current` without a gap. */
export function chainOf(chain: readonly Upgrader[], current: number): Upgrade {
  const numbers = chain.map(({ from }) => from)
  const wanted = Array.from({ length: current - 1 }, (_, index) => index + 1)
  if (numbers.join() !== wanted.join()) {
    throw new Error(
      `Link upgraders are numbered [${numbers.join()}], but format ${current} needs [${wanted.join()}].`,
    )
  }
  return (link, version) =>
    chain.slice(version - 1).reduce((older, { upgrade }) => upgrade(older), link)
}

/** Checked when this module is loaded: a missing upgrader never reaches a user. */
export const upgradeLink: Upgrade = chainOf(upgraders, linkVersion)
