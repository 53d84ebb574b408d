/** The spaces that searches are timed on. */

import type { Variant } from '../src/ir/program.ts'

export interface Space {
  readonly id: string
  readonly scenario: string
  readonly variant: Variant
}

/** What the page shows first. */
export const defaultSpace: Pick<Space, 'scenario' | 'variant'> = {
  scenario: 'hmm/device-unregister',
  variant: { fixes: [], mutex: 'count', sizes: {} },
}

export const spaces: readonly Space[] = [
  {
    id: 'hmm',
    scenario: 'hmm/device-unregister',
    variant: {
      fixes: ['hmm-unref-in-destroy', 'device-kref-put-after-unlock'],
      mutex: 'count',
      sizes: { processes: 2 },
    },
  },
  {
    id: 'hmm-large',
    scenario: 'hmm/device-unregister',
    variant: {
      fixes: [],
      mutex: 'count',
      sizes: { processes: 2, devices: 2, mirrors: 2 },
    },
  },
]

export function spaceTitle({ scenario, variant }: Space): string {
  const sizes = Object.entries(variant.sizes ?? {}).map(([id, size]) => `${size} ${id}`)
  return [scenario, ...sizes].join(', ')
}
