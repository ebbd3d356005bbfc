import type { TfNamespace } from '../../tf-namespace.js';
import {
  type Asks,
  markOf,
  TELL_OPERATION,
  type TellOperation,
  type WatchedPenalties,
  type WatchedTensor,
  type WatchedUpdate,
} from '../../watching/index.js';
import type { CompiledModel } from '../support/model-parts.js';
import type { TappedValue, Watchable } from '../trace/trace.js';
import { tellPenalties } from './penalties.js';

type Read = (value: TappedValue) => Float32Array | Int32Array;

const hasOwnPenalties = (model: CompiledModel): boolean => Object.hasOwn(model, 'calculateLosses');

/** Whether anybody watches a model. */
export const isWatched = (model: CompiledModel, { calls }: Watchable): boolean =>
  hasOwnPenalties(model) ||
  markOf(model.optimizer_.applyGradients) !== undefined ||
  calls.some(({ layer }) => markOf((layer as { call: unknown }).call) !== undefined);

/** Somebody who watches a layer or the optimizer of a model. */
export interface Watching {
  /** The layer; undefined for the optimizer, and for penalties that are told of in no other way. */
  readonly layer: object | undefined;
  /** The same number for the same place of `calls`. */
  readonly call: number;
  /** Undefined where he asks for each step. */
  readonly asks: readonly Asks[] | undefined;
}

/** All who watch a model. */
export function whoWatches(model: CompiledModel, { calls }: Watchable): Watching[] {
  const watching: Watching[] = [];
  const add = (
    mark: { readonly asks: readonly Asks[] | undefined } | undefined,
    call: number,
    layer?: object,
  ): void => {
    if (mark) watching.push({ layer, call, asks: mark.asks });
  };
  calls.forEach(({ layer }, call) => {
    add(markOf((layer as { call: unknown }).call), call, layer);
  });
  add(markOf<WatchedUpdate>(model.optimizer_.applyGradients), UPDATE);
  if (hasOwnPenalties(model) && !toldOfPenalties(model)) add({ asks: undefined }, PENALTIES);
  return watching;
}

const NOBODY: readonly Watching[] = [];

/** Those who ask for the step that is being done. */
export function whoAsks(watching: readonly Watching[]): readonly Watching[] {
  let found: Watching[] | undefined;
  for (const each of watching) {
    if (each.asks && !each.asks.some((asksFor) => asksFor())) continue;
    found ??= [];
    found.push(each);
  }
  return found ?? NOBODY;
}

/** Where the update and the penalties stand beside the calls of layers. */
const [UPDATE, PENALTIES] = [-1, -2];

/** Whether penalties are told of in another way where many steps are done in one go. */
const toldOfPenalties = (model: CompiledModel): boolean =>
  markOf<WatchedPenalties>(model.calculateLosses) !== undefined;

/**
 * Tells whoever watches a model what a compiled step has done, in the order in which it would have happened.
 *
 * @param told Who is told; all where it is left out.
 */
export function replay(
  tf: TfNamespace,
  model: CompiledModel,
  watchable: Watchable,
  read: Read,
  told?: readonly Watching[],
): void {
  const isTold = (call: number): boolean => told?.some((watching) => watching.call === call) ?? true;
  const tensor = (value: TappedValue): WatchedTensor => ({
    shape: value.shape,
    size: value.shape.reduce((size, length) => size * length, 1),
    dtype: value.dtype,
    dataSync: () => read(value),
  });
  const tell = (tf.engine() as { [TELL_OPERATION]?: TellOperation })[TELL_OPERATION];
  watchable.calls.forEach(({ layer, inputs, outputs, operations }, call) => {
    if (!isTold(call)) return;
    markOf((layer as { call: unknown }).call)?.replay(inputs.map(tensor), outputs.map(tensor), () => {
      for (const { kernel, inputs: given, output } of operations) {
        const told = Object.entries(given).map(([name, value]) => [
          name,
          'tap' in value ? tensor(value) : value,
        ]);
        tell?.(kernel, Object.fromEntries(told), tensor(output));
      }
    });
  });
  if (isTold(PENALTIES) && hasOwnPenalties(model))
    tf.tidy(() => {
      tellPenalties(model, () =>
        watchable.penalties.map((value) => tf.scalar((read(value) as Float32Array)[0] as number)),
      );
    });
  const update = markOf<WatchedUpdate>(model.optimizer_.applyGradients);
  if (!update || !isTold(UPDATE)) return;
  tf.tidy(() => {
    const told = (value: TappedValue): WatchedTensor =>
      update.computes ? tf.tensor(read(value), [...value.shape]) : tensor(value);
    update.replay(watchable.gradients.map(([name, value]) => [name, told(value)] as const));
  });
}
