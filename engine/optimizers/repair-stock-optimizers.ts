import type { Optimizer, Tensor, Variable } from '@tensorflow/tfjs-core';
import { wrapMethod } from '../patches/wrap-method.js';
import type { TfNamespace } from '../tf-namespace.js';

type Gradients = Parameters<Optimizer['applyGradients']>[0];
type NamedTensors = Awaited<ReturnType<Optimizer['getWeights']>>;

interface Kept {
  originalName: string;
  variable: Variable;
}

interface Adadelta {
  learningRate: number;
  rho: number;
  epsilon: number;
  accumulatedGrads: Kept[];
  accumulatedUpdates: Kept[];
  incrementIterations(): void;
}

interface Adamax {
  beta1: number;
  accBeta1: Variable;
  iteration: Variable;
  iterations: number;
  accumulatedFirstMoment: Kept[];
  accumulatedWeightedInfNorm: Kept[];
  saveIterations(): Promise<NamedTensors[number]>;
  extractIterations(weights: NamedTensors): Promise<NamedTensors>;
}

/**
 * Repairs TensorFlow.js' own optimizers: `adadelta` divided by the gradients of the steps before, centered `rmsprop` took its
 * epsilon away where it is to be added, and the state of `adamax` could not be saved.
 */
export function repairStockOptimizers(tf: TfNamespace): void {
  repairAdadelta(tf);
  wrapMethod<{ centered: boolean; epsilon: number }, [Gradients], void>(
    tf.RMSPropOptimizer.prototype,
    'applyGradients',
    'epsilon of a centered one',
    (original) =>
      function (gradients) {
        if (!this.centered) return original.call(this, gradients);
        const { epsilon } = this;
        // It is taken away from what it should be added to.
        this.epsilon = -epsilon;
        try {
          original.call(this, gradients);
        } finally {
          this.epsilon = epsilon;
        }
      },
  );
  saveAdamax(tf);
}

function repairAdadelta(tf: TfNamespace): void {
  wrapMethod<Adadelta, [Gradients], void>(
    tf.AdadeltaOptimizer.prototype,
    'applyGradients',
    'gradient of this step',
    () =>
      function (given) {
        const named = Array.isArray(given)
          ? given
          : Object.entries(given).map(([name, tensor]) => ({ name, tensor: tensor as Tensor }));
        named.forEach(({ name, tensor: gradient }, i) => {
          const value = tf.engine().registeredVariables[name] as Variable;
          const kept = (list: Kept[], what: string): Variable => {
            list[i] ??= {
              originalName: `${name}/${what}`,
              variable: tf.tidy(() => tf.variable(tf.zerosLike(value), false)),
            };
            return list[i].variable;
          };
          const gradients = kept(this.accumulatedGrads, 'accum_grad');
          const updates = kept(this.accumulatedUpdates, 'accum_var');
          if (gradient == null) return;
          tf.tidy(() => {
            const { rho, epsilon } = this;
            const mean = (old: Tensor, now: Tensor): Tensor =>
              tf.add(tf.mul(old, rho), tf.mul(tf.square(now), 1 - rho));
            const newGradients = mean(gradients, gradient);
            const sizes = tf.div(tf.sqrt(tf.add(updates, epsilon)), tf.sqrt(tf.add(newGradients, epsilon)));
            const update = tf.mul(sizes, gradient);
            updates.assign(mean(updates, update));
            gradients.assign(newGradients);
            value.assign(tf.add(tf.mul(update, -this.learningRate), value));
          });
        });
        this.incrementIterations();
      },
  );
}

function saveAdamax(tf: TfNamespace): void {
  const { prototype } = tf.AdamaxOptimizer;
  wrapMethod<Adamax, [], Promise<NamedTensors>>(
    prototype,
    'getWeights',
    'state of adamax to save',
    () =>
      async function () {
        const kept = [...this.accumulatedFirstMoment, ...this.accumulatedWeightedInfNorm];
        const slots = kept.map(({ originalName, variable }) => ({ name: originalName, tensor: variable }));
        return [await this.saveIterations(), ...slots];
      },
  );
  wrapMethod<Adamax, [NamedTensors], Promise<void>>(
    prototype,
    'setWeights',
    'state of adamax to go on with',
    () =>
      async function (weights) {
        const slots = await this.extractIterations(weights);
        const former = [...this.accumulatedFirstMoment, ...this.accumulatedWeightedInfNorm];
        tf.tidy(() => {
          this.iteration.assign(tf.scalar(this.iterations));
          this.accBeta1.assign(tf.scalar(this.beta1 ** (this.iterations + 1)));
        });
        const kept = slots.map(({ name, tensor }) => ({
          originalName: name,
          variable: tf.variable(tensor, false),
        }));
        this.accumulatedFirstMoment = kept.slice(0, kept.length / 2);
        this.accumulatedWeightedInfNorm = kept.slice(kept.length / 2);
        tf.dispose(former.map(({ variable }) => variable));
      },
  );
}
