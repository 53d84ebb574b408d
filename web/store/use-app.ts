/** The one place where components meet the store. */

import { createContext, useContext } from 'react'
import { useStore } from 'zustand'
import type { RunView } from '../../src/trace/view.ts'
import type { Opened } from '../../src/worker/protocol.ts'
import { ensure } from '../../src/util/ensure.ts'
import type { App } from './app.ts'
import { openedOf } from './run.ts'
import type { State } from './state.ts'

export const AppContext = createContext<App | undefined>(undefined)

export function useApp(): App {
  return ensure(useContext(AppContext), 'AppContext around the page')
}

/** Re-renders when the selected fact changes. Selectors that make new objects would do so always. */
export function useFact<T>(select: (state: State) => T): T {
  return useStore(useApp().store, select)
}

const selectOpened = (state: State): Opened | undefined => openedOf(state.run)

export function useOpened(): Opened | undefined {
  return useFact(selectOpened)
}

export function useRun(): RunView | undefined {
  return useOpened()?.run
}
