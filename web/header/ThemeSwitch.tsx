/** System, light, dark, in an order in which the first click always changes something. */

import { systemTheme } from '../app/theme.ts'
import { switchTheme } from '../store/look.ts'
import { useApp, useFact } from '../store/use-app.ts'
import { Icon } from '../ui/Icon.tsx'

export function ThemeSwitch() {
  const app = useApp()
  const theme = useFact((state) => state.theme)
  const name = `Theme: ${theme}`
  return (
    <button
      type="button"
      className="button button-icon"
      aria-label={name}
      title={name}
      onClick={() => switchTheme(app, systemTheme(window))}
    >
      <Icon name={theme} />
    </button>
  )
}
