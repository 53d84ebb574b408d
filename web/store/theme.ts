/** Which palette is wanted, and which one that means on this system. */

export type Theme = 'light' | 'dark'
export type ThemeChoice = 'system' | Theme

export const themeChoices: readonly ThemeChoice[] = ['system', 'light', 'dark']

export function themeFrom(text: string | undefined): ThemeChoice | undefined {
  return themeChoices.find((choice) => choice === text)
}

export function resolveTheme(choice: ThemeChoice, system: Theme): Theme {
  return choice === 'system' ? system : choice
}

/** The order is such that the first click, away from `system`, always changes what is seen. */
export function nextTheme(choice: ThemeChoice, system: Theme): ThemeChoice {
  const other: Theme = system === 'dark' ? 'light' : 'dark'
  if (choice === 'system') return other
  return choice === other ? system : 'system'
}
