import { describe, expect, it } from 'vitest'
import { fitted } from './room.ts'

function row(label: string, text: string): string {
  const shown = fitted({ label, text })
  return `${shown.label} ${shown.text}`
}

describe('a row', () => {
  it('has room for a short name and what it holds', () => {
    expect(row('refcount', '→ hmm->mirrors')).toBe('refcount → hmm->mirrors')
  })

  it('gives a long name the room that a number leaves', () => {
    expect(row('mmu_notifier_mm.list', 'NULL')).toBe('mmu_notifier_mm.list NULL')
    expect(row('mmap_sem.wait_list.thread[0]', '0')).toBe('mmap_sem.wait_list.threa… 0')
  })

  it('cuts a long value', () => {
    expect(row('release', 'driver_mirror_release')).toBe('release driver_mirror_rele…')
  })

  it('cuts both where both are long', () => {
    const texts = row('mmu_notifier_mm.list', '→ hmm->mmu_notifier.hlist')
    expect(texts).toBe('mmu_notifier_mm.… → hmm->m…')
  })
})
