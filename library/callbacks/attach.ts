import Module from 'node:module';
import { libraryContext } from '../context.js';
import {
  type FitArguments,
  FitCallbacks,
  type FitModel,
  type FitTf,
  type FittingTf,
  isFitWrapped,
  type KernelEngine,
  rememberBatches,
  watchBatches,
  wrapFit,
} from '../fitting/index.js';

type Namespace = FittingTf & FitTf & { engine(): KernelEngine };

const isNamespace = (value: unknown): value is Namespace =>
  typeof value === 'object' && value !== null && 'LayersModel' in value && 'CustomCallback' in value;

const TFJS = /@tensorflow[\\/]tfjs(-layers|-node|-node-gpu)?[\\/]dist[\\/]/;

/** The tfjs of `setLibraryContext`, else those that this program has loaded. */
function namespaces(): Namespace[] {
  const { tf } = libraryContext();
  return isNamespace(tf) ? [tf] : loadedNamespaces();
}

/** The tfjs that this program trains with. */
export const currentTfjs = (): object | undefined => namespaces()[0];

/**
 * Lets `fit` of the tfjs that this program uses treat callbacks of ours as Keras does. A kernel does so itself.
 */
export function attachToTfjs(): void {
  for (const namespace of namespaces()) if (!isFitWrapped(namespace)) attach(namespace);
}

function loadedNamespaces(): Namespace[] {
  const { _cache } = Module as unknown as { _cache: Record<string, { exports: unknown }> };
  return Object.keys(_cache)
    .filter((file) => TFJS.test(file))
    .map((file) => _cache[file]?.exports)
    .filter(isNamespace);
}

function attach(tf: Namespace): void {
  wrapFit<FitModel & { isTraining: boolean }, FitArguments>(
    tf,
    async ({ kind, model, owner, args, train }) => {
      // Mistakes of the call are for tfjs to tell.
      if (!args || model.isTraining) return train(args);
      const { callbacks, yieldEvery, epochs = 1, initialEpoch = 0 } = args;
      const fit = new FitCallbacks({ tf, model, owner, callbacks, yieldEvery, epochs, initialEpoch });
      const start = fit.needPreparing ? await fit.prepare() : initialEpoch;
      const batches = watchBatches(kind, model, tf);
      fit.gathered = (rows, size) => batches.took(rows, size);
      let history: unknown;
      try {
        history = await train({ ...args, initialEpoch: start, callbacks: fit.forTfjs() });
        fit.nameHistory(history);
        return history;
      } finally {
        batches.end();
        rememberBatches(history, batches.order());
        fit.end();
      }
    },
  );
}
