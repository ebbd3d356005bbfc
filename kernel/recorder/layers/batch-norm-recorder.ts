import type { StepCall, StepPacker, StepValue } from '../../../engine/watching/index.js';
import type { WatchedTensor } from '../../../library/fitting/index.js';
import { summarize } from './histogram.js';
import type {
  InputsLayout,
  LayerPlan,
  NormalizedRecord,
  RawNormalized,
  StatisticsLayout,
  StatisticsPart,
} from './layer-events.js';
import type { BatchNormalizationPart } from './layer-parts.js';
import { Sampling } from './sampling.js';
import { MOST_HANDED } from './spread-rows.js';
import { rowOf, type StepRows } from './step-rows.js';

/** Bytes that the statistics of all recorded steps may take. */
const ROOM = 6 * 1024 * 1024;
/** Channels of all layers together whose statistics are recorded. */
const MOST_CHANNELS = 2048;

/** Which channels of a layer are recorded; undefined: all. */
export function shownChannels(channels: number, layers: number): number[] | undefined {
  const most = Math.max(4, Math.floor(MOST_CHANNELS / layers));
  if (channels <= most) return undefined;
  return Array.from({ length: most }, (_, i) => Math.floor((i * channels) / most));
}

/** Which steps are read, and which of them are kept: training and storage go by it alike. */
export function batchNormSampling(plan: LayerPlan['batchNorm']): Sampling {
  const sampling = new Sampling();
  const bytes = plan.reduce((sum, { channels, shown }) => sum + (shown?.length ?? channels) * 24 + 64, 0);
  if (bytes > 0) sampling.limit(Math.min(4096, ROOM / bytes));
  return sampling;
}

/** What one call of a layer told: of the batch, moving after the update, and γ and β where there are any. */
interface Call {
  part: StatisticsPart;
  statistics: ArrayLike<number>[];
}

/** Reads the statistics that batch-normalization layers really use. */
export class BatchNormRecorder {
  /** Takes the statistics of steps that are done in one go. */
  readonly packer: StepPacker<StatisticsLayout>;
  /** Takes the layers' inputs and outputs of those of which there are to be histograms. */
  readonly inputsPacker: StepPacker<InputsLayout>;
  private readonly sampling: Sampling;
  private calls: (Call | undefined)[] = [];
  private reading = false;
  private spreading = false;
  private packs = false;
  private packsInputs = false;
  private layout: StatisticsLayout = { kind: 'statistics', parts: [] };
  /** What is packed of the program that was looked at last. */
  private planned: StatisticsLayout | undefined;
  private normalized: (NormalizedRecord | RawNormalized)[] = [];

  constructor(
    private readonly layers: readonly BatchNormalizationPart[],
    plan: LayerPlan['batchNorm'],
  ) {
    this.sampling = batchNormSampling(plan);
    this.packer = { plan: (calls) => this.plan(calls), due: () => this.isReading };
    this.inputsPacker = { plan: (calls) => this.planInputs(calls), due: () => this.spreads };
  }

  /** Whether it reads the step that has begun. */
  get isReading(): boolean {
    return this.reading && this.layers.length > 0;
  }

  /** Whether it takes histograms of the step that has begun. */
  private get spreads(): boolean {
    return this.isReading && this.spreading;
  }

  /** Whether it must be told of the calls in the step that has begun. */
  get asks(): boolean {
    return this.isReading && (!this.packs || (this.spreading && !this.packsInputs));
  }

  /**
   * @param mayBeLast The last step of an epoch, after which a run may end.
   * @param spread Takes histograms of the layers' inputs and outputs.
   * @param packed For whom the step is packed.
   */
  begin(step: number, mayBeLast: boolean, spread: boolean, packed: ReadonlySet<StepPacker>): void {
    this.reading = mayBeLast || this.sampling.due(step);
    this.spreading = spread;
    this.packs = packed.has(this.packer);
    this.packsInputs = packed.has(this.inputsPacker);
    if (this.calls.length > 0) this.calls = [];
  }

  /** Overhears one call: the layer subtracts the statistics of the batch from the moving ones to move them. */
  around(
    index: number,
    tap: (listener: Listener, call: () => unknown) => unknown,
    call: () => unknown,
  ): unknown {
    const layer = this.layers[index];
    if (!this.reading || this.packs || !layer) return call();
    const movingMean = layer.movingMean.read();
    const movingVariance = layer.movingVariance.read();
    const gamma = layer.gamma?.read().dataSync();
    const beta = layer.beta?.read().dataSync();
    let batchMean: ArrayLike<number> | undefined;
    let batchVariance: ArrayLike<number> | undefined;
    const result = tap((kernel, inputs) => {
      if (kernel !== 'Sub') return;
      // The first difference has the batch's; a second one the update.
      if (inputs.a === movingMean) batchMean ??= (inputs.b as WatchedTensor).dataSync();
      else if (inputs.a === movingVariance) batchVariance ??= (inputs.b as WatchedTensor).dataSync();
    }, call);
    if (!batchMean || !batchVariance) return result;
    const moved = [layer.movingMean, layer.movingVariance].map((moving) => moving.read().dataSync());
    const statistics = [batchMean, batchVariance, ...moved, gamma, beta].filter((part) => part !== undefined);
    const [channels, parts] = [batchMean.length, statistics.length];
    this.calls[index] = { part: { index, channels, parts, values: 0 }, statistics };
    return result;
  }

  called(index: number, epoch: number, input: WatchedTensor, output: WatchedTensor): void {
    const call = this.calls[index];
    if (call) call.part.values = input.size / call.part.channels;
    const packed = this.packs && this.reading && this.layout.parts.some((part) => part.index === index);
    if (!this.spreading || this.packsInputs || !(packed || call)) return;
    const [before, after] = [input.dataSync(), output.dataSync()];
    const handed = [before, after].every(({ length }) => length <= MOST_HANDED);
    this.normalized.push(
      handed
        ? { kind: 'inputs', index, epoch, before: Float32Array.from(before), after: Float32Array.from(after) }
        : { kind: 'normalized', index, epoch, ...histogramsOf(before, after) },
    );
  }

  /** Inputs and outputs of a step that was packed. */
  took({ parts }: InputsLayout, epoch: number, values: Float32Array): RawNormalized[] {
    let at = 0;
    const next = (count: number): Float32Array => {
      at += count;
      return values.slice(at - count, at);
    };
    return parts.map(({ index, before, after }) => ({
      ...{ kind: 'inputs', index, epoch },
      ...{ before: next(before), after: next(after) },
    }));
  }

  end(step: number, epoch: number, into: StepRows): (NormalizedRecord | RawNormalized)[] {
    if (!this.reading) return [];
    this.reading = false;
    if (this.packs) {
      if (this.layout.parts.length > 0) this.sampling.add(step);
    } else this.row(step, epoch, into);
    if (this.normalized.length === 0) return [];
    const { normalized } = this;
    this.normalized = [];
    return normalized;
  }

  private row(step: number, epoch: number, into: StepRows): void {
    const calls = this.calls.filter((call) => call !== undefined);
    if (calls.length === 0) return;
    this.sampling.add(step);
    const parts = calls.map(({ part }) => part);
    const alike =
      parts.length === this.layout.parts.length &&
      parts.every((part, i) => {
        const other = this.layout.parts[i] as StatisticsPart;
        return part.index === other.index && part.values === other.values && part.parts === other.parts;
      });
    if (!alike) this.layout = { kind: 'statistics', parts };
    const floats = calls.flatMap(({ statistics }) => statistics.map((part) => Float32Array.from(part)));
    into.add(this.layout, step, epoch, 1, rowOf(floats.map(({ buffer }) => new Uint8Array(buffer))));
  }

  /** A layer that is used several times in a step is told of. */
  private plan(calls: readonly StepCall[]): ReturnType<StepPacker<StatisticsLayout>['plan']> {
    this.planned = undefined;
    const parts: { value: object; before?: boolean }[] = [];
    const layout: StatisticsLayout = { kind: 'statistics', parts: [] };
    for (const [index, layer] of this.layers.entries()) {
      const [call, ...others] = calls.filter((each) => each.layer === layer);
      if (others.length > 0) return undefined;
      const subtractedFrom = (moving: object): object | undefined =>
        call?.operations.find(({ kernel, inputs }) => kernel === 'Sub' && inputs.a === moving)?.inputs.b;
      const [movingMean, movingVariance] = [layer.movingMean.read(), layer.movingVariance.read()];
      const [mean, variance] = [subtractedFrom(movingMean), subtractedFrom(movingVariance)];
      if (!call || !mean || !variance) continue;
      const own = [mean, variance, movingMean, movingVariance].map((value) => ({ value }));
      const scale = [layer.gamma, layer.beta].flatMap((weight) =>
        weight ? [{ value: weight.read(), before: true }] : [],
      );
      parts.push(...own, ...scale);
      const channels = movingMean.size;
      const values = (call.inputs[0] ? sizeOf(call.inputs[0]) : 0) / channels;
      layout.parts.push({ index, channels, parts: own.length + scale.length, values });
    }
    this.layout = layout;
    this.planned = layout;
    return { parts, layout };
  }

  /** Where something is summarized where it is, all is told of. */
  private planInputs(calls: readonly StepCall[]): ReturnType<StepPacker<InputsLayout>['plan']> {
    if (!this.planned) return undefined;
    const layers = this.planned.parts.map(({ index }) => ({ index, call: this.callOf(index, calls) }));
    const parts: { value: StepValue }[] = [];
    const inputs: InputsLayout = { kind: 'inputs', parts: [] };
    for (const { index, call } of layers) {
      const [before, after] = [call?.inputs[0], call?.outputs[0]];
      if (!before || !after || Math.max(sizeOf(before), sizeOf(after)) > MOST_HANDED) return undefined;
      parts.push({ value: before }, { value: after });
      inputs.parts.push({ index, before: sizeOf(before), after: sizeOf(after) });
    }
    return { parts, layout: inputs };
  }

  private callOf(index: number, calls: readonly StepCall[]): StepCall | undefined {
    return calls.find(({ layer }) => layer === this.layers[index]);
  }
}

const sizeOf = ({ shape }: StepValue): number => shape.reduce((size, length) => size * length, 1);

/** Histograms of what goes into a layer and of what comes out of it. */
export const histogramsOf = (
  before: ArrayLike<number>,
  after: ArrayLike<number>,
): Pick<NormalizedRecord, 'before' | 'after'> => ({
  before: summarize(before, true).histogram,
  after: summarize(after, true).histogram,
});

type Listener = (kernel: string, inputs: Record<string, unknown>, output: unknown) => void;
