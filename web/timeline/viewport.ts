/** The part of time that is shown, and how it gets elsewhere: at once, gliding, or for as long as a key is held. */

import {
  between,
  clampSpan,
  type Limits,
  panned,
  type Span,
  whole,
  zoomed,
} from '../../src/timeline/span.ts'
import { around, entered, type Trail, waysBack } from '../../src/timeline/trail.ts'

/** Milliseconds. */
const glide = 130

export class Viewport {
  readonly limits: Limits
  readonly #wantsLessMotion: () => boolean
  readonly #moved: () => void
  #shown: Span
  #trail: Trail
  #goal: { readonly from: Span; readonly to: Span; readonly begun: number } | undefined
  #drift: { readonly direction: 1 | -1; readonly at: number } | undefined

  /** `moved` asks for a frame. */
  constructor(
    limits: Limits,
    kept: { readonly span: Span; readonly trail: Trail } | undefined,
    wantsLessMotion: () => boolean,
    moved: () => void,
  ) {
    this.limits = limits
    this.#shown = kept?.span ?? whole(limits)
    this.#trail = kept?.trail ?? []
    this.#wantsLessMotion = wantsLessMotion
    this.#moved = moved
  }

  /** In this frame. */
  get shown(): Span {
    return this.#shown
  }

  /** Where it stands or is on the way to. */
  get span(): Span {
    return this.#goal?.to ?? this.#shown
  }

  get isMoving(): boolean {
    return this.#goal !== undefined || this.#drift !== undefined
  }

  get trail(): Trail {
    return this.#trail
  }

  /** The ranges to go back to, the whole first. */
  get waysBack(): Trail {
    return waysBack(this.#trail, this.span, this.limits)
  }

  /** At once: for what follows the hand. */
  show(span: Span): void {
    this.#goal = undefined
    this.#shown = clampSpan(span, this.limits)
    this.#moved()
  }

  /** Gliding, unless the user wants less motion. */
  glideTo(span: Span): void {
    const to = clampSpan(span, this.limits)
    if (this.#wantsLessMotion()) this.show(to)
    else this.#goal = { from: this.#shown, to, begun: performance.now() }
    this.#moved()
  }

  /** There is a way back from it. */
  jumpTo(span: Span): void {
    const from = this.span
    this.glideTo(span)
    this.cameFrom(from)
  }

  /** What is shown was gone to in one act from there. */
  cameFrom(span: Span): void {
    this.#trail = entered(this.#trail, span, this.span, this.limits)
    this.#moved()
  }

  /** To one of the ranges to go back to; left out: the last of them. */
  goBack(to = this.waysBack.at(-1)): void {
    if (to === undefined) return
    this.#trail = around(this.#trail, to)
    this.glideTo(to)
  }

  fit(): void {
    this.goBack(whole(this.limits))
  }

  /** `anchor` is the part of the width (0 … 1) that stays where it is. */
  zoomBy(factor: number, anchor: number, isAtOnce: boolean): void {
    const to = zoomed(this.span, factor, anchor, this.limits)
    if (isAtOnce) this.show(to)
    else this.glideTo(to)
  }

  /** Under two fingers: what was between them at `anchor` goes with them to `place`. */
  pinchBy(factor: number, anchor: number, place: number): void {
    this.show(zoomed(this.span, factor, anchor, this.limits, place))
  }

  /** By a part of what is shown. */
  panBy(part: number): void {
    const { from, to } = this.span
    this.show(panned(this.span, part * (to - from), this.limits))
  }

  /** Until `stopDrift`. */
  startDrift(direction: 1 | -1): void {
    if (this.#drift?.direction === direction) return
    this.panBy(direction * 0.06)
    if (this.#wantsLessMotion()) return
    this.#drift = { direction, at: performance.now() }
    this.#moved()
  }

  stopDrift(): void {
    this.#drift = undefined
  }

  /** To where it is at a time, in milliseconds. */
  advance(now: number): void {
    const { from, to } = this.#shown
    if (this.#drift !== undefined) {
      const { direction, at } = this.#drift
      const passed = Math.min(50, Math.max(0, now - at))
      this.#drift = { direction, at: now }
      this.#shown = panned(this.#shown, ((to - from) * passed * direction) / 900, this.limits)
    }
    if (this.#goal === undefined) return
    const { from: begin, to: end, begun } = this.#goal
    const part = Math.max(0, (now - begun) / glide)
    this.#shown = between(begin, end, part >= 1 ? 1 : 1 - (1 - part) ** 3)
    if (part >= 1) this.#goal = undefined
  }
}
