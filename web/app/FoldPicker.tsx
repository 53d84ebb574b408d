/** Which calls are drawn as one row, for the whole diagram. Single ones are folded where they stand. */

import { foldBaseFrom, foldStates } from '../store/display.ts'
import { setFolds } from '../store/look.ts'
import { useApp, useFact } from '../store/use-app.ts'
import { Select } from '../ui/Select.tsx'

const options = [
  { value: 'auto', label: 'folded unless interrupted' },
  { value: 'folded', label: 'all folded' },
  { value: 'open', label: 'all unfolded' },
]

export function FoldPicker() {
  const app = useApp()
  const base = useFact((state) => state.folds.base)
  return (
    <div className="fold-picker">
      <Select
        label="Calls"
        value={base}
        options={options}
        onChange={(value) => {
          const chosen = foldBaseFrom(value)
          if (chosen !== undefined) setFolds(app, foldStates[chosen])
        }}
      />
    </div>
  )
}
