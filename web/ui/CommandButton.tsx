/** A button for a command of the registry: its tooltip names the key. */

import type { ReactNode } from 'react'
import { useApp } from '../store/use-app.ts'
import type { Command } from './command.ts'
import { commandOf } from './commands.ts'
import { hotkeyText } from './hotkeys.ts'
import { platform } from './platform.ts'

export interface CommandButtonProps {
  /** Or its name in the registry. */
  readonly command: Command | string
  /** The accessible name. */
  readonly name: string
  readonly disabled?: boolean
  /** Of a command that is on or off. */
  readonly pressed?: boolean
  readonly className?: string
  readonly children: ReactNode
}

export function CommandButton(props: CommandButtonProps) {
  const { command: wanted, name, disabled = false, pressed, className = '', children } = props
  const app = useApp()
  const command = typeof wanted === 'string' ? commandOf(wanted) : wanted
  const [key] = command.keys
  const hint = key === undefined ? name : `${name} (${hotkeyText(key, platform)})`
  // It stays focusable when it cannot do anything, so that focus is not lost at the end of the run.
  return (
    <button
      type="button"
      className={`button ${className}`}
      aria-label={name}
      aria-disabled={disabled}
      aria-pressed={pressed}
      title={hint}
      onClick={() => {
        if (!disabled) command.run(app)
      }}
    >
      {children}
    </button>
  )
}
