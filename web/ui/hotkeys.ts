/**
 * Hotkeys as typed text: a misspelt one does not compile. `Mod` is Cmd on a Mac, else Ctrl. Digits go by
 * where the key is (`Digit1`), since some layouts give them only with Shift, and so do the four keys that
 * zoom and pan (`KeyW`), which one hand finds together; all else goes by what it writes.
 */

type Letter =
  | 'a'
  | 'b'
  | 'c'
  | 'd'
  | 'e'
  | 'f'
  | 'g'
  | 'h'
  | 'i'
  | 'j'
  | 'k'
  | 'l'
  | 'm'
  | 'n'
  | 'o'
  | 'p'
  | 'q'
  | 'r'
  | 's'
  | 't'
  | 'u'
  | 'v'
  | 'w'
  | 'x'
  | 'y'
  | 'z'
type Digit = `Digit${0 | 1 | 2 | 3 | 4 | 5 | 6 | 7 | 8 | 9}`
type Placed = `Key${'W' | 'A' | 'S' | 'D'}`
type Sign = ',' | '.' | '?' | '/' | '[' | ']' | '+' | '-' | '=' | '_'
type Named =
  | 'ArrowUp'
  | 'ArrowDown'
  | 'ArrowLeft'
  | 'ArrowRight'
  | 'Home'
  | 'End'
  | 'PageUp'
  | 'PageDown'
  | 'Escape'
  | 'Enter'
type Modifiers = '' | 'Mod+' | 'Shift+' | 'Alt+' | 'Alt+Shift+' | 'Mod+Shift+'

export type Hotkey = `${Modifiers}${Letter | Digit | Placed | Named}` | Sign
export type Platform = 'mac' | 'other'

/** The part of a KeyboardEvent that decides. */
export interface KeyPress {
  readonly key: string
  readonly code: string
  readonly ctrlKey: boolean
  readonly metaKey: boolean
  readonly altKey: boolean
  readonly shiftKey: boolean
}

interface Parts {
  readonly mod: boolean
  readonly shift: boolean
  readonly alt: boolean
  readonly key: string
}

export function matches(hotkey: Hotkey, press: KeyPress, platform: Platform): boolean {
  const { mod, shift, alt, key } = partsOf(hotkey)
  const modDown = platform === 'mac' ? press.metaKey : press.ctrlKey
  const otherDown = platform === 'mac' ? press.ctrlKey : press.metaKey
  if (modDown !== mod || otherDown || press.altKey !== alt) return false
  if (isPlaced(key)) return press.code === key && press.shiftKey === shift
  // On which keys a sign stands, and whether it takes Shift, is up to the layout.
  if (isSign(key)) return press.key === key
  return press.key.toLowerCase() === key.toLowerCase() && press.shiftKey === shift
}

/** For tooltips and the help sheet: `Ctrl+Shift+Z`, `⇧⌘Z`, `←`, `1`. */
export function hotkeyText(hotkey: Hotkey, platform: Platform): string {
  const { mod, shift, alt, key } = partsOf(hotkey)
  const name = names[key] ?? key.replace(/^(Digit|Key)(?=.)/, '').toUpperCase()
  if (platform === 'mac') {
    return `${alt ? '⌥' : ''}${shift ? '⇧' : ''}${mod ? '⌘' : ''}${name}`
  }
  return `${mod ? 'Ctrl+' : ''}${alt ? 'Alt+' : ''}${shift ? 'Shift+' : ''}${name}`
}

const names: Readonly<Record<string, string>> = {
  ArrowUp: '↑',
  ArrowDown: '↓',
  ArrowLeft: '←',
  ArrowRight: '→',
  PageUp: 'Page Up',
  PageDown: 'Page Down',
  Home: 'Home',
  End: 'End',
  Escape: 'Esc',
  Enter: 'Enter',
}

function partsOf(hotkey: Hotkey): Parts {
  // The sign + joins nothing.
  const key = hotkey.slice(hotkey.slice(0, -1).lastIndexOf('+') + 1)
  return {
    mod: hotkey.includes('Mod+'),
    shift: hotkey.includes('Shift+'),
    alt: hotkey.includes('Alt+'),
    key,
  }
}

/** It goes by where the key is, whatever it writes there. */
export function isByCode(hotkey: Hotkey): boolean {
  return isPlaced(partsOf(hotkey).key)
}

function isPlaced(key: string): boolean {
  return /^(Digit|Key)./.test(key)
}

function isSign(key: string): boolean {
  return key.length === 1 && key.toLowerCase() === key.toUpperCase()
}

export function platformOf(navigator: { readonly userAgent: string }): Platform {
  return /Mac|iPhone|iPad/.test(navigator.userAgent) ? 'mac' : 'other'
}
