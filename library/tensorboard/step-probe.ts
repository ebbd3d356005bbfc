import { type WatchedTensor, watchSteps } from '../fitting/index.js';
import { namedLayers } from './layer-names.js';
import type { ModelPart } from './model-parts.js';

/** What the probe read of one training step, under the paths of the layers and of the weights. */
export interface ProbedStep {
  activations: Map<string, ArrayLike<number>>;
  gradients: Map<string, ArrayLike<number>>;
}

/**
 * Reads the activations and the gradients of a training step, those that the step itself computes: it copies numbers out
 * of tensors that are there. Nothing is computed a second time, no random number is drawn, no moving statistic moves, and
 * no tensor is made, so the training stays the same bit for bit.
 */
export class StepProbe {
  private step: ProbedStep | undefined;
  private readonly unwatch: () => void;

  constructor(model: ModelPart) {
    const named = namedLayers(model);
    const paths = new Map(named.map(({ layer, path }) => [layer, path]));
    const weights = new Map<string, string>();
    for (const layer of named)
      for (const { path, weight } of layer.weights) weights.set(weight.read().name, path);
    this.unwatch = watchSteps(
      named.map(({ layer }) => layer),
      model.optimizer,
      {
        asks: () => this.isArmed,
        called: (layer, _inputs, outputs) => {
          if (!this.step) return;
          for (const output of outputs) append(this.step.activations, paths.get(layer) ?? layer.name, output);
        },
        gradients: (gradients) => {
          if (!this.step) return;
          for (const [name, tensor] of gradients)
            append(this.step.gradients, weights.get(name) ?? name, tensor);
        },
      },
    );
  }

  get isArmed(): boolean {
    return this.step !== undefined;
  }

  /** Reads the next training step. */
  arm(): void {
    this.step = { activations: new Map(), gradients: new Map() };
  }

  /** What was read since `arm`; undefined where it was not called. */
  take(): ProbedStep | undefined {
    const { step } = this;
    this.step = undefined;
    return step;
  }

  remove(): void {
    this.step = undefined;
    this.unwatch();
  }
}

/** A layer that is used several times has the values of all its uses. */
function append(values: Map<string, ArrayLike<number>>, path: string, tensor: WatchedTensor): void {
  if (tensor.dtype === 'string') return;
  const data = tensor.dataSync();
  const before = values.get(path) ?? [];
  const all = new Float32Array(before.length + data.length);
  all.set(before);
  all.set(data, before.length);
  values.set(path, all);
}
