/**
 * The breadth-first search itself as WebAssembly: unpacks a state, takes its steps, packs what they lead
 * to by the words that changed, and keeps what is new. Whatever is rare comes back to the caller.
 */

import type { LaneId } from '../../machine/code.ts'
import { laneStatus, laneWord, type Machine } from '../../machine/machine.ts'
import {
  branch,
  branchIf,
  call,
  callIndirect,
  type Code,
  concat,
  constant,
  getGlobal,
  getLocal,
  load,
  type ModuleBuilder,
  op,
  setGlobal,
  setLocal,
  store,
} from './assembler.ts'
import { definePacked, type Packed } from './packed.ts'
import { defineRaceTest, type RaceTest } from './race-test.ts'
import { sharedWord } from './state-table.ts'
import type { Helpers } from './helpers.ts'
import type { StepMemory } from './layout.ts'
import {
  loopEnd,
  type LoopMemory,
  type LoopWord,
  mostSuspects,
  mostSuccessors,
} from './loop-memory.ts'

export interface LoopParts {
  readonly module: ModuleBuilder
  readonly machine: Machine
  readonly helpers: Helpers
  readonly steps: StepMemory
  readonly loop: LoopMemory
  /** Sets back what a step leaves behind. */
  readonly reset: Code
}

/** Exports `run(budget) -> loopEnd`, and what `Packed` exports. */
export function defineLoop(parts: LoopParts): void {
  new Loop(parts).define()
}

const runLocal = { budget: 0, row: 1, choice: 2, options: 3, how: 4 } as const

class Loop {
  private readonly parts: LoopParts
  private readonly packed: Packed
  private readonly races: RaceTest
  /** Steps taken of a state, the last of the states that they led to, and whether a value did not fit. */
  private readonly tried: number
  private readonly highest: number
  private readonly misfit: number
  /** What was read only to have it at hand. */
  private readonly fetched: number
  private readonly take: number

  constructor(parts: LoopParts) {
    this.parts = parts
    this.packed = definePacked(parts)
    this.races = defineRaceTest(parts)
    this.tried = parts.module.global()
    this.highest = parts.module.global()
    this.misfit = parts.module.global()
    this.fetched = parts.module.global()
    this.take = this.defineTake()
  }

  define(): void {
    const { module } = this.parts
    module.export(
      'run',
      module.fn(
        1,
        1,
        4,
        concat([op.block, op.loop, this.state(), branch(0), op.end, op.end, op.unreachable]),
      ),
    )
  }

  private get(name: LoopWord): Code {
    return sharedWord(this.parts.loop, name)
  }

  private put(name: LoopWord, value: Code): Code {
    return [constant(0), value, store(this.parts.loop.word[name])]
  }

  private back(reason: number): Code {
    return [constant(reason), op.return]
  }

  /** One turn of the loop: one state. */
  private state(): Code {
    const { helpers, machine, loop } = this.parts
    const lanes = Array.from({ length: machine.setupLane }, (_, lane) => this.lane(lane))
    return concat([
      [this.get('found'), this.get('mostStates'), op.gt, op.if, this.back(loopEnd.limit), op.end],
      [getLocal(runLocal.budget), op.eqz, op.if, this.back(loopEnd.budget), op.end],
      [this.get('taken'), this.get('found'), op.eq, op.if, this.back(loopEnd.exhausted), op.end],
      [this.get('found'), constant(mostSuccessors(machine)), op.add, this.get('capacity'), op.gt],
      [op.if, this.back(loopEnd.full), op.end],
      [
        this.get('suspects'),
        constant(mostSuspects),
        op.eq,
        op.if,
        this.back(loopEnd.suspects),
        op.end,
      ],
      [this.get('taken'), this.get('levelEnd'), op.eq, op.if],
      this.put('depth', [this.get('depth'), constant(1), op.add]),
      this.put('levelEnd', this.get('found')),
      op.end,
      [this.get('taken'), call(this.packed.load)],
      ...(['enabled', 'blocked', 'news'] as const).map((name) => this.put(name, constant(0))),
      [constant(0), setGlobal(helpers.accessed), constant(0), setGlobal(this.tried)],
      [constant(-1), setGlobal(this.highest), this.races.forget],
      [constant(loop.children + 4), setGlobal(this.packed.child)],
      ...lanes,
      [
        getGlobal(this.misfit),
        op.if,
        constant(0),
        setGlobal(this.misfit),
        this.back(loopEnd.unfit),
        op.end,
      ],
      this.keepChildren(),
      this.put('transitions', [this.get('transitions'), getGlobal(this.tried), op.add]),
      // A state from which every step leads back may lie on a circle.
      [
        this.get('enabled'),
        constant(0),
        op.ne,
        getGlobal(this.highest),
        this.get('taken'),
        op.le,
        op.and,
      ],
      op.if,
      [this.get('suspects'), constant(2), op.shl, this.get('taken'), store(loop.suspects)],
      this.put('suspects', [this.get('suspects'), constant(1), op.add]),
      op.end,
      this.put('taken', [this.get('taken'), constant(1), op.add]),
      [getLocal(runLocal.budget), constant(1), op.sub, setLocal(runLocal.budget)],
      [
        this.get('enabled'),
        op.eqz,
        this.get('news'),
        op.or,
        op.if,
        this.back(loopEnd.telling),
        op.end,
      ],
      [getGlobal(this.races.likely), op.if, call(this.races.isNew), op.if],
      this.back(loopEnd.telling),
      [op.end, op.end],
    ])
  }

  /** Looks up the states that the steps lead to, and adds the new ones. */
  private keepChildren(): Code {
    const { loop } = this.parts
    const { child, hash, find } = this.packed
    const { row: end, choice: state } = runLocal
    return concat([
      [getGlobal(child), setLocal(end), constant(loop.children + 4), setGlobal(child)],
      [op.block, op.loop, getGlobal(child), getLocal(end), op.eq, branchIf(1)],
      [getGlobal(child), constant(4), op.sub, load(0), setGlobal(hash)],
      [constant(1), call(find), setLocal(state)],
      [getLocal(state), getGlobal(this.highest), op.gt],
      [op.if, getLocal(state), setGlobal(this.highest), op.end],
      [this.nextChild(), branch(0), op.end, op.end],
    ])
  }

  private nextChild(): Code {
    const { child } = this.packed
    return [
      [getGlobal(child), this.get('packedBytes'), op.add, constant(4), op.add, setGlobal(child)],
    ]
  }

  private lane(lane: LaneId): Code {
    const { machine, helpers, steps, loop, module } = this.parts
    const { row, choice, options, how } = runLocal
    const base = machine.laneBase[lane]!
    const bit = (name: 'enabled' | 'blocked'): Code =>
      this.put(name, [this.get(name), constant(1 << lane), op.or])
    return concat([
      [constant(0), load(4 * (base + laneWord.status)), constant(laneStatus.running), op.eq, op.if],
      [constant(0), load(4 * (base + laneWord.pc)), constant(steps.rowOf[lane]!), op.add],
      [constant(3), op.shl, setLocal(row), getLocal(row), load(loop.rows + 4), setLocal(how)],
      // The number of alternatives; 0 for a retry loop, less for a wait.
      [getLocal(how), constant(0), op.gt, op.ifValue, getLocal(how), op.else],
      [getLocal(how), op.eqz, op.ifValue],
      [constant(0), load(4 * (base + laneWord.dirty)), constant(0), op.ne],
      [op.else, constant(-1), getLocal(how), op.sub, callIndirect(module.typeOf(0, 1)), op.end],
      [op.end, setLocal(options)],
      [getLocal(options), op.eqz, op.if, bit('blocked'), op.else, bit('enabled')],
      [constant(0), getGlobal(helpers.accessed), store(loop.starts + 4 * lane)],
      [constant(0), setLocal(choice), op.loop],
      [
        constant(lane << 4),
        getLocal(choice),
        op.or,
        getLocal(row),
        load(loop.rows),
        call(this.take),
      ],
      [getLocal(choice), constant(1), op.add, setLocal(choice)],
      [getLocal(choice), getLocal(options), op.lt, branchIf(0), op.end],
      [constant(0), getGlobal(helpers.accessed), store(loop.ends + 4 * lane)],
      [constant(lane), call(this.races.note)],
      [op.end, op.end],
    ])
  }

  /** `(lane << 4 | choice, step)`: takes a step, packs what it leads to, and takes it back. */
  private defineTake(): number {
    const { module, helpers, loop, reset } = this.parts
    const [entry, step] = [0, 1]
    const { child, hash } = this.packed
    return module.fn(
      2,
      0,
      0,
      concat([
        [getGlobal(this.misfit), op.if, op.return, op.end],
        [reset, getLocal(entry), constant(15), op.and, getLocal(step)],
        callIndirect(module.typeOf(1, 0)),
        [getGlobal(this.tried), constant(1), op.add, setGlobal(this.tried)],
        [getGlobal(helpers.faulted), op.if],
        [constant(0x7fffffff), setGlobal(this.highest), getGlobal(helpers.news), op.if],
        [this.get('news'), constant(2), op.shl, getLocal(entry), store(loop.news)],
        this.put('news', [this.get('news'), constant(1), op.add]),
        [op.end, call(this.packed.undo), op.return, op.end],
        [call(this.packed.pack), op.eqz, op.if, constant(1), setGlobal(this.misfit)],
        [call(this.packed.undo), op.return, op.end],
        [call(this.packed.undo)],
        // All are looked for together later: meanwhile the memory fetches what they will need.
        [getGlobal(child), constant(4), op.sub, getGlobal(hash), store(0)],
        [getGlobal(hash), this.get('mask'), op.and, constant(2), op.shl, this.get('table'), op.add],
        [load(0), getGlobal(this.fetched), op.or, setGlobal(this.fetched), this.nextChild()],
      ]),
    )
  }
}
