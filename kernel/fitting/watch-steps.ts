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
  for (const layer of new Set(layers)) {
    const original = layer.call;
    undo.push(
      replace(layer as WatchedLayer, 'call', (inputs, kwargs) => {
        const call = (): unknown => original.call(layer, inputs, kwargs);
        if (!kwargs?.training) return call();
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
        watcher.gradients?.(
          Array.isArray(gradients)
            ? gradients.map(({ name, tensor }) => [name, tensor] as const)
            : Object.entries(gradients),
        );
        original.call(optimizer, gradients);
      }),
    );
  }
  return () => {
    for (const step of undo.reverse()) step();
  };
}

const list = (tensors: unknown): WatchedTensor[] =>
  (Array.isArray(tensors) ? tensors : [tensors]) as WatchedTensor[];

/** An own property hides the method of the class. One that somebody has since put around ours stays, and ours under it. */
function replace<T extends object, K extends keyof T>(object: T, key: K, method: T[K]): () => void {
  const own = Object.getOwnPropertyDescriptor(object, key);
  object[key] = method;
  return () => {
    if (object[key] !== method) return;
    if (own) Object.defineProperty(object, key, own);
    else Reflect.deleteProperty(object, key);
  };
}
