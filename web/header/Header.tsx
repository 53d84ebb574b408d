/** What is looked at, what came of it, and what can be done with the page as a whole. */

import { useState } from 'react'
import { setHelp } from '../store/look.ts'
import { useApp, useRun } from '../store/use-app.ts'
import { CommandButton } from '../ui/CommandButton.tsx'
import { Icon, Logo } from '../ui/Icon.tsx'
import { CopyLink } from './CopyLink.tsx'
import { Pickers } from './Pickers.tsx'
import { ResetRun } from './ResetRun.tsx'
import { SearchResultLine } from './SearchResultLine.tsx'
import { ThemeSwitch } from './ThemeSwitch.tsx'
import { UndoRedo } from './UndoRedo.tsx'
import { VerdictPill } from './VerdictPill.tsx'
import './header.css'

export function Header() {
  const app = useApp()
  const run = useRun()
  const [open, setOpen] = useState(false)
  return (
    <header className={open ? 'header is-open' : 'header'}>
      <h1 className="brand">
        <Logo />
        Heddle
      </h1>
      <Pickers />
      <div className="header-end">
        <VerdictPill run={run} />
        <button
          type="button"
          className="button button-icon header-menu"
          aria-label="Scenario, link and more"
          title="Scenario, link and more"
          aria-expanded={open}
          onClick={() => setOpen(!open)}
        >
          <Icon name="menu" />
        </button>
        <SearchResultLine />
        <CopyLink />
        <CommandButton
          command="share"
          name="Share"
          className="button-icon"
          disabled={run === undefined}
        >
          <Icon name="share" />
        </CommandButton>
        <CommandButton
          command="export"
          name="Export"
          className="button-icon"
          disabled={run === undefined}
        >
          <Icon name="save" />
        </CommandButton>
        <UndoRedo />
        <ResetRun />
        <ThemeSwitch />
        <CommandButton command="history" name="History" className="button-icon">
          <Icon name="clock" />
        </CommandButton>
        <CommandButton command="settings" name="Settings" className="button-icon">
          <Icon name="sliders" />
        </CommandButton>
        <button
          type="button"
          className="button button-icon"
          aria-label="Help"
          title="Keys (?)"
          onClick={() => setHelp(app, true)}
        >
          ?
        </button>
      </div>
    </header>
  )
}
