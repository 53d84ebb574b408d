import type { ComponentType } from 'react'
import { describe, expect, it } from 'vitest'
import { render } from 'vitest-browser-react'
import { createApp } from '../store/app.ts'
import { memoryPreferences } from '../store/preferences.ts'
import { createToyClient } from '../store/toy-model.ts'
import { AppContext } from '../store/use-app.ts'
import { later } from './later.tsx'
import { PageContext } from './page.ts'

function Hello({ name }: { readonly name: string }) {
  return <p>Hello {name}</p>
}

function pageWith(Part: ComponentType<{ readonly name: string }>) {
  const app = createApp(createToyClient(), memoryPreferences())
  let held = 0
  const hold = () => {
    held += 1
    return () => {
      held -= 1
    }
  }
  const page = { currentLink: () => '', runLink: () => '', hold }
  const element = (
    <AppContext value={app}>
      <PageContext value={page}>
        <Part name="weft" />
      </PageContext>
    </AppContext>
  )
  return { app, element, held: () => held }
}

describe('a part that is loaded when it is wanted', () => {
  it('keeps the page busy until it is there', async () => {
    let arrive = (): void => {}
    const Part = later<{ name: string }>(
      'The greeting',
      () =>
        new Promise((resolve) => {
          arrive = () => resolve(Hello)
        }),
    )
    const { element, held } = pageWith(Part)
    const screen = await render(element)
    expect([held(), screen.container.textContent]).toEqual([1, ''])
    arrive()
    await expect.element(screen.getByText('Hello weft')).toBeVisible()
    await expect.poll(held).toBe(0)
  })

  it('is drawn at once where it was loaded ahead', async () => {
    const Part = later<{ name: string }>('The greeting', () => Promise.resolve(Hello))
    Part.ahead()
    await Promise.resolve()
    const { element, held } = pageWith(Part)
    const screen = await render(element)
    expect([held(), screen.container.textContent]).toEqual([0, 'Hello weft'])
  })

  it('says that it could not be loaded when it is wanted, not ahead, and tries again', async () => {
    let tries = 0
    const Part = later<{ name: string }>('The greeting', () => {
      tries += 1
      return Promise.reject(new Error('no connection'))
    })
    Part.ahead()
    const { app, element } = pageWith(Part)
    const notices = () => app.store.getState().notices.map(({ text }) => text)
    expect(notices()).toEqual([])
    await render(element)
    await expect.poll(notices).toHaveLength(1)
    expect(notices()[0]).toMatch(/^The greeting could not be loaded: is the connection gone\?/)
    expect(tries).toBe(2)
  })
})
