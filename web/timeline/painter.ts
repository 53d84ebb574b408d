/** The two canvases: their size, the colours of the page, and a frame on both. */

import { createMarks } from '../../src/timeline/sweep.ts'
import { headHeight, paintHead, paintOverview } from './paint-head.ts'
import { paintLanes } from './paint-lanes.ts'
import type { Brush } from './paint-row.ts'
import { type Palette, readPalette, watchTheme } from './palette.ts'
import { createPatterns, type Patterns } from './patterns.ts'
import type { Scene, Shown } from './scene.ts'
import { createStrip } from './strip.ts'

export interface Surfaces {
  readonly head: HTMLCanvasElement
  readonly lanes: HTMLCanvasElement
  readonly scroller: HTMLElement
}

export class Painter {
  readonly #surfaces: Surfaces
  readonly #window: Window
  readonly #changed: () => void
  readonly #stops: readonly (() => void)[]
  #width = 0
  #height = 0
  #ratio = 1
  #palette: Palette
  #patterns: Patterns
  #brush: Brush | undefined
  #overview: OffscreenCanvas | undefined

  /** `changed` is called when sizes or colours have changed, from the next task on. */
  constructor(surfaces: Surfaces, window: Window, changed: () => void) {
    this.#surfaces = surfaces
    this.#window = window
    this.#changed = changed
    this.#measure()
    this.#palette = readPalette(surfaces.scroller)
    this.#patterns = createPatterns(this.#palette, this.#ratio)
    const observer = new ResizeObserver(() => this.#remeasure())
    observer.observe(surfaces.scroller)
    this.#stops = [
      () => observer.disconnect(),
      watchTheme(window, () => this.#repaint()),
      watchRatio(window, () => this.#remeasure()),
    ]
  }

  stop(): void {
    for (const stop of this.#stops) stop()
  }

  get width(): number {
    return this.#width
  }

  get height(): number {
    return this.#height
  }

  paint(shown: Shown): void {
    const { lanes, head, scroller } = this.#surfaces
    const context = lanes.getContext('2d', { alpha: false })
    const headContext = head.getContext('2d', { alpha: false })
    if (context === null || headContext === null) return
    const scene: Scene = {
      ...shown,
      width: this.#width,
      height: this.#height,
      top: scroller.scrollTop,
      ratio: this.#ratio,
      palette: this.#palette,
      patterns: this.#patterns,
    }
    for (const each of [context, headContext])
      each.setTransform(this.#ratio, 0, 0, this.#ratio, 0, 0)
    this.#brush ??= brushOf(context, scene)
    this.#overview ??= paintOverview(scene)
    if (this.#brush !== undefined) paintLanes(this.#brush, scene)
    paintHead(headContext, scene, this.#overview)
  }

  #remeasure(): void {
    if (this.#measure()) this.#repaint()
  }

  /** Whether something has changed. */
  #measure(): boolean {
    const { scroller, lanes, head } = this.#surfaces
    const width = Math.max(1, scroller.clientWidth - lanes.offsetLeft)
    const height = Math.max(1, scroller.clientHeight)
    const ratio = this.#window.devicePixelRatio
    if (width === this.#width && height === this.#height && ratio === this.#ratio) return false
    this.#width = width
    this.#height = height
    this.#ratio = ratio
    size(lanes, width, height, ratio)
    size(head, width, headHeight, ratio)
    return true
  }

  /** Colours or sizes have changed. */
  #repaint(): void {
    this.#palette = readPalette(this.#surfaces.scroller)
    this.#patterns = createPatterns(this.#palette, this.#ratio)
    this.#brush = undefined
    this.#overview = undefined
    this.#changed()
  }
}

function brushOf(
  context: CanvasRenderingContext2D,
  { palette, width, ratio }: Scene,
): Brush | undefined {
  const strip = createStrip(palette, width, ratio)
  if (strip === undefined) return undefined
  context.font = `11px ${palette.code}`
  const letter = context.measureText('0'.repeat(50)).width / 50
  return { context, marks: createMarks(width), letter, strip }
}

function size(canvas: HTMLCanvasElement, width: number, height: number, ratio: number): void {
  canvas.width = Math.round(width * ratio)
  canvas.height = Math.round(height * ratio)
  canvas.style.width = `${width}px`
  canvas.style.height = `${height}px`
}

/** The ratio changes when the window goes to another screen, or the page is zoomed. */
function watchRatio(window: Window, changed: () => void): () => void {
  let query: MediaQueryList | undefined
  const watch = (): void => {
    query?.removeEventListener('change', again)
    query = window.matchMedia(`(resolution: ${window.devicePixelRatio}dppx)`)
    query.addEventListener('change', again)
  }
  const again = (): void => {
    watch()
    changed()
  }
  watch()
  return () => query?.removeEventListener('change', again)
}
