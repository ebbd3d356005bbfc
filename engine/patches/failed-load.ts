import { AsyncLocalStorage } from 'node:async_hooks';
import type { TfNamespace } from '../tf-namespace.js';
import { wrapMethod } from './wrap-method.js';

interface Made {
  isDisposed: boolean;
  dispose(): void;
}

interface TrackingEngine {
  trackTensor(tensor: Made, backend: unknown): void;
}

const LOADERS = ['loadLayersModel', 'loadGraphModel'] as const;

/**
 * A load that fails leaves the weights of the half-made model and what was read of the file. With the patch what a load has
 * made is disposed when it fails. Tensors are followed only while a load is at work, and only those that it makes itself.
 */
export function patchFailedLoad(tf: TfNamespace): void {
  const made = new AsyncLocalStorage<Set<Made>>();
  let loads = 0;
  const engine = tf.engine() as unknown as TrackingEngine;
  const { trackTensor } = Object.getPrototypeOf(engine) as TrackingEngine;
  const begin = () => {
    loads += 1;
    if (loads === 1)
      engine.trackTensor = function (tensor, backend) {
        made.getStore()?.add(tensor);
        trackTensor.call(this, tensor, backend);
      };
  };
  const end = () => {
    loads -= 1;
    if (loads > 0) return;
    // Back to the method of the prototype; contexts that are followed slow every promise down.
    delete (engine as Partial<TrackingEngine>).trackTensor;
    made.disable();
  };
  for (const loader of LOADERS)
    wrapMethod<unknown, unknown[], Promise<unknown>>(
      tf,
      loader,
      `failed load, ${loader}`,
      (original) =>
        async function (this: unknown, ...args) {
          const own = new Set<Made>();
          begin();
          try {
            return await made.run(own, () => original.apply(this, args));
          } catch (error) {
            for (const tensor of own) if (!tensor.isDisposed) tensor.dispose();
            throw error;
          } finally {
            end();
          }
        },
    );
}
