import { scenarioMeta } from '../../store/catalogue.ts'
import { useFact } from '../../store/use-app.ts'

/** Of a set of fixes for several scenarios, those that a scenario has: the others mean nothing there. */
export function useOwnFixes(): (scenario: string, fixes: readonly string[]) => readonly string[] {
  const catalogue = useFact((state) => state.catalogue)
  return (scenario, fixes) => {
    const known = scenarioMeta(catalogue, scenario)?.fixes ?? []
    return known.flatMap(({ id }) => (fixes.includes(id) ? [id] : []))
  }
}
