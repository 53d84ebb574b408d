/** The sheet of keys, made from the registry. */

import { setHelp } from '../store/look.ts'
import { useApp } from '../store/use-app.ts'
import { type Command, commands } from './commands.ts'
import { Dialog } from './Dialog.tsx'
import { hotkeyText } from './hotkeys.ts'
import { platform } from './platform.ts'

const groups: readonly Command['group'][] = ['Steps', 'Threads', 'Search', 'View', 'Page']

export function HelpDialog() {
  const app = useApp()
  return (
    <Dialog title="Keys" className="help" onClose={() => setHelp(app, false)}>
      <div className="help-groups">
        {groups.map((group) => (
          <section key={group}>
            <h3>{group}</h3>
            <dl>{commands.filter((command) => isListed(command, group)).map(entry)}</dl>
          </section>
        ))}
      </div>
      <p className="help-foot">
        In the diagram, click a step to go there. A thread that cannot run says why.
      </p>
    </Dialog>
  )
}

/** Nine commands for nine threads are one line for people. */
function isListed(command: Command, group: Command['group']): boolean {
  return command.group === group && !/^run-thread-[2-9]$/.test(command.id)
}

function entry(command: Command) {
  const threads = command.id === 'run-thread-1'
  const keys = threads ? ['1 … 9'] : command.keys.map((key) => hotkeyText(key, platform))
  return (
    <div key={command.id}>
      <dt>
        {keys.map((key) => (
          <kbd key={key}>{key}</kbd>
        ))}
      </dt>
      <dd>{threads ? 'Let thread 1 … 9 take the next step' : command.title}</dd>
    </div>
  )
}
