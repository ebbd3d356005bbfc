import type { BackendWasm } from '@tensorflow/tfjs-backend-wasm';
import type { Tensor } from '@tensorflow/tfjs-core';
import { simd, tensorMemory } from '../../embedded/simd/simd-module.js';
import { webAssembly } from '../../embedded/simd/web-assembly.js';
import { settled, type TrainingState } from '../../training/index.js';
import type { CompiledGraph } from '../compile.js';
import { sizeOf } from '../graph/graph.js';
import { moduleOf } from '../module-cache.js';
import { STREAM_BYTES, type StateShape } from '../plan/memory-plan.js';
import type { TappedValue, Trace, TracedAside, Watchable } from '../trace/trace.js';
import type { Arena } from './arena.js';

/** A compiled step of one kind: of a batch of certain shapes. */
export class Program {
  readonly compiled: CompiledGraph;
  /** The numbers of the variables that it writes. */
  readonly written: readonly number[];
  private readonly step: () => void;
  /** What JavaScript has computed of the last step, in the order of the asides. */
  private readonly settledValues: number[] = [];

  /** @throws NotCompiled where the trace cannot be turned into code. */
  constructor(
    private readonly trace: Trace,
    private readonly arena: Arena,
    states: readonly StateShape[],
  ) {
    const { settings, streams } = trace;
    const { compiled, module } = moduleOf(trace.graph, {
      ...{ states, settings: settings.length, streams: streams.length },
    });
    this.compiled = compiled;
    this.written = this.compiled.graph.writes.map(({ state }) => state);
    const { exports } = new webAssembly.Instance(module, {
      env: { memory: tensorMemory(), base: arena.base },
      simd: { ...simd() },
    });
    this.step = exports.step as () => void;
  }

  get watchable(): Watchable {
    return this.trace.watchable;
  }

  /** Those of them that are written before the optimizer has its turn. */
  get early(): readonly number[] {
    return this.trace.early;
  }

  /** How many numbers a step reports: the loss and the metrics. */
  get reported(): number {
    return this.compiled.reports.length;
  }

  /** Where a value of the steps that may be watched lies in the arena, in bytes. */
  placeOf({ tap }: TappedValue): number {
    return this.compiled.taps[tap] as number;
  }

  /** A value of the last step. */
  read(value: TappedValue): Float32Array | Int32Array {
    return this.view(value).slice();
  }

  /** The same where it lies. Not to be kept. */
  private view(value: TappedValue): Float32Array | Int32Array {
    const { buffer, byteOffset, length } = this.arena.floats(this.placeOf(value), sizeOf(value.shape));
    const Type = value.dtype === 'int32' ? Int32Array : Float32Array;
    return new Type(buffer as ArrayBuffer, byteOffset, length);
  }

  get hasAsides(): boolean {
    return this.trace.asides.length > 0;
  }

  /** Computes what JavaScript has to compute of the last step, and adds it to the sums of the epoch. */
  settle(state: TrainingState): void {
    const { asides } = this.trace;
    for (let i = 0; i < asides.length; i++) {
      const { aside, values } = asides[i] as TracedAside;
      this.settledValues[i] = settled(
        state,
        aside,
        values.map((value) => this.view(value)),
      ).value;
    }
  }

  /** What one of the reports came to beside the last step; undefined where the step itself has it. */
  settledAt(report: number): number | undefined {
    const { asides } = this.trace;
    const fromEnd = this.reported - report;
    const found = asides.findIndex(({ aside }) => aside.fromEnd === fromEnd);
    return this.settledValues[found];
  }

  /** What the last step reports, from this place of `into` on. */
  report(into: Float32Array, place: number): void {
    const numbers = this.arena.numbers();
    const first = this.arena.start / 4;
    const { reports } = this.compiled;
    for (let i = 0; i < reports.length; i++)
      into[place + i] = numbers[first + (reports[i] as number) / 4] as number;
    this.trace.asides.forEach(({ aside }, i) => {
      into[place + reports.length - aside.fromEnd] = this.settledValues[i] as number;
    });
  }

  /** All numbers of one of the reports of the last step. Not to be kept. */
  reportAt(place: number, size: number): Float32Array {
    return this.arena.floats(this.compiled.reports[place] as number, size);
  }

  /** The sum of the penalties of the last step. */
  penalty(): number {
    const numbers = this.arena.numbers();
    const first = this.arena.start / 4;
    let sum = 0;
    for (const { tap } of this.trace.watchable.penalties)
      sum += numbers[first + (this.compiled.taps[tap] as number) / 4] as number;
    return sum;
  }

  /** Puts what never changes into the arena. */
  prepare(): void {
    for (const { at, data } of this.compiled.plan.constants) {
      const bytes = new Uint8Array(data.buffer, data.byteOffset, data.byteLength);
      this.arena.memory().set(bytes, this.arena.start + at);
    }
  }

  /** A step that broke off has met a number of a row that is not there; variables are as they were before it. */
  private reasonOf(error: unknown): unknown {
    if (!(error instanceof webAssembly.RuntimeError)) return error;
    const [number = 0, rows = 0] = new Int32Array(
      this.arena.floats(this.compiled.plan.scratch, 2).slice().buffer,
    );
    return new Error(`GatherV2: the index value ${number} is not in [0, ${rows - 1}]`);
  }

  /** Takes this batch. */
  load(data: readonly (Tensor | null)[], backend: BackendWasm): void {
    const { arena } = this;
    const memory = arena.memory();
    for (const [index, { at, bytes }] of this.compiled.plan.inputs) {
      const from = addressOf(data[index] as Tensor, backend);
      memory.copyWithin(arena.start + at, from, from + bytes);
    }
  }

  /** Takes the batch of so many rows of the data from this one on. */
  loadRows(data: readonly (Tensor | null)[], start: number, count: number, backend: BackendWasm): void {
    const { arena } = this;
    const memory = arena.memory();
    for (const [index, { at, bytes }] of this.compiled.plan.inputs) {
      const from = addressOf(data[index] as Tensor, backend) + start * (bytes / count);
      memory.copyWithin(arena.start + at, from, from + bytes);
    }
  }

  /** Takes the batch of these rows of the data: `count` numbers of rows, int32, lie at an address of the memory. */
  gather(data: readonly (Tensor | null)[], numbers: number, count: number, backend: BackendWasm): void {
    const { arena } = this;
    for (const [index, { at, bytes }] of this.compiled.plan.inputs) {
      const from = addressOf(data[index] as Tensor, backend);
      simd().gatherRows(arena.start + at, from, numbers, count, bytes / (4 * count));
    }
  }

  /** Does the step on the batch that was taken. The variables in the arena are those of now. */
  run(): void {
    const { arena, trace } = this;
    const { plan } = this.compiled;
    const { streams, settings } = trace;
    if (streams.length > 0) {
      const doubles = arena.doubles();
      let place = (arena.start + plan.streams) / 8;
      for (const stream of streams) {
        doubles.set(stream(), place);
        place += STREAM_BYTES / 8;
      }
    }
    const numbers = arena.numbers();
    const first = (arena.start + plan.settings) / 4;
    for (let i = 0; i < settings.length; i++) numbers[first + i] = (settings[i] as () => number)();
    try {
      this.step();
    } catch (error) {
      throw this.reasonOf(error);
    }
    trace.afterStep();
  }
}

const addressOf = ({ dataId }: Tensor, backend: BackendWasm): number =>
  (backend.dataIdMap.get(dataId) as { memoryOffset: number }).memoryOffset >>> 0;
