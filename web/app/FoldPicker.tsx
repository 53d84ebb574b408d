/** Which calls are drawn as one row, for the whole diagram. Single ones are folded where they stand. */

import { autoFolds, type FoldState, foldAll, unfoldAll } from '../../src/trace/rows-fold.ts'
import { setFolds } from '../store/look.ts'
import { useApp, useFact } from '../store/use-app.ts'
import { Select } from '../ui/Select.tsx'

const states: Readonly<Record<FoldState['base'], FoldState>> = {
  auto: autoFolds,
  folded: foldAll,
  open: unfoldAll,
}

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
          if (value === 'auto' || value === 'folded' || value === 'open') {
            setFolds(app, states[value])
          }
        }}
      />
    </div>
  )
}
