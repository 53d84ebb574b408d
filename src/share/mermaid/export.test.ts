import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { exampleRun } from '../json/example.ts'
import { escapeMermaid, exportMermaid } from './export.ts'

describe('a run as a sequence diagram', () => {
  it('has a participant per thread, a message to itself per step, and notes', () => {
    expect(
      exportMermaid(exampleRun, { unfolded: false, labels: 'threads' }),
    ).toMatchInlineSnapshot(`
      "sequenceDiagram
        participant T1 as Thread A (unload)
        participant T2 as Thread B (exit)
        T2->>T2: release()
        T2->>T2: mutex_lock(&device->mutex)
        T2->>T2: kref_put(&mirror->kref) (ref 1 -> 0)
        Note over T1: blocked on device->mutex
        T2->>T2: mutex_unlock()
        T2->>T2: atomic_inc_return(&lock->count) (releases device->mutex)
        T1->>T1: unload()
        T1->>T1: kfree(device) (frees device)
        T2->>T2: spin_lock(&lock->wait_lock)
        Note over T1,T2: use after free: device
      "
    `)
  })

  it('leaves nothing in a text that means something to Mermaid', () => {
    fc.assert(
      fc.property(fc.string(), (text) => {
        const escaped = escapeMermaid(text)
        expect(escaped.replaceAll(/#\d+;/g, '')).not.toMatch(/[#;<"%`\\\n]/)
        expect(escaped).not.toMatch(/(?<!\[)\bend\b/i)
        const read = escaped.replaceAll(/#(\d+);/g, (_, code) => String.fromCodePoint(Number(code)))
        expect(read.replaceAll(/\[(end)\]/gi, '$1')).toBe(
          text.replaceAll(/\[(end)\]/gi, '$1').replaceAll(/\s+/g, ' '),
        )
      }),
    )
  })
})
