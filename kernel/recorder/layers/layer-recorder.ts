import type { DoneSteps, StepPacker } from '../../../engine/watching/index.js';
import {
  type KernelEngine,
  KernelTap,
  type WatchedOptimizer,
  type WatchedTensor,
  watchSteps,
} from '../../../library/fitting/index.js';
import type { NetworkLayer } from '../../../protocol/index.js';
import { BatchNormRecorder, shownChannels } from './batch-norm-recorder.js';
import { CostLimit } from './cost-limit.js';
import { DistributionRecorder } from './distribution-recorder.js';
import { DropoutRecorder, MASKS } from './dropout-recorder.js';
import { readWeights } from './kernel-weights.js';
import type {
  HandedRecord,
  InputsLayout,
  LayerPlan,
  PackedSteps,
  RecordedLayers,
  StepLayout,
  ValuesLayout,
} from './layer-events.js';
import type { BatchNormalizationPart, ContainerPart, DropoutPart, LayerPart } from './layer-parts.js';
import { type DescribedNetwork, describeNetwork, layerBehind } from './network.js';
import { inOneBuffer } from './one-buffer.js';
import { Sampling } from './sampling.js';
import { StepRows } from './step-rows.js';

const NOBODY: ReadonlySet<StepPacker> = new Set();

interface Options {
  model: ContainerPart;
  optimizer: WatchedOptimizer | undefined;
  engine: KernelEngine;
  wanted: RecordedLayers;
  /** Batches of an epoch, and the last epoch; null where that is not known. */
  stepsPerEpoch: number | null;
  epochs: number;
}

/**
 * Records what the layers of one `fit` do: the masks, statistics, activations and gradients of the training steps
 * themselves. It copies numbers out of tensors that are there; it computes no tensor, draws no random number and changes
 * none, so the training stays the same bit for bit. Should it ever fail, it lets go of the model and says so.
 */
export class LayerRecorder {
  readonly plan: LayerPlan;
  /** What it takes of steps that are done in one go. */
  readonly packers: readonly StepPacker[];
  /** Why it has let go of the model. */
  problem: string | undefined;
  private readonly network: DescribedNetwork;
  private readonly tap: KernelTap;
  private readonly unwatch: () => void;
  private readonly dropout: DropoutRecorder;
  private readonly batchNorm: BatchNormRecorder;
  private readonly distributions: DistributionRecorder | undefined;
  private readonly dropouts: DropoutPart[];
  private readonly normalizations: BatchNormalizationPart[];
  private readonly epochSampling = new Sampling();
  private readonly cost = new CostLimit();
  private waiting: HandedRecord[] = [];
  private readonly rows = new StepRows();
  private inStep = false;
  /** For whom the step that is being done is packed by whoever does it. */
  private packed = NOBODY;
  private epoch = 0;
  private batch = 0;
  private step = 0;
  private stepsPerEpoch: number | null;
  private spreading = false;
  private weightsAt = 0;

  constructor(private readonly options: Options) {
    const { model, optimizer, engine, wanted } = options;
    this.stepsPerEpoch = options.stepsPerEpoch;
    this.tap = KernelTap.of(engine);
    this.network = describeNetwork(model);
    const { parts } = this.network;
    this.dropouts = (wanted.dropout ? parts.filter(hasMask) : []) as DropoutPart[];
    this.normalizations = (
      wanted.batchNorm ? parts.filter((part) => part.getClassName() === 'BatchNormalization') : []
    ) as BatchNormalizationPart[];
    if (wanted.distributions) this.distributions = new DistributionRecorder(this.network, this.epochSampling);
    this.plan = this.describePlan();
    this.dropout = new DropoutRecorder(this.dropouts);
    this.batchNorm = new BatchNormRecorder(this.normalizations, this.plan.batchNorm);
    this.packers = [
      ...(this.dropouts.length > 0 ? [this.dropout.packer] : []),
      ...(this.normalizations.length > 0 ? [this.batchNorm.packer, this.batchNorm.inputsPacker] : []),
      ...(this.distributions ? [this.distributions.packer] : []),
    ];
    this.unwatch = this.isIdle ? () => {} : this.watch(optimizer);
    if (!this.isIdle) this.guard(() => this.endEpochAt(0, Number.NaN, Number.NaN));
  }

  /** Whether there is nothing that it could record. */
  get isIdle(): boolean {
    return this.dropouts.length === 0 && this.normalizations.length === 0 && !this.distributions;
  }

  beginEpoch(epoch: number): void {
    this.epoch = epoch;
    this.batch = 0;
    this.spreading = this.isEpochDue(epoch);
  }

  /** @param packed For whom it is packed by whoever does the step, for `took`. */
  beginStep(packed: ReadonlySet<StepPacker> = NOBODY): void {
    if (this.problem !== undefined) return;
    this.packed = packed;
    this.step += 1;
    this.batch += 1;
    this.inStep = true;
    const firstOfSpread = this.spreading && this.batch === 1;
    this.dropout.begin();
    this.batchNorm.begin(this.step, this.batch === this.stepsPerEpoch, firstOfSpread, packed);
    if (firstOfSpread) this.distributions?.arm();
  }

  endStep(): void {
    if (this.problem !== undefined || this.step === 0) return;
    this.inStep = false;
    this.distributions?.disarm();
    this.dropout.end(this.step, this.epoch, this.rows);
    const normalized = this.batchNorm.end(this.step, this.epoch, this.rows);
    for (const record of normalized) this.waiting.push(record);
  }

  /** Steps were done in one go, each with its beginning and end. */
  took({ count, packed }: DoneSteps): void {
    this.guard(() => {
      for (const { packer, layout, rows, bytes } of packed) {
        if (!this.packers.includes(packer)) continue;
        const of = layout as StepLayout | InputsLayout | ValuesLayout;
        if (of.kind === 'masks' || of.kind === 'statistics')
          this.rows.add(of, this.step - count + 1, this.epoch, rows, bytes);
        else
          this.cost.spend(() =>
            this.tookValues(of, new Float32Array(bytes.buffer, bytes.byteOffset + 4, bytes.length / 4 - 1)),
          );
      }
    });
  }

  /** @param values From those of the row on: the first of an epoch, and the only one of a slice. */
  private tookValues(layout: InputsLayout | ValuesLayout, values: Float32Array): void {
    if (layout.kind === 'values') this.distributions?.took(layout, values);
    else this.waiting.push(...this.batchNorm.took(layout, this.epoch, values));
  }

  /** @param loss, penalty Of the epoch; the penalty is part of the loss. */
  endEpoch(epoch: number, loss: number, penalty: number | null): void {
    this.stepsPerEpoch ??= this.batch;
    if (this.spreading) this.guard(() => this.endEpochAt(epoch, loss - (penalty ?? 0), penalty ?? 0));
  }

  /** What was recorded since the last call; undefined where there is nothing. */
  take(): { records: HandedRecord[]; steps?: PackedSteps } | undefined {
    const { waiting } = this;
    const steps = this.rows.take();
    if (waiting.length === 0 && !steps) return undefined;
    this.waiting = [];
    return { records: waiting.length > 0 ? inOneBuffer(waiting) : waiting, ...(steps && { steps }) };
  }

  /** Ends the record: the model is as it was. */
  end(): void {
    this.unwatch();
  }

  private isEpochDue(epoch: number): boolean {
    if (this.problem !== undefined) return false;
    return epoch === this.options.epochs || (this.epochSampling.due(epoch) && this.cost.isAffordable());
  }

  private endEpochAt(epoch: number, dataLoss: number, penalty: number): void {
    this.cost.spend(() => {
      if (epoch > 0) this.epochSampling.add(epoch);
      if (this.distributions) this.waiting.push(this.distributions.end(epoch, penalty, dataLoss));
      if (this.dropouts.length > 0 && this.areWeightsDue(epoch))
        this.waiting.push(readWeights(this.network.kernels, epoch));
    });
  }

  /** Weights are large: a few from the beginning, then one a second. */
  private areWeightsDue(epoch: number): boolean {
    const now = performance.now();
    const isDue =
      (epoch & (epoch - 1)) === 0 || epoch === this.options.epochs || now - this.weightsAt >= 1000;
    if (isDue) this.weightsAt = now;
    return isDue;
  }

  private watch(optimizer: WatchedOptimizer | undefined): () => void {
    const dropouts = new Map(this.dropouts.map((layer, index) => [layer as LayerPart, index]));
    const normalizations = new Map(this.normalizations.map((layer, index) => [layer as LayerPart, index]));
    const { distributions } = this;
    const watched = this.network.parts.filter(
      (part) =>
        part.getClassName() !== 'InputLayer' &&
        (distributions || dropouts.has(part) || normalizations.has(part)),
    );
    return watchSteps(watched, optimizer, {
      asks: (layer) => {
        if (!this.inStep) return false;
        const { packed } = this;
        if (distributions && this.spreading && this.batch === 1 && !packed.has(distributions.packer))
          return true;
        if (!layer) return false;
        if (normalizations.has(layer)) return this.batchNorm.asks;
        return dropouts.has(layer) && !packed.has(this.dropout.packer);
      },
      around: (layer, call) => {
        if (!this.inStep) return call();
        const dropout = dropouts.get(layer);
        if (dropout !== undefined)
          return this.packed.has(this.dropout.packer) ? call() : this.aroundDropout(layer, dropout, call);
        const normalization = normalizations.get(layer);
        if (normalization === undefined) return call();
        return this.batchNorm.around(
          normalization,
          (listener, code) => this.tap.during((...told) => this.guard(() => listener(...told)), code),
          call,
        );
      },
      called: (layer, inputs, outputs) => {
        if (!this.inStep) return;
        this.guard(() => this.called(layer, normalizations.get(layer), inputs[0], outputs[0]));
      },
      gradients: (gradients) => {
        if (!this.inStep) return;
        if (distributions && !this.packed.has(distributions.packer))
          this.guard(() => this.cost.spend(() => distributions.gradientsOf(gradients)));
        // What is called from here on is no longer the step's own.
        this.inStep = false;
      },
    });
  }

  private aroundDropout(layer: LayerPart, index: number, call: () => unknown): unknown {
    const operation = MASKS[layer.getClassName()];
    return this.tap.during((kernel, _inputs, output) => {
      if (kernel === operation) this.guard(() => this.dropout.add(index, output as WatchedTensor));
    }, call);
  }

  private called(
    layer: LayerPart,
    normalization: number | undefined,
    input: WatchedTensor | undefined,
    output: WatchedTensor | undefined,
  ): void {
    if (!input || !output) return;
    if (normalization !== undefined)
      this.cost.spend(() => this.batchNorm.called(normalization, this.epoch, input, output));
    const { distributions } = this;
    if (!distributions || !this.spreading || this.batch !== 1 || this.packed.has(distributions.packer))
      return;
    this.cost.spend(() => distributions.called(layer, output));
  }

  /** A record that fails must not take the training with it. */
  private guard(work: () => void): void {
    if (this.problem !== undefined) return;
    try {
      work();
    } catch (error) {
      this.problem = error instanceof Error ? error.message : String(error);
    }
  }

  private describePlan(): LayerPlan {
    const { layers, parts, names } = this.network;
    return {
      wanted: this.options.wanted,
      network: layers,
      dropout: this.dropouts.map((part) => {
        const layer = parts.indexOf(part);
        const seeded = part.seed !== undefined && part.seed !== null;
        return { layer, over: layerBehind(layers, layer), rate: part.rate, seeded };
      }),
      batchNorm: this.normalizations.map((part) => {
        const config = part.getConfig();
        const behind = layers[layerBehind(layers, parts.indexOf(part))];
        const channels = part.movingMean.read().size;
        const shown = shownChannels(channels, this.normalizations.length);
        return {
          name: names.get(part) ?? part.name,
          ...(behind && { after: withClass(behind) }),
          channels,
          ...(shown && { shown }),
          momentum: part.momentum,
          epsilon: part.epsilon,
          gamma: config.scale !== false,
          beta: config.center !== false,
        };
      }),
      distributions: this.distributions?.plan ?? null,
    };
  }
}

/** `hidden1 (Dense)`; "Dense 1" says it already. */
const withClass = ({ name, className }: NetworkLayer): string =>
  name.startsWith(className) ? name : `${name} (${className})`;

const hasMask = (part: LayerPart): boolean => {
  const { rate } = part as DropoutPart;
  return part.getClassName() in MASKS && rate > 0 && rate < 1;
};
