/**
 * Brings key presses to commands. What a focused control does with a key by itself comes first: letters in
 * text fields, letters and arrows in lists of choices, arrows on sliders and in panes that scroll.
 */

import type { App } from '../store/app.ts'
import { timelineOf } from '../store/timeline-controls.ts'
import { defaultView } from '../views/registry.ts'
import { type Command, commandsIn } from './commands.ts'
import { type Hotkey, isByCode, type KeyPress, matches, type Platform } from './hotkeys.ts'

/** Set on a pane that scrolls by its own arrow keys. */
export const ownScrolling = { 'data-keys': 'scroll' } as const

/** Set on a control whose keys are those of the page, which do the same in the page's direction. */
export const pageKeys = { 'data-keys': 'page' } as const

const scrollKeys: readonly Hotkey[] = [
  'ArrowUp',
  'ArrowDown',
  'ArrowLeft',
  'ArrowRight',
  'Home',
  'End',
  'PageUp',
  'PageDown',
]

/** What has the focus, as far as keys are concerned. */
export type Focus = 'text' | 'choice' | 'scroll' | 'free'

export function focusOf(target: EventTarget | null): Focus {
  if (!(target instanceof Element)) return 'free'
  if (target.closest('textarea, [contenteditable="true"]') !== null) return 'text'
  const input = target.closest('input')
  if (input?.matches('[data-keys="page"]') === true) return 'free'
  if (input !== null) return focusOfInput(input.type)
  if (target.closest('select') !== null) return 'choice'
  return target.closest('[data-keys="scroll"]') === null ? 'free' : 'scroll'
}

/** Arrows belong to sliders and to radio buttons; check boxes only want the space bar. */
function focusOfInput(type: string): Focus {
  if (type === 'range' || type === 'radio') return 'scroll'
  return type === 'checkbox' ? 'free' : 'text'
}

/** The command that a key press means; undefined when it is none of ours. */
export function commandFor(
  press: KeyPress,
  focus: Focus,
  platform: Platform,
  all: readonly Command[] = commandsIn(defaultView),
): Command | undefined {
  const meant = (test: (key: Hotkey) => boolean): Command | undefined =>
    all.find(({ keys, inText = false }) =>
      keys.some(
        (key) => test(key) && matches(key, press, platform) && (inText || isFree(key, focus)),
      ),
    )
  // What is taken by its place is not offered again by what it writes.
  return meant(isByCode) ?? meant(() => true)
}

function isFree(key: Hotkey, focus: Focus): boolean {
  switch (focus) {
    case 'free':
      return true
    case 'scroll':
      return !scrollKeys.includes(key)
    case 'text':
      return false
    case 'choice':
      return key.startsWith('Mod+')
  }
}

/** Asked at every key: the browser keeps this list, and need not walk through the page for it. */
export function isDialogOpen(document: Document): boolean {
  return [...document.getElementsByTagName('dialog')].some(({ open }) => open)
}

/** Returns the way to stop listening. */
export function listenToKeys(app: App, window: Window, platform: Platform): () => void {
  const onKey = (event: KeyboardEvent): void => {
    if (event.defaultPrevented || event.isComposing) return
    // A dialog has the keyboard to itself; the browser closes it on Escape.
    if (isDialogOpen(window.document)) return
    // The browser closes a popover on Escape unless somebody else takes the key.
    if (event.key === 'Escape' && window.document.querySelector(':popover-open') !== null) return
    const { view } = app.store.getState()
    const command = commandFor(
      event,
      focusOf(event.target),
      platform,
      commandsIn(view, timelineOf(app)?.commands),
    )
    if (command === undefined) return
    event.preventDefault()
    command.run(app)
  }
  window.addEventListener('keydown', onKey)
  return () => window.removeEventListener('keydown', onKey)
}
