import { describe, expect, it } from 'vitest'
import { type Hotkey, hotkeyText, type KeyPress, matches, platformOf } from './hotkeys.ts'

function press(key: string, more: Partial<KeyPress> = {}): KeyPress {
  const none = { ctrlKey: false, metaKey: false, altKey: false, shiftKey: false }
  return { key, code: '', ...none, ...more }
}

describe('a hotkey', () => {
  it('goes by what the key writes, whatever the case', () => {
    expect(matches('k', press('k'), 'other')).toBe(true)
    expect(matches('k', press('K'), 'other')).toBe(true)
    expect(matches('k', press('j'), 'other')).toBe(false)
  })

  it('is not meant when other modifiers are down', () => {
    expect(matches('k', press('k', { ctrlKey: true }), 'other')).toBe(false)
    expect(matches('k', press('K', { shiftKey: true }), 'other')).toBe(false)
    expect(matches('ArrowLeft', press('ArrowLeft', { altKey: true }), 'other')).toBe(false)
    expect(matches('Mod+z', press('z', { ctrlKey: true, altKey: true }), 'other')).toBe(false)
  })

  it('means Cmd by Mod on a Mac and Ctrl elsewhere', () => {
    expect(matches('Mod+z', press('z', { metaKey: true }), 'mac')).toBe(true)
    expect(matches('Mod+z', press('z', { ctrlKey: true }), 'mac')).toBe(false)
    expect(matches('Mod+z', press('z', { ctrlKey: true }), 'other')).toBe(true)
    expect(matches('Mod+Shift+z', press('Z', { ctrlKey: true, shiftKey: true }), 'other')).toBe(
      true,
    )
    expect(matches('Mod+z', press('Z', { ctrlKey: true, shiftKey: true }), 'other')).toBe(false)
  })

  it('takes digits by place: on a French keyboard the key writes &', () => {
    expect(matches('Digit1', press('&', { code: 'Digit1' }), 'other')).toBe(true)
    expect(matches('Digit1', press('1', { code: 'Numpad1' }), 'other')).toBe(false)
  })

  it('takes signs however the layout gives them', () => {
    expect(matches('?', press('?', { shiftKey: true, code: 'Slash' }), 'other')).toBe(true)
    expect(matches('.', press('.', { shiftKey: true, code: 'Comma' }), 'other')).toBe(true)
    expect(matches(',', press(';', { code: 'Comma' }), 'other')).toBe(false)
  })

  it('for zooming and panning goes by where the key is', () => {
    expect(matches('KeyW', press('z', { code: 'KeyW' }), 'other')).toBe(true)
    expect(matches('KeyW', press('w', { code: 'KeyZ' }), 'other')).toBe(false)
    expect(matches('+', press('+', { shiftKey: true, code: 'Equal' }), 'other')).toBe(true)
  })

  it.each<[Hotkey, string, string]>([
    ['KeyW', 'W', 'W'],
    ['+', '+', '+'],
    ['ArrowLeft', '←', '←'],
    ['Digit3', '3', '3'],
    ['k', 'K', 'K'],
    ['Mod+Shift+z', 'Ctrl+Shift+Z', '⇧⌘Z'],
    ['PageDown', 'Page Down', 'Page Down'],
    ['?', '?', '?'],
  ])('%s is written %s, on a Mac %s', (hotkey, other, mac) => {
    expect(hotkeyText(hotkey, 'other')).toBe(other)
    expect(hotkeyText(hotkey, 'mac')).toBe(mac)
  })

  it('knows a Mac', () => {
    expect(platformOf({ userAgent: 'Mozilla/5.0 (Macintosh; Intel Mac OS X 10_15_7)' })).toBe('mac')
    expect(platformOf({ userAgent: 'Mozilla/5.0 (X11; Linux x86_64)' })).toBe('other')
  })
})
