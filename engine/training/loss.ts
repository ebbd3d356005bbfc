import type { Tensor } from '@tensorflow/tfjs-core';
import { didYouMean, say } from '../../words/index.js';
import type { TfNamespace } from '../tf-namespace.js';
import { type LossFunctions, type LossValues, lossFunctions, type Options } from './loss-functions.js';
import { camel, LOSS_KINDS, LOSS_NAMES, type LossKind, lossKind, tfjsLossName } from './loss-names.js';

const REDUCTIONS = ['sum_over_batch_size', 'sum', 'mean', 'mean_with_sample_weight'] as const;
export type Reduction = (typeof REDUCTIONS)[number];

export type LossFunction = (yTrue: Tensor, yPred: Tensor) => LossValues;

/** A loss with its options, as `compile` takes it: `tf.losses.binaryCrossentropy({ fromLogits: true })`. */
export class KerasLoss {
  /** Options that differ from their defaults. */
  readonly options: Options;
  readonly reduction: Reduction;

  /** @throws Error for an option that the loss has not. */
  constructor(
    readonly kind: LossKind,
    given: Options = {},
  ) {
    const { reduction = 'sum_over_batch_size', name: _name, dtype: _dtype, fn: _fn, ...options } = given;
    if (!REDUCTIONS.includes(reduction as Reduction)) throw unknownReduction(kind, reduction);
    this.reduction = (reduction === 'mean' ? 'sum_over_batch_size' : reduction) as Reduction;
    const defaults = kind.options ?? {};
    this.options = {};
    for (const [key, value] of Object.entries(options)) {
      if (!(camel(key) in defaults)) throw unknownOption(kind.className, key, Object.keys(defaults));
      if (value !== undefined && value !== defaults[camel(key)]) this.options[camel(key)] = value;
    }
  }

  /** Whether it does what its name alone does. */
  get isPlain(): boolean {
    return this.reduction === 'sum_over_batch_size' && Object.keys(this.options).length === 0;
  }

  getClassName(): string {
    return this.kind.className;
  }

  getConfig(): Options {
    return { ...this.kind.options, ...this.options, reduction: this.reduction };
  }
}

/** A loss as the training step needs it. */
export interface ReadyLoss {
  values: LossFunction;
  reduction: Reduction;
  /** The name by which tfjs-layers checks the targets. */
  checkedAs: unknown;
  options: Options;
  /** Undefined for a function of the student's own. */
  kind: LossKind | undefined;
  /** tfjs-layers' own function is meant: its value differs from Keras' at the edges, and its name has always stood for it. */
  own: boolean;
}

const functions = new WeakMap<object, LossFunctions>();

export function lossFunctionsOf(tf: TfNamespace): LossFunctions {
  const made = functions.get(tf) ?? lossFunctions(tf);
  functions.set(tf, made);
  return made;
}

/**
 * The loss that was meant by a name of Keras or TensorFlow.js, a class with its config, an instance, or a function.
 *
 * @throws Error for what is none of these; the nearest right names are in it.
 */
export function readyLoss(tf: TfNamespace, given: unknown, output: OutputShape): ReadyLoss {
  const loss = lossOf(given, output);
  if (typeof loss === 'function')
    return {
      values: loss,
      reduction: 'sum_over_batch_size',
      checkedAs: loss,
      options: {},
      kind: undefined,
      own: true,
    };
  const { kind, options, reduction } = loss;
  const call = lossFunctionsOf(tf)[kind.name] as LossFunctions[string];
  return {
    values: (yTrue, yPred) =>
      call(yTrue.dtype === 'float32' ? yTrue : tf.cast(yTrue, 'float32'), yPred, options),
    reduction,
    checkedAs: checkedAs(kind, loss.isPlain),
    options,
    kind,
    own: given === kind.tfjs && kind.name !== 'log_cosh',
  };
}

/** The last axis of an output decides what "crossentropy" stands for. */
export interface OutputShape {
  shape: readonly (number | null)[];
}

function lossOf(given: unknown, { shape }: OutputShape): KerasLoss | LossFunction {
  if (given instanceof KerasLoss || typeof given === 'function') return given as KerasLoss | LossFunction;
  if (typeof given === 'string') {
    const short = /^(crossentropy|ce)$/i.test(given);
    const kind = lossKind(short ? (shape.at(-1) === 1 ? 'bce' : 'categorical_crossentropy') : given);
    if (!kind) throw unknownLoss(given);
    return new KerasLoss(kind);
  }
  const config = classConfig(given);
  if (!config) throw noLoss(given);
  const kind = lossKind(config.className);
  if (!kind) throw unknownLoss(config.className);
  return new KerasLoss(kind, config.config);
}

/** `{className, config}`, or `{class_name, config}` as Keras writes it. */
export function classConfig(given: unknown): { className: string; config: Options } | undefined {
  if (typeof given !== 'object' || given === null) return undefined;
  const { className, class_name: pythonic, config } = given as Record<string, unknown>;
  const name = className ?? pythonic;
  if (typeof name !== 'string') return undefined;
  return { className: name, config: (config ?? {}) as Options };
}

/** tfjs-layers knows shapes of targets by its own losses; where it has none like it, one that wants the output's shape. */
function checkedAs(kind: LossKind, plain: boolean): string {
  const own = tfjsLossName(kind);
  if (kind.name === 'sparse_categorical_crossentropy') return own;
  return plain && TFJS_LOSSES.has(own) ? own : 'poisson';
}

const TFJS_LOSSES = new Set(
  LOSS_KINDS.filter(({ name }) => !/^(huber|dice|tversky)$|focal/.test(name)).map(tfjsLossName),
);

function unknownLoss(name: string): Error {
  const hint = didYouMean(name, LOSS_NAMES);
  return new Error(
    say(
      `compile knows no loss "${name}".${hint || ' It may be a name of Keras, like "mse", "binary_crossentropy" or "categorical_crossentropy", or a function (yTrue, yPred) => tensor.'}`,
      `compile에 "${name}"(이)라는 손실 함수가 없습니다.${hint || ' "mse", "binary_crossentropy", "categorical_crossentropy" 같은 Keras 이름이나 (yTrue, yPred) => tensor 형태의 함수를 쓰세요.'}`,
    ),
  );
}

const noLoss = (given: unknown): Error =>
  new Error(
    say(
      `compile needs a loss, and ${given === null ? 'null' : (JSON.stringify(given) ?? typeof given)} is none: give a name like "mse", { className: "Huber", config: { delta: 2 } }, or a function (yTrue, yPred) => tensor.`,
      `compile에 손실 함수가 필요한데 ${given === null ? 'null' : (JSON.stringify(given) ?? typeof given)}은(는) 손실 함수가 아닙니다. "mse" 같은 이름이나 { className: "Huber", config: { delta: 2 } }, 또는 (yTrue, yPred) => tensor 형태의 함수를 쓰세요.`,
    ),
  );

/** An option that a loss or metric has not. */
export function unknownOption(className: string, key: string, options: readonly string[]): Error {
  const hint = didYouMean(key, options);
  const known = options.join(', ');
  return new Error(
    say(
      `${className} has no option "${key}".${hint}${known === '' ? ' It has none.' : ` Its options: ${known}.`}`,
      `${className}에는 "${key}" 옵션이 없습니다.${hint}${known === '' ? ' 옵션을 받지 않습니다.' : ` 쓸 수 있는 옵션: ${known}.`}`,
    ),
  );
}

const unknownReduction = (kind: LossKind, reduction: unknown): Error =>
  new Error(
    say(
      `The reduction ${JSON.stringify(reduction)} of ${kind.className} gives no single number to train on. Use one of ${REDUCTIONS.map((name) => `"${name}"`).join(', ')}.`,
      `${kind.className}의 reduction ${JSON.stringify(reduction)}(으)로는 학습에 쓸 값 하나를 얻을 수 없습니다. ${REDUCTIONS.map((name) => `"${name}"`).join(', ')} 중 하나를 쓰세요.`,
    ),
  );
