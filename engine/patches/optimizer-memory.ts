import type { TfNamespace } from '../tf-namespace.js';
import { wrapMethod } from './wrap-method.js';

interface Disposable {
  isDisposed: boolean;
  dispose(): void;
}

interface OptimizerLike {
  c?: Disposable;
  getWeights(): Promise<{ name: string; tensor: Disposable }[]>;
  dispose(): void;
}

interface ModelLike {
  optimizer_?: OptimizerLike;
  isOptimizerOwned?: boolean;
  /** Of a Sequential: the model that it trains through. */
  model?: ModelLike;
}

/** The arrays that an optimizer keeps for each weight, whatever their names. */
const slotsOf = (optimizer: object): Disposable[] =>
  Object.values(optimizer).flatMap((value) =>
    Array.isArray(value)
      ? value.flatMap((slot: { variable?: Disposable } | null) => (slot?.variable ? [slot.variable] : []))
      : [],
  );

/** `getWeights` makes a tensor of the number of updates, which a save that asks for it would leave behind. */
async function withoutCounters<T>(optimizer: OptimizerLike | undefined, save: () => Promise<T>): Promise<T> {
  if (!optimizer) return save();
  const counters: Disposable[] = [];
  const read = optimizer.getWeights;
  const reading = async function (this: OptimizerLike) {
    const weights = await read.call(this);
    if (weights[0]?.name === 'iter') counters.push(weights[0].tensor);
    return weights;
  };
  optimizer.getWeights = reading;
  try {
    return await save();
  } finally {
    if (optimizer.getWeights === reading) delete (optimizer as Partial<OptimizerLike>).getWeights;
    if (optimizer.getWeights !== read) optimizer.getWeights = read;
    for (const counter of counters) if (!counter.isDisposed) counter.dispose();
  }
}

/** The model disposes of its optimizer with itself. A Sequential trains through a model of its own. */
function own(model: ModelLike): void {
  for (const each of [model, model.model]) if (each?.optimizer_) each.isOptimizerOwned = true;
}

/**
 * Tensors of optimizers that tfjs forgets: those of a loaded model, whose optimizer belongs to nobody else; those of a model
 * that is compiled anew; the learning rate of momentum; the state of an optimizer that is given another one; the number of
 * updates that was saved.
 */
export function patchOptimizerMemory(tf: TfNamespace): void {
  const patch = 'optimizer memory';
  for (const model of [tf.LayersModel, tf.Sequential])
    wrapMethod<ModelLike, [args: object], void>(
      model.prototype,
      'compile',
      patch,
      (original) =>
        function (args) {
          const { optimizer_: before, isOptimizerOwned: owned } = this;
          original.call(this, args);
          if (!before || !owned) return;
          if (this.optimizer_ === before) own(this);
          else before.dispose();
        },
    );
  wrapMethod<ModelLike, [config: object], void>(
    tf.LayersModel.prototype,
    'loadTrainingConfig',
    `${patch}, loaded`,
    (original) =>
      function (config) {
        original.call(this, config);
        own(this);
      },
  );
  wrapMethod<OptimizerLike, [], void>(
    tf.MomentumOptimizer.prototype,
    'dispose',
    patch,
    (original) =>
      function () {
        original.call(this);
        if (this.c && !this.c.isDisposed) this.c.dispose();
      },
  );
  wrapMethod<ModelLike, unknown[], Promise<unknown>>(
    tf.LayersModel.prototype,
    'save',
    `${patch}, saved`,
    (original) =>
      function (...args) {
        return withoutCounters(this.optimizer_, () => original.apply(this, args));
      },
  );
  for (const optimizer of [
    tf.AdadeltaOptimizer,
    tf.AdagradOptimizer,
    tf.AdamOptimizer,
    tf.MomentumOptimizer,
    tf.RMSPropOptimizer,
  ])
    wrapMethod<object, [weights: object[]], Promise<void>>(
      optimizer.prototype,
      'setWeights',
      `${patch}, state`,
      (original) =>
        async function (weights) {
          const before = slotsOf(this);
          await original.call(this, weights);
          const kept = new Set(slotsOf(this));
          for (const slot of before) if (!kept.has(slot) && !slot.isDisposed) slot.dispose();
        },
    );
}
