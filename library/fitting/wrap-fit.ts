import { checkedFit, expectAwait, resultMembers } from '../../engine/checks/index.js';
import type { FitModel } from './contract.js';

/** The arguments of `fit` and `fitDataset` that a wrapper may want to know or change. */
export interface FitArguments {
  epochs?: number;
  initialEpoch?: number;
  callbacks?: unknown;
  yieldEvery?: unknown;
}

export interface FitCall<Model extends FitModel, Args extends FitArguments> {
  kind: 'fit' | 'fitDataset';
  /** The model whose loop runs. */
  model: Model;
  /** The model that the student trains: a `Sequential` trains through an inner model. */
  owner: object;
  /** Inputs of `fit`, or the data set of `fitDataset`. */
  data: unknown;
  /** Targets of `fit`; a data set holds its own. */
  targets?: unknown;
  args: Args;
  /** Trains with these arguments. */
  train(args: Args): Promise<unknown>;
}

// biome-ignore lint/suspicious/noExplicitAny: the methods of two tfjs packages, whose types differ
type Method = (this: any, ...args: any[]) => Promise<unknown>;

interface FitPrototype {
  fit: Method;
  fitDataset: Method;
}

/** The part of a `tf` namespace whose `fit` can be wrapped. */
export interface FittingTf {
  LayersModel: { prototype: FitPrototype };
  Sequential?: { prototype: FitPrototype } | undefined;
}

const WRAPPED = Symbol.for('epochbook.wrapped-fit');

/** Whether somebody, in whatever bundle, wraps the `fit` of this namespace already. */
export const isFitWrapped = (tf: FittingTf): boolean => WRAPPED in tf.LayersModel.prototype.fit;

/** Lets `around` run in the place of each `fit` and `fitDataset` of a tfjs namespace. */
export function wrapFit<Model extends FitModel, Args extends FitArguments>(
  tf: FittingTf,
  around: (call: FitCall<Model, Args>) => Promise<unknown>,
): void {
  const owners = new WeakMap<object, object>();
  const { prototype } = tf.LayersModel;
  const { fit, fitDataset } = prototype;
  const ownerOf = (model: object): object => owners.get(model) ?? model;
  prototype.fit = awaited('fit', async function (...given) {
    const [data, targets, options] = given;
    const args = checkedFit<Args>(this, 'fit', given, options ?? {});
    const train = (changed: Args): Promise<unknown> => fit.call(this, data, targets, changed);
    return around({ kind: 'fit', model: this, owner: ownerOf(this), data, targets, args, train });
  });
  prototype.fitDataset = awaited('fitDataset', async function (...given) {
    const [data, options] = given;
    const args = checkedFit<Args>(this, 'fitDataset', given, options);
    const train = (changed: Args): Promise<unknown> => fitDataset.call(this, data, changed);
    return around({ kind: 'fitDataset', model: this, owner: ownerOf(this), data, args, train });
  });
  if (tf.Sequential) noteOwners(tf.Sequential.prototype, owners);
}

/** A `Sequential` hands its training on to a model inside. */
function noteOwners(prototype: FitPrototype, owners: WeakMap<object, object>): void {
  for (const name of ['fit', 'fitDataset'] as const) {
    const original = prototype[name];
    prototype[name] = mark(function (...args) {
      const inner: unknown = this.model;
      if (typeof inner === 'object' && inner !== null) owners.set(inner, this);
      return original.apply(this, args);
    });
  }
}

const mark = (method: Method): Method => Object.assign(method, { [WRAPPED]: true });

/** Where the promise of a fit is taken for its history, it says so. */
const awaited = (name: string, method: Method): Method =>
  mark(function (...given) {
    return expectAwait(method.apply(this, given), `model.${name}(…)`, resultMembers.history);
  });
