import { freemem } from 'node:os';
import {
  batchBytes,
  chooseHint,
  type EngineTiming,
  type ModelPlan,
  timeEngine,
} from '../../engine/hint/index.js';
import { engineStorage } from '../../engine/install/index.js';
import { findNative } from '../../engine/native/index.js';
import type { EngineHint, TrainingEngine } from '../../protocol/index.js';
import type { TrainedModel } from '../host/messages.js';

export interface EngineHintsHost {
  /** The notebook's folder. */
  folder: string;
  /** The command line's script. */
  cli: string;
  /** Engines on which a hint would be news. */
  hintOn: readonly TrainingEngine[];
  /** A cell runs, or a `fit` that no cell waits for. */
  isBusy(): boolean;
  tell(hint: EngineHint): void;
}

/** Between two cells of "run all" nothing is started. */
const QUIET_MS = 1000;
/** For one engine: where the machine is busy, a process of the lowest priority needs its time. */
const LIMIT_MS = 60_000;
/** What an engine takes before it has a model. */
const ENGINE_BYTES = 600 * 2 ** 20;
/** A student who always starts the next cell at once is left in peace. */
const MOST_TIMINGS = 6;

/**
 * Finds out, while no cell runs, whether a model that took long trains faster on another engine, and tells it once. The work
 * is done by processes of their own, which a new cell ends; it is then done again later.
 */
export class EngineHints {
  private waiting: TrainedModel | undefined;
  private timer: NodeJS.Timeout | undefined;
  private timing: { abort: AbortController; done: Promise<void> } | undefined;
  private timings = 0;
  private told: EngineHint | undefined;
  private disposed = false;
  private readonly seen = new Set<string>();

  constructor(private readonly host: EngineHintsHost) {}

  /** Of several models that wait, the one that took longest is timed. */
  add(trained: TrainedModel): void {
    if (this.told || !this.host.hintOn.includes(trained.engine)) return;
    if (this.seen.has(JSON.stringify(trained.plan)) || trained.ms < (this.waiting?.ms ?? 0)) return;
    this.waiting = trained;
    this.later();
  }

  /** No cell runs any more. */
  later(): void {
    clearTimeout(this.timer);
    if (this.isDue) this.timer = setTimeout(() => this.start(), QUIET_MS);
  }

  /** A cell, or a `fit`, is about to run: the processor is its own. */
  giveWay(): void {
    clearTimeout(this.timer);
    this.timing?.abort.abort();
  }

  /** Times what waits without waiting for a quiet moment, and gives the hint, if there is one. */
  async now(): Promise<EngineHint | undefined> {
    clearTimeout(this.timer);
    this.start();
    await this.timing?.done;
    return this.told;
  }

  dispose(): void {
    this.disposed = true;
    this.giveWay();
  }

  private get isDue(): boolean {
    return this.waiting !== undefined && !this.timing && !this.disposed && this.timings < MOST_TIMINGS;
  }

  private start(): void {
    const { waiting } = this;
    if (!waiting || !this.isDue) return;
    if (this.host.isBusy()) {
      this.later();
      return;
    }
    this.waiting = undefined;
    this.timings += 1;
    const abort = new AbortController();
    const done = this.time(waiting, abort.signal).then((timings) => {
      this.timing = undefined;
      if (timings) this.judge(waiting, timings);
      else if (abort.signal.aborted && (this.waiting?.ms ?? 0) < waiting.ms) this.waiting = waiting;
      this.later();
    });
    this.timing = { abort, done };
  }

  private judge({ engine, plan }: TrainedModel, timings: EngineTiming[]): void {
    this.seen.add(JSON.stringify(plan));
    const hint = chooseHint(engine, timings);
    if (!hint || this.disposed) return;
    this.told = hint;
    this.waiting = undefined;
    this.host.tell(hint);
  }

  /** The engine in use first: where the model does not train there, the others need not be asked. Never rejects. */
  private async time(
    { engine, plan }: TrainedModel,
    signal: AbortSignal,
  ): Promise<EngineTiming[] | undefined> {
    const candidates = this.candidates();
    const engines = [...candidates.keys()].sort((a, b) => Number(b === engine) - Number(a === engine));
    if (engines.length < 2 || !candidates.has(engine)) return undefined;
    const timings: EngineTiming[] = [];
    for (const name of engines) {
      const timing = await this.timeFirst(candidates.get(name) ?? [], plan, signal);
      if (timing === undefined) return undefined;
      timings.push({ engine: name, msPerStep: timing });
    }
    return timings;
  }

  /** What `epochbook engine probe` takes for each engine, in the order in which a kernel would try to load it. */
  private candidates(): Map<TrainingEngine, string[]> {
    const natives = findNative({ folder: this.host.folder, storage: engineStorage() });
    const found = new Map<TrainingEngine, string[]>([['embedded', ['embedded']]]);
    if (natives.length > 0)
      found.set(
        'native',
        natives.map(({ path }) => path),
      );
    return found;
  }

  /** Milliseconds a step on the first of these engines that trains the model. */
  private async timeFirst(
    engines: string[],
    plan: ModelPlan,
    signal: AbortSignal,
  ): Promise<number | undefined> {
    for (const engine of engines) {
      const bytes = roomFor(plan);
      if (bytes === undefined || signal.aborted) return undefined;
      const limits = { bytes, ms: LIMIT_MS };
      const result = await timeEngine({ cli: this.host.cli, engine, plan, limits, signal }).catch(
        () => undefined,
      );
      if (result?.ok) return result.timing.msPerStep;
    }
    return undefined;
  }
}

/** The bytes that a timing may use, at most half of what is free; undefined where that is too little for the model. */
function roomFor(plan: ModelPlan): number | undefined {
  const { availableMemory = freemem } = process as { availableMemory?: () => number };
  const room = availableMemory() / 2;
  // Weights, their gradients and two moments of the optimizer; each batch and what the layers make of it.
  const need = ENGINE_BYTES + 4 * 4 * plan.parameters + 8 * batchBytes(plan);
  return need < room ? room : undefined;
}
