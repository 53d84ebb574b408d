import { describe, expect, it, vi } from 'vitest'
import { render } from 'vitest-browser-react'
import { fixtureRun } from '../../src/trace/fixture-run.ts'
import { autoFolds } from '../../src/trace/rows-fold.ts'
import { Diagram, type DiagramProps } from './Diagram.tsx'
import '../ui/theme.css'

const steps = Array.from({ length: 1000 }, (_, index) =>
  index % 2 === 0 ? `s${index}` : `| t${index}`,
)
const long = fixtureRun(['A one | B two', 'work() {', '| exit() {', ...steps].join('\n'))
const short = fixtureRun(`
  A one            | B two
  work() {         |
  @mutex_lock(&m) {|
  count--          |
  owner = A        |
  }                |
  ~ n held by B    |
                   | free(device) ; frees device
  read(device) ; ✗ use-after-free device |
`)

async function show(changes: Partial<DiagramProps>) {
  const props: DiagramProps = {
    run: short,
    cursor: 0,
    selected: undefined,
    folds: autoFolds,
    onJump: vi.fn(),
    onSelect: vi.fn(),
    onToggleFold: vi.fn(),
    ...changes,
  }
  const view = (next: Partial<DiagramProps>) => (
    <div style={{ width: 900, height: 600 }}>
      <Diagram {...props} {...next} />
    </div>
  )
  const screen = await render(view({}))
  return { ...props, screen, update: (next: Partial<DiagramProps>) => screen.rerender(view(next)) }
}

describe('the diagram', () => {
  it('is a grid with a row per step, named by number, thread and text', async () => {
    const { screen } = await show({ cursor: 2 })
    const grid = screen.getByRole('region', { name: 'Race diagram' }).getByRole('grid')
    await expect.element(grid).toHaveAttribute('aria-rowcount', '4')
    const names = grid
      .getByRole('row')
      .elements()
      .map((row) => row.getAttribute('aria-label'))
    expect(names.slice(1)).toEqual([
      '1 A mutex_lock(&m), steps 1 to 2, current',
      '3 B free(device), frees device, A blocked: n held by B, not yet run',
      '4 A read(device), ✗ use after free: device, freed by B at step 3, not yet run',
    ])
  })

  it('jumps to just after the row that is clicked and selects its step', async () => {
    const { screen, onJump, onSelect } = await show({})
    await screen.getByRole('row', { name: /^1 A/ }).click()
    expect(onJump).toHaveBeenCalledWith(2)
    expect(onSelect).toHaveBeenCalledWith(1)
  })

  it('unfolds a call by its button, and by Enter at the active row', async () => {
    const { screen, onJump, onToggleFold, update } = await show({ cursor: 2 })
    await screen.getByRole('button', { name: 'Unfold mutex_lock(&m)' }).click()
    expect(onToggleFold).toHaveBeenCalledWith('A:2')
    expect(onJump).not.toHaveBeenCalled()
    await update({ cursor: 2 })
    const grid = screen.getByRole('grid').element()
    grid.dispatchEvent(new KeyboardEvent('keydown', { key: 'Enter', bubbles: true }))
    expect(onToggleFold).toHaveBeenCalledTimes(2)
  })

  it('keeps rows out of view out of the document, and the current row in view', async () => {
    const { screen, update } = await show({ run: long })
    const rows = () => screen.getByRole('row').elements().length
    expect(rows()).toBeLessThan(60)
    await update({ cursor: 800 })
    await expect.element(screen.getByRole('row', { name: /^800 B/ })).toBeInViewport()
    expect(rows()).toBeLessThan(60)
    const active = screen.getByRole('grid').element().getAttribute('aria-activedescendant')
    expect(document.querySelector(`[id="${active}"]`)?.getAttribute('aria-label')).toMatch(/^800 B/)
  })
})
