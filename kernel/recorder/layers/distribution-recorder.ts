import type { StepPacker, StepValue } from '../../../engine/watching/index.js';
import type { WatchedTensor } from '../../../library/fitting/index.js';
import type { RawSpread, ValuesLayout } from './layer-events.js';
import type { LayerPart, VariablePart } from './layer-parts.js';
import { activationOf, type DescribedNetwork } from './network.js';
import type { Sampling } from './sampling.js';
import { MOST_HANDED, RANGES, SPREAD, type SpreadEntry, SUMMARIZED, spreadRow } from './spread-rows.js';

/** Epochs of which there are to be distributions, at first of each: far more than an output keeps. */
const MOST_EPOCHS = 128;
/** Bytes that the rows of all recorded epochs may take. */
const ROOM = 4 * 1024 * 1024;

/**
 * Reads how the weights, activations and gradients of a model are spread: the numbers that the training itself computes, which
 * are summarized where they are stored.
 */
export class DistributionRecorder {
  readonly plan: SpreadEntry[] = [];
  /** Takes activations and gradients of steps that are done in one go. */
  readonly packer: StepPacker<ValuesLayout>;
  private readonly weights: { row: number; weight: VariablePart; trainable: boolean }[] = [];
  private readonly activations = new Map<LayerPart, number>();
  private readonly gradients = new Map<string, number>();
  private parts: number[] = [];
  private values = new Float32Array(MOST_HANDED);
  private used = 0;
  private summarized: Float64Array[] = [];
  private reading = false;

  constructor(
    { parts, names }: DescribedNetwork,
    private readonly sampling: Sampling,
  ) {
    for (const part of parts) this.planFor(part, names.get(part) ?? part.name);
    this.packer = {
      plan: (calls, gradients) => this.planRows(calls, gradients),
      due: () => this.reading,
    };
    sampling.limit(Math.min(MOST_EPOCHS, ROOM / (this.plan.length * SPREAD * 8 + 64)));
  }

  private planFor(part: LayerPart, layer: string): void {
    const className = part.getClassName();
    const { activation } = activationOf(className, part.getConfig());
    const add = (what: SpreadEntry['what'], name: string): number =>
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
    if (shapes && className !== 'InputLayer') this.activations.set(part, add('activation', activation ?? ''));
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
    const row = this.reading ? this.activations.get(layer) : undefined;
    // A layer that is used several times in a step shows its last use.
    if (row !== undefined && output.dtype !== 'string') this.put(row, output, false);
  }

  gradientsOf(gradients: (readonly [string, WatchedTensor])[]): void {
    if (!this.reading) return;
    for (const [name, tensor] of gradients) {
      const row = this.gradients.get(name);
      if (row !== undefined) this.put(row, tensor, false);
    }
  }

  /** The values of a step that was packed. */
  took({ parts }: ValuesLayout, values: Float32Array): void {
    for (const number of parts) this.parts.push(number);
    this.append(values);
  }

  /** Reads the weights and hands over the epoch. */
  end(epoch: number, penalty: number, dataLoss: number): RawSpread {
    for (const { row, weight, trainable } of this.weights) this.put(row, weight.read(), trainable);
    const { parts, values, used, summarized } = this;
    const rows = new Float64Array(summarized.length * SPREAD);
    summarized.forEach((row, i) => void rows.set(row, i * SPREAD));
    this.clear();
    return {
      kind: 'values',
      epoch,
      every: this.sampling.every,
      parts: Int32Array.from(parts),
      values: values.slice(0, used),
      summarized: rows,
      penalty,
      dataLoss,
    };
  }

  private put(row: number, tensor: WatchedTensor, trained: boolean): void {
    const values = tensor.dataSync();
    const { length } = values;
    const units = tensor.shape.at(-1) ?? 1;
    const handed = values instanceof Float32Array && length <= MOST_HANDED;
    this.parts.push(row, units, handed ? length : SUMMARIZED, Number(trained));
    if (!handed) {
      this.summarized.push(spreadRow(this.plan[row] as SpreadEntry, values, units));
      return;
    }
    this.append(values);
  }

  private append(values: Float32Array): void {
    const end = this.used + values.length;
    if (end > this.values.length) {
      const larger = new Float32Array(2 * end);
      larger.set(this.values.subarray(0, this.used));
      this.values = larger;
    }
    this.values.set(values, this.used);
    this.used = end;
  }

  /** Where something is summarized where it is, all is told of. */
  private planRows(
    ...[calls, gradients]: Parameters<StepPacker['plan']>
  ): ReturnType<StepPacker<ValuesLayout>['plan']> {
    const found: [row: number | undefined, value: StepValue | undefined][] = [
      ...calls.map(({ layer, outputs }) => [this.activations.get(layer as LayerPart), outputs[0]] as const),
      ...gradients.map(([name, value]) => [this.gradients.get(name), value] as const),
    ].map(([row, value]) => [row, value]);
    const layout: ValuesLayout = { kind: 'values', parts: [] };
    const parts: { value: StepValue }[] = [];
    for (const [row, value] of found) {
      if (row === undefined || !value) continue;
      const size = value.shape.reduce((product, length) => product * length, 1);
      if (value.dtype === 'int32' || size > MOST_HANDED) return undefined;
      layout.parts.push(row, value.shape.at(-1) ?? 1, size, 0);
      parts.push({ value });
    }
    return { parts, layout };
  }

  private clear(): void {
    this.reading = false;
    this.parts = [];
    this.used = 0;
    this.summarized = [];
  }
}
