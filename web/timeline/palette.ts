/** The colours of the page as a canvas takes them, read from the CSS variables once per theme. */

import { noColour } from '../../src/timeline/model.ts'

export interface Palette {
  readonly bg: string
  readonly raised: string
  readonly sunken: string
  readonly line: string
  readonly strong: string
  readonly text: string
  readonly dim: string
  readonly faint: string
  readonly danger: string
  readonly dangerBg: string
  readonly focus: string
  readonly selected: string
  readonly lanes: readonly LaneColours[]
  /** Of what belongs to no lane. */
  readonly track: LaneColours
  readonly ui: string
  readonly code: string
}

export interface LaneColours {
  readonly full: string
  readonly tint: string
  readonly text: string
}

export function laneColours({ lanes, track }: Palette, colour: number): LaneColours {
  return lanes[colour === noColour ? -1 : colour % lanes.length] ?? track
}

/** `element` stands in the page, so that its variables are those in force. */
export function readPalette(element: HTMLElement): Palette {
  const probe = element.ownerDocument.createElement('span')
  probe.hidden = true
  // Else every colour would be that of text; those that must not be other ones are system colours by themselves.
  probe.style.setProperty('forced-color-adjust', 'none')
  element.append(probe)
  const style = getComputedStyle(probe)
  const colour = (name: string): string => {
    probe.style.color = `var(--${name})`
    return style.color
  }
  const font = (name: string): string => style.getPropertyValue(`--${name}`)
  const palette: Palette = {
    bg: colour('bg'),
    raised: colour('bg-raised'),
    sunken: colour('bg-sunken'),
    line: colour('line'),
    strong: colour('line-strong'),
    text: colour('text'),
    dim: colour('text-dim'),
    faint: colour('text-faint'),
    danger: colour('danger'),
    dangerBg: colour('danger-bg'),
    focus: colour('focus'),
    selected: colour('selected'),
    lanes: [1, 2, 3, 4, 5, 6].map((lane) => ({
      full: colour(`lane-${lane}`),
      tint: colour(`lane-${lane}-bg`),
      text: colour(`lane-${lane}-text`),
    })),
    track: { full: colour('line-strong'), tint: colour('bg-sunken'), text: colour('text-dim') },
    ui: font('font-ui'),
    code: font('font-code'),
  }
  probe.remove()
  return palette
}

/** Calls back whenever the colours may have changed; returns the way to stop. */
export function watchTheme(window: Window, changed: () => void): () => void {
  const observer = new MutationObserver(changed)
  observer.observe(window.document.documentElement, { attributeFilter: ['data-theme'] })
  const forced = window.matchMedia('(forced-colors: active)')
  forced.addEventListener('change', changed)
  return () => {
    observer.disconnect()
    forced.removeEventListener('change', changed)
  }
}
