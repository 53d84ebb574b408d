/** A run as a drawing that stands alone: no script, no reference to anything outside, fonts by name only. */

import { autoFolds, unfoldAll } from '../../trace/rows-fold.ts'
import type { RunView } from '../../trace/view.ts'
import { geometryOf, laneColour, sizes } from './geometry.ts'
import { element, escapeXml, label } from './markup.ts'
import { styleOf, type SvgTheme } from './palette.ts'
import { drawLanes } from './rows.ts'
import { drawTracks } from './tracks.ts'

export interface SvgOptions {
  readonly theme: SvgTheme
  /** Show every step of the kernel library. */
  readonly unfolded: boolean
  /** Above the drawing: the scenario in words. */
  readonly title: string
}

export interface Drawing {
  readonly svg: string
  /** Pixels. */
  readonly width: number
  readonly height: number
}

const foot = 44

export function drawRun(run: RunView, { theme, unfolded, title }: SvgOptions): Drawing {
  const geometry = geometryOf(run, unfolded ? unfoldAll : autoFolds)
  const { width, bottom } = geometry
  const height = Math.ceil(bottom + foot)
  const [violation] = run.violations
  const ending = violation === undefined ? run.end.text : violation.text
  const parts = [
    element('title', {}, escapeXml(title)),
    element('desc', {}, escapeXml(`${run.scenario}, schedule ${run.schedule}. ${ending}`)),
    element('style', {}, escapeXml(styleOf(theme)).replaceAll('&quot;', '"')),
    element(
      'defs',
      {},
      [...run.lanes.map((_, lane) => laneColour(lane)), 'danger'].map(hatch).join(''),
    ),
    element('rect', { width, height, fill: 'var(--bg)' }),
    label(sizes.margin, 22, title, { class: 'ui bold' }),
    drawLanes(run, geometry),
    drawTracks(run, geometry),
    element('path', {
      d: `M${sizes.gutter} ${bottom}H${width - sizes.margin}`,
      stroke: 'var(--text)',
      'stroke-width': 1.5,
    }),
    label(sizes.margin, bottom + 26, ending, {
      class: violation === undefined ? 'ui dim' : 'ui danger',
    }),
  ]
  const root = {
    xmlns: 'http://www.w3.org/2000/svg',
    width,
    height,
    viewBox: `0 0 ${width} ${height}`,
    role: 'img',
  }
  return { svg: `${element('svg', root, parts.join('\n'))}\n`, width, height }
}

/** The same lane may need it more than once; the id is the colour's. */
function hatch(colour: string, index: number, all: readonly string[]): string {
  if (all.indexOf(colour) !== index) return ''
  const tile = {
    id: `hatch-${colour}`,
    width: 5,
    height: 5,
    patternUnits: 'userSpaceOnUse',
    patternTransform: 'rotate(45)',
  }
  return element(
    'pattern',
    tile,
    element('rect', { width: 1.4, height: 5, fill: `var(--${colour})` }),
  )
}
