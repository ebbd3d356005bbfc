import type { Optimizer, serialization, Variable } from '@tensorflow/tfjs-core';
import { wrapMethod } from '../patches/wrap-method.js';
import type { TfNamespace } from '../tf-namespace.js';
import type { KerasOptimizer } from './keras-optimizer.js';
import {
  cosineDecay,
  cosineDecayRestarts,
  exponentialDecay,
  inverseTimeDecay,
  makeSchedule,
  piecewiseConstantDecay,
  polynomialDecay,
} from './learning-rate-schedules.js';
import { NamedOptimizers } from './named-optimizers.js';
import { repairStockOptimizers } from './repair-stock-optimizers.js';

type Make = (...given: unknown[]) => unknown;
type FromConfig = (cls: unknown, config: serialization.ConfigDict) => Optimizer;

/** Optimizers that TensorFlow.js has; with numbers alone they are its own. */
const stock = ['sgd', 'rmsprop', 'adagrad', 'adadelta', 'adam', 'adamax'] as const;
const added = ['adamw', 'nadam', 'lion', 'ftrl'] as const;

const schedules = {
  exponentialDecay,
  inverseTimeDecay,
  piecewiseConstantDecay,
  polynomialDecay,
  cosineDecay,
  cosineDecayRestarts,
} as const;

/**
 * Gives `tf.train` the optimizers of Keras and its learning-rate schedules, and `compile` their names. Models that are saved
 * with one of them are loaded with it.
 */
export function addOptimizers(tf: TfNamespace): void {
  const optimizers = new NamedOptimizers(tf);
  const train = tf.train as unknown as Record<string, Make>;
  if (train.adamw) return;
  for (const name of stock) {
    const original = train[name] as Make;
    train[name] = (...given) => {
      const [first] = given;
      const hasNumbers = typeof first !== 'object' || first === null;
      return hasNumbers ? original.apply(tf.train, given) : optimizers.given(name, given);
    };
  }
  for (const name of added) train[name] = (...given) => optimizers.given(name, given);
  for (const [name, kind] of Object.entries(schedules))
    train[name] = (...given) => makeSchedule(kind as never, given);
  repairStockOptimizers(tf);
  patchCompile(tf, optimizers);
  registerClasses(tf, optimizers);
  finalizeAfterFit(tf);
}

function patchCompile(tf: TfNamespace, optimizers: NamedOptimizers): void {
  wrapMethod<object, [args: { optimizer?: unknown }], void>(
    tf.LayersModel.prototype,
    'compile',
    'optimizers of Keras',
    (original) =>
      function (args) {
        const { optimizer } = args;
        const made =
          typeof optimizer === 'string'
            ? optimizers.named(optimizer)
            : typeof optimizer === 'object' && optimizer !== null && !(optimizer instanceof tf.Optimizer)
              ? optimizers.described(optimizer)
              : undefined;
        original.call(this, made ? { ...args, optimizer: made } : args);
        // An optimizer that was made here is the model's, to be disposed of with it.
        if (made) Object.assign(this, { isOptimizerOwned: true });
      },
  );
}

/** Finds a class again that a saved model names; TensorFlow.js' own have no weight decay among their options. */
function registerClasses(tf: TfNamespace, optimizers: NamedOptimizers): void {
  const { classNameMap } = tf.serialization.SerializationMap.getMap();
  for (const className of optimizers.classNames) {
    const [own, fromConfig] = (classNameMap[className] ?? []) as [unknown?, FromConfig?];
    const made: FromConfig = (cls, config) => {
      if (fromConfig && !('weightDecay' in config)) return fromConfig(cls, config);
      // tfjs-layers adds classes of the student's own to the options.
      const { customObjects: _objects, ...options } = config;
      return optimizers.ofClass(className, options) as Optimizer;
    };
    classNameMap[className] = [own ?? { className }, made] as never;
  }
}

interface Fitted {
  optimizer?: Partial<KerasOptimizer>;
  trainableWeights: { read(): Variable }[];
}

/** Keras makes the weights their running mean when a training ends. */
function finalizeAfterFit(tf: TfNamespace): void {
  for (const method of ['fit', 'fitDataset'])
    wrapMethod<Fitted, unknown[], Promise<unknown>>(
      tf.LayersModel.prototype,
      method,
      'running means of weights',
      (original) =>
        async function (...args) {
          const history = await original.apply(this, args);
          this.optimizer?.finalizeVariableValues?.(this.trainableWeights.map((weight) => weight.read()));
          return history;
        },
    );
}
