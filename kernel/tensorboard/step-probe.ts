import { type NamedLayer, namedLayers } from './layer-names.js';
import type { LayerPart, ModelPart, TensorPart } from './model-parts.js';

type Apply = NonNullable<ModelPart['optimizer']>['applyGradients'];

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
  private readonly undo: (() => void)[] = [];

  constructor(model: ModelPart) {
    const layers = namedLayers(model);
    for (const named of layers) this.listenToLayer(named);
    if (model.optimizer) this.listenToOptimizer(model.optimizer, layers);
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
    for (const undo of this.undo) undo();
  }

  private listenToLayer({ layer, path }: NamedLayer): void {
    const original = layer.call;
    const call: LayerPart['call'] = (inputs, kwargs) => {
      const outputs = original.call(layer, inputs, kwargs);
      // Validation runs between the last step and its end.
      if (this.step && kwargs?.training) {
        for (const output of Array.isArray(outputs) ? outputs : [outputs]) {
          append(this.step.activations, path, output);
        }
      }
      return outputs;
    };
    this.replace(layer, 'call', call);
  }

  private listenToOptimizer(optimizer: NonNullable<ModelPart['optimizer']>, layers: NamedLayer[]): void {
    const paths = new Map<string, string>();
    for (const { weights } of layers) {
      for (const { path, weight } of weights) paths.set(weight.read().name, path);
    }
    const original = optimizer.applyGradients;
    const apply: Apply = (gradients) => {
      const { step } = this;
      if (step) {
        const entries = Array.isArray(gradients)
          ? gradients.map(({ name, tensor }) => [name, tensor] as const)
          : Object.entries(gradients);
        for (const [name, tensor] of entries) append(step.gradients, paths.get(name) ?? name, tensor);
      }
      original.call(optimizer, gradients);
    };
    this.replace(optimizer, 'applyGradients', apply);
  }

  /** An own property hides the method of the class. One that somebody has since put around ours stays, and ours under it. */
  private replace<T extends object, K extends keyof T>(object: T, key: K, method: T[K]): void {
    const own = Object.getOwnPropertyDescriptor(object, key);
    object[key] = method;
    this.undo.push(() => {
      if (object[key] !== method) return;
      if (own) Object.defineProperty(object, key, own);
      else Reflect.deleteProperty(object, key);
    });
  }
}

/** A layer that is used several times has the values of all its uses. */
function append(values: Map<string, ArrayLike<number>>, path: string, tensor: TensorPart): void {
  if (tensor.dtype === 'string') return;
  const data = tensor.dataSync();
  const before = values.get(path) ?? [];
  const all = new Float32Array(before.length + data.length);
  all.set(before);
  all.set(data, before.length);
  values.set(path, all);
}
