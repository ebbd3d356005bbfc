import type { WatchedTensor } from '../../../library/fitting/index.js';
import { summarize } from './histogram.js';
import type { BatchNormRecord, LayerPlan, NormalizedRecord } from './layer-events.js';
import type { BatchNormalizationPart } from './layer-parts.js';
import type { Sampling } from './sampling.js';

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

/** What one call of a layer told. */
interface Call {
  values: number;
  batchMean: ArrayLike<number>;
  batchVariance: ArrayLike<number>;
  movingMean: ArrayLike<number>;
  movingVariance: ArrayLike<number>;
  gamma: ArrayLike<number> | undefined;
  beta: ArrayLike<number> | undefined;
}

/** Reads the statistics that batch-normalization layers really use. */
export class BatchNormRecorder {
  private calls: (Call | undefined)[] = [];
  private reading = false;
  private spreading = false;
  private normalized: NormalizedRecord[] = [];
  private pending: BatchNormRecord[] = [];

  constructor(
    private readonly layers: readonly BatchNormalizationPart[],
    private readonly plan: LayerPlan['batchNorm'],
    private readonly sampling: Sampling,
  ) {
    const bytes = plan.reduce((sum, { channels, shown }) => sum + (shown?.length ?? channels) * 24 + 64, 0);
    if (bytes > 0) sampling.limit(Math.min(4096, ROOM / bytes));
  }

  /**
   * @param mayBeLast The last step of an epoch, after which a run may end.
   * @param spread Takes histograms of the layers' inputs and outputs.
   */
  begin(step: number, mayBeLast: boolean, spread: boolean): void {
    this.reading = mayBeLast || this.sampling.due(step);
    this.spreading = spread;
    this.calls = [];
  }

  /** Overhears one call: the layer subtracts the statistics of the batch from the moving ones to move them. */
  around(
    index: number,
    tap: (listener: Listener, call: () => unknown) => unknown,
    call: () => unknown,
  ): unknown {
    const layer = this.layers[index];
    if (!this.reading || !layer) return call();
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
    if (batchMean && batchVariance)
      this.calls[index] = {
        values: 0,
        batchMean,
        batchVariance,
        movingMean: layer.movingMean.read().dataSync(),
        movingVariance: layer.movingVariance.read().dataSync(),
        gamma,
        beta,
      };
    return result;
  }

  called(index: number, epoch: number, input: WatchedTensor, output: WatchedTensor): void {
    const call = this.calls[index];
    if (call) call.values = input.size / call.batchMean.length;
    if (!this.spreading || !call) return;
    const before = summarize(input.dataSync(), true).histogram;
    this.normalized.push({
      kind: 'normalized',
      index,
      epoch,
      before,
      after: summarize(output.dataSync(), true).histogram,
    });
  }

  end(step: number, epoch: number): (BatchNormRecord | NormalizedRecord)[] {
    if (!this.reading) return [];
    this.reading = false;
    const due = this.sampling.due(step);
    if (due && this.calls.length > 0) this.sampling.add(step);
    const records = this.calls.flatMap((call, index) =>
      call ? [this.record(call, index, step, epoch)] : [],
    );
    this.pending = due ? [] : records;
    const normalized = this.normalized;
    this.normalized = [];
    return due ? [...records, ...normalized] : normalized;
  }

  /** The last step that was read, where it has not been handed over. */
  last(): BatchNormRecord[] {
    const { pending } = this;
    this.pending = [];
    return pending;
  }

  private record(call: Call, index: number, step: number, epoch: number): BatchNormRecord {
    const { shown, channels } = this.plan[index] as LayerPlan['batchNorm'][number];
    const { batchMean, batchVariance, movingMean, movingVariance, gamma, beta } = call;
    const parts = [batchMean, batchVariance, movingMean, movingVariance, gamma, beta].filter(
      (part) => part !== undefined,
    );
    const columns = shown?.length ?? channels;
    const statistics = new Float32Array(columns * parts.length);
    parts.forEach((part, at) => {
      for (let column = 0; column < columns; column++)
        statistics[at * columns + column] = part[shown ? (shown[column] as number) : column] as number;
    });
    return {
      kind: 'batchNorm',
      index,
      step,
      epoch,
      every: this.sampling.every,
      values: call.values,
      parts: parts.length,
      statistics,
    };
  }
}

type Listener = (kernel: string, inputs: Record<string, unknown>, output: unknown) => void;
