import {
  type KernelEngine,
  KernelTap,
  type WatchedOptimizer,
  type WatchedTensor,
  watchSteps,
} from '../../../library/fitting/index.js';
import { BatchNormRecorder, shownChannels } from './batch-norm-recorder.js';
import { CostLimit } from './cost-limit.js';
import { DistributionRecorder } from './distribution-recorder.js';
import { DropoutRecorder } from './dropout-recorder.js';
import { readWeights } from './kernel-weights.js';
import type { LayerPlan, LayerRecord, RecordedLayers } from './layer-events.js';
import type { BatchNormalizationPart, ContainerPart, DropoutPart, LayerPart } from './layer-parts.js';
import { type DescribedNetwork, describeNetwork, layerBehind } from './network.js';
import { inOneBuffer } from './one-buffer.js';
import { Sampling } from './sampling.js';

/** The operation whose output is the mask, by the class of the layer. GaussianDropout multiplies with noise and has none. */
const MASKS: Record<string, string> = {
  Dropout: 'Floor',
  SpatialDropout1D: 'Floor',
  AlphaDropout: 'GreaterEqual',
};

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
  private waiting: LayerRecord[] = [];
  private inStep = false;
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
    this.dropout = new DropoutRecorder(this.dropouts.length, new Sampling());
    this.batchNorm = new BatchNormRecorder(this.normalizations, this.plan.batchNorm, new Sampling());
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

  beginStep(): void {
    if (this.problem !== undefined) return;
    this.step += 1;
    this.batch += 1;
    this.inStep = true;
    const firstOfSpread = this.spreading && this.batch === 1;
    this.dropout.begin();
    this.batchNorm.begin(this.step, this.batch === this.stepsPerEpoch, firstOfSpread);
    if (firstOfSpread) this.distributions?.arm();
  }

  endStep(): void {
    if (this.problem !== undefined || this.step === 0) return;
    this.inStep = false;
    this.distributions?.disarm();
    this.waiting.push(
      ...this.dropout.end(this.step, this.epoch),
      ...this.batchNorm.end(this.step, this.epoch),
    );
  }

  /** @param loss, penalty Of the epoch; the penalty is part of the loss. */
  endEpoch(epoch: number, loss: number, penalty: number | null): void {
    this.stepsPerEpoch ??= this.batch;
    if (this.spreading) this.guard(() => this.endEpochAt(epoch, loss - (penalty ?? 0), penalty ?? 0));
  }

  /** What was recorded since the last call. */
  take(): LayerRecord[] {
    const { waiting } = this;
    this.waiting = [];
    return waiting.length > 0 ? inOneBuffer(waiting) : waiting;
  }

  /** Ends the record: the last step is there, and the model as it was. */
  end(): void {
    if (this.problem === undefined) this.waiting.push(...this.dropout.last(), ...this.batchNorm.last());
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
      around: (layer, call) => {
        if (!this.inStep) return call();
        const dropout = dropouts.get(layer);
        if (dropout !== undefined) return this.aroundDropout(layer, dropout, call);
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
        this.guard(() => this.cost.spend(() => distributions?.gradientsOf(gradients)));
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
    if (distributions && this.spreading && this.batch === 1)
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
    const { layers, parts } = this.network;
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
          name: part.name,
          ...(behind && { after: `${behind.name} (${behind.className})` }),
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

const hasMask = (part: LayerPart): boolean => {
  const { rate } = part as DropoutPart;
  return part.getClassName() in MASKS && rate > 0 && rate < 1;
};
