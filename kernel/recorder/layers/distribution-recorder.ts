import type { WatchedTensor } from '../../../library/fitting/index.js';
import { BINS, type Summary, summarize } from './histogram.js';
import type { LayerPlan, SpreadRecord } from './layer-events.js';
import type { LayerPart, VariablePart } from './layer-parts.js';
import { activationOf, type DescribedNetwork } from './network.js';
import type { Sampling } from './sampling.js';

/** Numbers of one row: whether there is one, mean, standard deviation, norm, dead, saturated, then the histogram. */
export const SPREAD = 6 + 2 + BINS;
/** Bytes that the rows of all recorded epochs may take. */
const ROOM = 4 * 1024 * 1024;

type Entry = NonNullable<LayerPlan['distributions']>[number];

/** The bounds of an activation function's range, within 1 % of which a value is saturated. */
const RANGES: Record<string, [low: number, high: number]> = {
  sigmoid: [0, 1],
  hardSigmoid: [0, 1],
  tanh: [-1, 1],
};

/** Reads how the weights, activations and gradients of a model are spread: the numbers that the training itself computes. */
export class DistributionRecorder {
  readonly plan: Entry[] = [];
  private readonly weights: { row: number; weight: VariablePart; trainable: boolean }[] = [];
  private readonly activations = new Map<LayerPart, { row: number; activation: string | undefined }>();
  private readonly gradients = new Map<string, number>();
  private rows = new Float64Array(0);
  private reading = false;

  constructor(
    { parts }: DescribedNetwork,
    private readonly sampling: Sampling,
  ) {
    for (const part of parts) this.planFor(part);
    sampling.limit(Math.min(512, ROOM / (this.plan.length * SPREAD * 8 + 64)));
    this.clear();
  }

  private planFor(part: LayerPart): void {
    const layer = part.name;
    const className = part.getClassName();
    const { activation } = activationOf(className, part.getConfig());
    const add = (what: Entry['what'], name: string): number =>
      this.plan.push({
        layer,
        className,
        what,
        name,
        dead: what === 'activation' && /^relu6?$/.test(name),
        saturated: what === 'activation' && name in RANGES,
      }) - 1;
    const names = part.weights.map(({ originalName }) => originalName.split('/').at(-1) ?? originalName);
    part.weights.forEach((weight, i) => {
      const name = names.indexOf(names[i] as string) === i ? (names[i] as string) : `${names[i]}_${i}`;
      const trainable = weight.trainable !== false && !/^moving_/.test(name);
      this.weights.push({ row: add('weight', name), weight, trainable });
      if (trainable) this.gradients.set(weight.read().name, add('gradient', name));
    });
    const shapes = part.weights.length > 0 || activation !== undefined;
    if (shapes && className !== 'InputLayer')
      this.activations.set(part, { row: add('activation', activation ?? ''), activation });
  }

  /** Reads the step that comes. */
  arm(): void {
    this.clear();
    this.reading = true;
  }

  disarm(): void {
    this.reading = false;
  }

  called(layer: LayerPart, output: WatchedTensor): void {
    const entry = this.reading ? this.activations.get(layer) : undefined;
    // A layer that is used several times in a step shows its last use.
    if (!entry || output.dtype === 'string') return;
    const values = output.dataSync();
    const { dead, saturated } = this.plan[entry.row] as Entry;
    this.put(
      entry.row,
      summarize(values, true),
      dead ? deadShare(values, output.shape.at(-1) ?? 1) : Number.NaN,
      saturated ? saturatedShare(values, RANGES[entry.activation as string] as [number, number]) : Number.NaN,
    );
  }

  gradientsOf(gradients: (readonly [string, WatchedTensor])[]): void {
    if (!this.reading) return;
    for (const [name, tensor] of gradients) {
      const row = this.gradients.get(name);
      if (row !== undefined) this.put(row, summarize(tensor.dataSync(), false));
    }
  }

  /** Reads the weights and hands over the epoch. */
  end(epoch: number, penalty: number, dataLoss: number): SpreadRecord {
    let squares = 0;
    for (const { row, weight, trainable } of this.weights) {
      const summary = summarize(weight.read().dataSync(), false);
      this.put(row, summary);
      if (trainable) squares += summary.norm ** 2;
    }
    const { rows } = this;
    this.clear();
    return {
      kind: 'spread',
      epoch,
      every: this.sampling.every,
      rows,
      penalty,
      dataLoss,
      weightNorm: Math.sqrt(squares),
    };
  }

  private put(row: number, summary: Summary, dead = Number.NaN, saturated = Number.NaN): void {
    const { mean, standardDeviation, norm, histogram } = summary;
    this.rows.set([1, mean, standardDeviation, norm, dead, saturated], row * SPREAD);
    this.rows.set(histogram, row * SPREAD + 6);
  }

  private clear(): void {
    this.reading = false;
    this.rows = new Float64Array(this.plan.length * SPREAD);
  }
}

/** Share of units that are 0 for every sample and at every position. */
export function deadShare(values: ArrayLike<number>, units: number): number {
  const alive = new Uint8Array(units);
  let living = 0;
  for (let i = 0; i < values.length && living < units; i++) {
    if (values[i] === 0 || alive[i % units]) continue;
    alive[i % units] = 1;
    living += 1;
  }
  return 1 - living / units;
}

/** Share of values within 1 % of the range's width of one of its bounds. */
export function saturatedShare(values: ArrayLike<number>, [low, high]: readonly [number, number]): number {
  const margin = 0.01 * (high - low);
  let saturated = 0;
  for (let i = 0; i < values.length; i++) {
    const value = values[i] as number;
    if (value <= low + margin || value >= high - margin) saturated += 1;
  }
  return saturated / values.length;
}
