/**
 * The readable reference of the step semantics: executes one step of one lane on a state in place.
 *
 * A step is the first visible instruction from the lane's program counter (or one atomic block),
 * plus the local computation up to the next one. Faults are reported to the sink; after an access
 * through an invalid pointer the lane is crashed, after a use after free it goes on with whatever the
 * memory holds, as the hardware would.
 */

import { Actions } from './actions.ts'
import type { Instr, LaneId, Pc } from './code.ts'
import { isVisible } from './code.ts'
import { laneStatus, laneWord } from './machine.ts'

/** Most instructions of one step: only an endless loop has more. */
const longestStep = 10_000

export class Stepper extends Actions {
  /** The instruction that the step is named after, once it was reached. */
  private main: Pc | undefined

  /** Runs a lane's code before its first step: what needs no shared memory. */
  begin(lane: LaneId, args: readonly number[]): void {
    const code = this.laneCode(lane)
    const base = this.base(lane)
    for (const [i, slot] of code.params.entries())
      this.write(base + laneWord.locals + slot, args[i] ?? 0)
    this.write(base + laneWord.status, laneStatus.running)
    const outer = { lane: this.lane, pc: this.pc, isCrashed: this.isCrashed }
    this.lane = lane
    this.pc = 0
    this.isCrashed = false
    this.run(undefined)
    Object.assign(this, outer)
  }

  /**
   * Takes one step of an enabled lane; `choice` is used when the step begins with a choice. The sink's
   * `main` tells which instruction the step is named after, before that instruction is executed.
   */
  step(lane: LaneId, choice: number): void {
    this.lane = lane
    this.main = undefined
    this.pc = this.state[this.base(lane) + laneWord.pc] ?? 0
    this.isCrashed = false
    this.wrote = false
    this.run(choice)
    this.wakeSpinners(lane)
  }

  /** `choice` undefined: only local computation, up to the first visible instruction. */
  private run(choice: number | undefined): void {
    const { code } = this.laneCode(this.lane)
    let open = choice !== undefined
    let touched = false
    let atomics = 0
    for (let count = 0; ; count++) {
      const at = this.pc
      const instr = code[at]
      if (instr === undefined) throw new Error(`lane ${this.lane}: no instruction ${at}`)
      if (
        atomics === 0 &&
        beginsStep(code, at) &&
        (!open || (count > 0 && mustBeFirst(code, at)))
      ) {
        break
      }
      if (instr.op === 'exit') {
        this.exit()
        break
      }
      const isTouch = isVisible(instr)
      touched ||= isTouch
      if (instr.op === 'atomic-begin') atomics++
      if (instr.op === 'atomic-end') atomics--
      const isGlue = instr.op === 'set' && instr.glue
      if (isTouch && !isGlue && choice !== undefined && this.main === undefined) {
        this.main = at
        this.sink.main(at)
      }
      if (count < longestStep) this.execute(instr, choice ?? 0)
      else this.crash({ kind: 'bound', text: `more than ${longestStep} instructions in one step` })
      if (this.isCrashed) {
        this.pc = at
        break
      }
      const isEnd = isTouch ? !isGlue : instr.op === 'atomic-end' || instr.op === 'leave'
      if (atomics === 0 && touched && isEnd) open = false
    }
    this.finish(code)
  }

  private exit(): void {
    this.write(this.base(this.lane) + laneWord.status, laneStatus.done)
    this.emit({ kind: 'exit' })
  }

  private finish(code: readonly Instr[]): void {
    const base = this.base(this.lane)
    this.write(base + laneWord.pc, this.pc)
    if (this.isCrashed) this.write(base + laneWord.status, laneStatus.crashed)
    // Who has left the retry loop, or will never try again, waits for no write.
    if (code[this.pc]?.spin !== true || this.isCrashed) this.write(base + laneWord.dirty, 0)
  }

  /** A retry loop is worth another round once somebody else has written anything. */
  private wakeSpinners(stepped: LaneId): void {
    if (!this.wrote) return
    for (const lane of this.machine.spinners) if (lane !== stepped) this.wake(lane)
  }

  protected wake(lane: LaneId): void {
    const base = this.base(lane)
    const isSpinning = this.laneCode(lane).code[this.state[base + laneWord.pc] ?? 0]?.spin === true
    if (isSpinning && this.state[base + laneWord.status] === laneStatus.running)
      this.write(base + laneWord.dirty, 1)
  }

  private execute(instr: Instr, choice: number): void {
    switch (instr.op) {
      case 'branch':
        this.pc = this.eval(instr.cond) === 0 ? instr.otherwise : this.pc + 1
        return
      case 'jump':
        this.pc = instr.to
        return
      case 'spawn': {
        const started = this.spawn(instr)
        if (started !== undefined) this.begin(started.lane, started.args)
        break
      }
      default:
        this.act(instr, choice)
    }
    this.pc++
  }
}

/** True where a lane stops between steps. */
function beginsStep(code: readonly Instr[], pc: Pc): boolean {
  const instr = code[pc]
  return instr !== undefined && (isVisible(instr) || instr.op === 'atomic-begin')
}

/** Waits and choices begin a step of their own: nothing may ride along before them. */
function mustBeFirst(code: readonly Instr[], pc: Pc): boolean {
  const instr = code[pc]
  const op = instr?.op === 'atomic-begin' ? code[pc + 1]?.op : instr?.op
  return op === 'await' || op === 'choose' || op === 'relax'
}
