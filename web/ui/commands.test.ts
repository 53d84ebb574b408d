import { describe, expect, it } from 'vitest'
import { allCommands, conflicts } from './all-commands.ts'
import { type Command, commandOf } from './commands.ts'
import { commandFor, type Focus, focusOf } from './keyboard.ts'

function command(id: string, scope: Command['scope'], keys: Command['keys']): Command {
  return { id, scope, keys, title: id, group: 'Page', run: () => {} }
}

function idFor(key: string, focus: Focus, code = ''): string | undefined {
  const none = { ctrlKey: false, metaKey: false, altKey: false, shiftKey: false }
  return commandFor({ key, code, ...none }, focus, 'other')?.id
}

describe('the registry', () => {
  it('has no conflicts', () => {
    expect(conflicts(allCommands)).toEqual([])
  })

  it('tells of one key for two commands that could both be meant', () => {
    const one = command('one', 'everywhere', ['p'])
    const two = command('two', 'diagram', ['k', 'p'])
    expect(conflicts([one, two])).toEqual(['p means both one and two'])
  })

  it('tells of two commands of one name', () => {
    const twice = [command('one', 'diagram', ['p']), command('one', 'diagram', ['q'])]
    expect(conflicts(twice)).toEqual(['two commands are called one'])
  })

  it('knows its commands by name', () => {
    expect(commandOf('undo').keys).toEqual(['Mod+z'])
    expect(() => commandOf('fly')).toThrow('no command is called fly')
  })
})

describe('keys', () => {
  it.each([
    ['ArrowRight', 'step-forward'],
    ['ArrowDown', 'step-forward'],
    ['j', 'step-forward'],
    ['ArrowLeft', 'step-back'],
    ['ArrowUp', 'step-back'],
    ['k', 'step-back'],
    ['Home', 'first-step'],
    ['End', 'last-step'],
    ['p', 'play'],
    ['.', 'same-thread-forward'],
    ['?', 'help'],
    ['x', undefined],
  ])('%s means %s', (key, id) => {
    expect(idFor(key, 'free')).toBe(id)
  })

  it('digits let threads run', () => {
    expect(idFor('"', 'free', 'Digit2')).toBe('run-thread-2')
  })

  it('leave text fields alone', () => {
    expect(idFor('k', 'text')).toBeUndefined()
    expect(idFor('ArrowLeft', 'text')).toBeUndefined()
  })

  it('leave text fields alone, but for those that are marked', () => {
    const press = { key: 'P', code: 'KeyP', ctrlKey: true, metaKey: false, altKey: false }
    expect(commandFor({ ...press, shiftKey: true }, 'text', 'other')?.id).toBe('palette')
    expect(idFor('/', 'text')).toBeUndefined()
  })

  it('leave lists of choices alone, which search by letter', () => {
    expect(idFor('p', 'choice')).toBeUndefined()
    expect(idFor('ArrowDown', 'choice')).toBeUndefined()
  })

  it('leave the arrows to sliders and to panes that scroll, but not the letters', () => {
    expect(idFor('ArrowDown', 'scroll')).toBeUndefined()
    expect(idFor('PageUp', 'scroll')).toBeUndefined()
    expect(idFor('j', 'scroll')).toBe('step-forward')
  })
})

describe('the focus', () => {
  it.each<[string, Focus]>([
    ['<button data-me></button>', 'free'],
    ['<div role="grid" tabindex="0" data-me></div>', 'free'],
    ['<select data-me></select>', 'choice'],
    ['<textarea data-me></textarea>', 'text'],
    ['<input data-me>', 'text'],
    ['<input type="range" data-me>', 'scroll'],
    ['<input type="radio" data-me>', 'scroll'],
    ['<input type="range" data-keys="page" data-me>', 'free'],
    ['<input type="checkbox" data-me>', 'free'],
    ['<input type="search" data-me>', 'text'],
    ['<div data-keys="scroll"><span data-me></span></div>', 'scroll'],
  ])('%s counts as %s', (html, focus) => {
    const element = document.createElement('div')
    element.innerHTML = html
    expect(focusOf(element.querySelector('[data-me]'))).toBe(focus)
  })

  it('on nothing, or on the body, is free', () => {
    expect(focusOf(null)).toBe('free')
    expect(focusOf(document.body)).toBe('free')
    expect(focusOf(window)).toBe('free')
  })
})
