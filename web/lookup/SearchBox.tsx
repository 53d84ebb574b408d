/** The way to look something up in the run: a button that becomes a field. */

import { later } from '../app/later.tsx'
import { useFact } from '../store/use-app.ts'
import { CommandButton } from '../ui/CommandButton.tsx'
import { Icon } from '../ui/Icon.tsx'

const SearchField = later('The search', async () => {
  return (await import('./SearchField.tsx')).SearchField
})

export function SearchBox() {
  const open = useFact((state) => state.lookup !== undefined)
  if (open) return <SearchField />
  return (
    <CommandButton command="lookup" name="Search steps" className="lookup-button">
      <Icon name="search" />
      <span className="lookup-word">Search</span>
      <kbd className="drawn" data-text="/" />
    </CommandButton>
  )
}
