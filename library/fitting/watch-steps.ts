import {
  type Asks,
  markOf,
  WATCHED,
  type WatchedCall,
  type WatchedTensor,
  type WatchedUpdate,
} from '../../engine/watching/index.js';
import { replaceMethod } from './replace-method.js';

export type { WatchedTensor } from '../../engine/watching/index.js';

export interface WatchedLayer {
  call(inputs: unknown, kwargs: Record<string, unknown> | undefined): unknown;
}

type Gradients = { name: string; tensor: WatchedTensor }[] | Record<string, WatchedTensor>;

export interface WatchedOptimizer {
  applyGradients(gradients: Gradients): void;
}

/** What a training step is told to; the tensors live only while they are told. */
export interface StepWatcher<Layer> {
  /**
   * Whether it is to be told of a layer in the step that is being done (of the gradients, without a layer); where it is left out,
   * always. Who has it looks at no weights but those of the layer.
   */
  asks?(layer?: Layer): boolean;
  /** Does the call of a layer, with something around it. */
  around?(layer: Layer, call: () => unknown): unknown;
  /** A layer has been called in training. */
  called?(layer: Layer, inputs: WatchedTensor[], outputs: WatchedTensor[]): void;
  /** Whether `gradients` computes with them as tensors. */
  computes?: boolean;
  /** The gradients of a step, by the names of the weights' variables, before they are applied. */
  gradients?(gradients: (readonly [string, WatchedTensor])[]): void;
}

/**
 * Tells what happens within the training steps of a model: the very tensors that the step computes. Inference (a validation,
 * `predict`) is not told.
 *
 * @returns Ends it.
 */
export function watchSteps<Layer extends WatchedLayer>(
  layers: readonly Layer[],
  optimizer: WatchedOptimizer | undefined,
  watcher: StepWatcher<Layer>,
): () => void {
  const undo: (() => void)[] = [];
  // Somebody who came later may hold on to what is put in here.
  let watches = true;
  for (const layer of new Set(layers)) {
    const original = layer.call;
    const told = (inputs: unknown, call: () => unknown): unknown => {
      if (!watches) return call();
      const outputs = watcher.around ? watcher.around(layer, call) : call();
      watcher.called?.(layer, list(inputs), list(outputs));
      return outputs;
    };
    const mark: WatchedCall = {
      original,
      asks: allWhoAsk(watcher.asks && (() => watcher.asks?.(layer) === true), original),
      replay(inputs, outputs, inside) {
        told(inputs, () => {
          const other = markOf(original);
          if (other) other.replay(inputs, outputs, inside);
          else inside();
          return outputs;
        });
      },
    };
    const method: WatchedLayer['call'] = (inputs, kwargs) => {
      const call = (): unknown => original.call(layer, inputs, kwargs);
      return kwargs?.training ? told(inputs, call) : call();
    };
    undo.push(replaceMethod(layer as WatchedLayer, 'call', Object.assign(method, { [WATCHED]: mark })));
  }
  if (optimizer && watcher.gradients) {
    const original = optimizer.applyGradients;
    const mark: WatchedUpdate = {
      original,
      asks: allWhoAsk(watcher.asks && (() => watcher.asks?.() === true), original),
      computes: watcher.computes === true || markOf<WatchedUpdate>(original)?.computes === true,
      replay(gradients) {
        if (watches) watcher.gradients?.(gradients);
        markOf<WatchedUpdate>(original)?.replay(gradients);
      },
    };
    const method: WatchedOptimizer['applyGradients'] = (gradients) => {
      if (watches) watcher.gradients?.(named(gradients));
      original.call(optimizer, gradients);
    };
    undo.push(replaceMethod(optimizer, 'applyGradients', Object.assign(method, { [WATCHED]: mark })));
  }
  return () => {
    watches = false;
    for (const step of undo.reverse()) step();
  };
}

/** Undefined where one of them asks for each step. */
function allWhoAsk(asks: Asks | undefined, original: unknown): readonly Asks[] | undefined {
  const before = markOf(original);
  if (!asks) return undefined;
  return before ? before.asks && [asks, ...before.asks] : [asks];
}

const named = (gradients: Gradients): (readonly [string, WatchedTensor])[] =>
  Array.isArray(gradients)
    ? gradients.map(({ name, tensor }) => [name, tensor] as const)
    : Object.entries(gradients);

const list = (tensors: unknown): WatchedTensor[] =>
  (Array.isArray(tensors) ? tensors : [tensors]) as WatchedTensor[];
