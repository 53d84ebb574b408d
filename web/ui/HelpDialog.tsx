/** The sheet of keys, made from the registry. */

import { setHelp } from '../store/look.ts'
import { useApp } from '../store/use-app.ts'
import { startTour } from '../store/tour.ts'
import { openOverlay } from '../store/overlay.ts'
import { viewOf, views } from '../views/registry.ts'
import { allCommands } from './all-commands.ts'
import type { Command, Scope } from './command.ts'
import { Dialog } from './Dialog.tsx'
import { focusKeys } from './focus-keys.ts'
import { hotkeyText } from './hotkeys.ts'
import { platform } from './platform.ts'

/** In the order in which the registry names them first. */
const groups = [...new Set(allCommands.map(({ group }) => group))]

export function HelpDialog() {
  const app = useApp()
  return (
    <Dialog title="Keys" className="help" onClose={() => setHelp(app, false)}>
      <div className="help-ways">
        <button type="button" className="button button-primary" onClick={() => startTour(app)}>
          Take the tour
        </button>
        <button
          type="button"
          className="button"
          onClick={() => {
            setHelp(app, false)
            openOverlay(app, { kind: 'palette', query: '' })
          }}
        >
          All commands
        </button>
      </div>
      <div className="help-groups">
        {groups.map((group) => (
          <Group key={group} group={group} />
        ))}
        <section>
          <h3>Where the focus is</h3>
          <dl>
            {focusKeys.map(({ keys, title }) => (
              <Line key={title} keys={keys.map((key) => hotkeyText(key, platform))} title={title} />
            ))}
          </dl>
        </section>
      </div>
      <p className="help-foot">
        In the diagram, click a step to go there. A thread that cannot run says why. Letters and
        digits belong to a text field that has the focus.
      </p>
    </Dialog>
  )
}

function Group({ group }: { readonly group: Command['group'] }) {
  const listed = allCommands.filter((command) => isListed(command, group))
  if (listed.length === 0) return undefined
  const scopes = [...new Set(listed.map(({ scope }) => scope))]
  const [only] = scopes
  return (
    <section>
      <h3>
        {group}
        {scopes.length === 1 && only !== undefined && <Where scope={only} />}
      </h3>
      <dl>
        {listed.map((command) => (
          <Line
            key={command.id}
            keys={
              isThread(command) ? ['1 … 9'] : command.keys.map((key) => hotkeyText(key, platform))
            }
            title={isThread(command) ? 'Let thread 1 … 9 take the next step' : command.title}
          />
        ))}
      </dl>
    </section>
  )
}

/** Where the keys of a group mean something, unless that is everywhere. */
function Where({ scope }: { readonly scope: Scope }) {
  if (scope === 'everywhere') return undefined
  const view = viewOf(scope)
  const name = view === undefined ? 'the run' : views[view].title
  return <span className="help-where"> in {name}</span>
}

/** What has no key is among the commands. Nine commands for nine threads are one line for people. */
function isListed({ id, group, keys }: Command, wanted: Command['group']): boolean {
  return group === wanted && keys.length > 0 && !/^run-thread-[2-9]$/.test(id)
}

function isThread({ id }: Command): boolean {
  return id === 'run-thread-1'
}

function Line({ keys, title }: { readonly keys: readonly string[]; readonly title: string }) {
  return (
    <div>
      <dt>
        {keys.map((key) => (
          <kbd key={key}>{key}</kbd>
        ))}
      </dt>
      <dd>{title}</dd>
    </div>
  )
}
