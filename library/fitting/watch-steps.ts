export interface WatchedTensor {
  readonly shape: readonly number[];
  readonly size: number;
  readonly dtype: string;
  dataSync(): ArrayLike<number>;
}

export interface WatchedLayer {
  call(inputs: unknown, kwargs: Record<string, unknown> | undefined): unknown;
}

type Gradients = { name: string; tensor: WatchedTensor }[] | Record<string, WatchedTensor>;

export interface WatchedOptimizer {
  applyGradients(gradients: Gradients): void;
}

/** What a training step is told to; the tensors live only while they are told. */
export interface StepWatcher<Layer> {
  /** Does the call of a layer, with something around it. */
  around?(layer: Layer, call: () => unknown): unknown;
  /** A layer has been called in training. */
  called?(layer: Layer, inputs: WatchedTensor[], outputs: WatchedTensor[]): void;
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
    undo.push(
      replace(layer as WatchedLayer, 'call', (inputs, kwargs) => {
        const call = (): unknown => original.call(layer, inputs, kwargs);
        if (!watches || !kwargs?.training) return call();
        const outputs = watcher.around ? watcher.around(layer, call) : call();
        watcher.called?.(layer, list(inputs), list(outputs));
        return outputs;
      }),
    );
  }
  if (optimizer && watcher.gradients) {
    const original = optimizer.applyGradients;
    undo.push(
      replace(optimizer, 'applyGradients', (gradients) => {
        if (watches) watcher.gradients?.(named(gradients));
        original.call(optimizer, gradients);
      }),
    );
  }
  return () => {
    watches = false;
    for (const step of undo.reverse()) step();
  };
}

const named = (gradients: Gradients): (readonly [string, WatchedTensor])[] =>
  Array.isArray(gradients)
    ? gradients.map(({ name, tensor }) => [name, tensor] as const)
    : Object.entries(gradients);

const list = (tensors: unknown): WatchedTensor[] =>
  (Array.isArray(tensors) ? tensors : [tensors]) as WatchedTensor[];

interface Replaced {
  given: boolean;
  restore(): void;
}

/** On each method of ours: the kernel and the library that cells import each hold this file. */
const REPLACED = Symbol.for('epochbook.replaced-method');

/**
 * Puts an own property before the method of the class.
 *
 * @returns Takes it away again; under a later one of ours it stays until that goes, and under one of somebody else for good.
 */
function replace<T extends object, K extends keyof T>(object: T, key: K, method: T[K] & object): () => void {
  const own = Object.getOwnPropertyDescriptor(object, key);
  const replaced: Replaced = {
    given: true,
    restore() {
      if (own) Object.defineProperty(object, key, own);
      else Reflect.deleteProperty(object, key);
    },
  };
  object[key] = Object.assign(method, { [REPLACED]: replaced });
  const top = (): Replaced | undefined => (object[key] as { [REPLACED]?: Replaced })[REPLACED];
  return () => {
    replaced.given = false;
    for (let at = top(); at && !at.given; at = top()) at.restore();
  };
}
