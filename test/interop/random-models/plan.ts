import { hasJax } from '../../../scripts/provide-python.mjs';

/** Which seeds, on which backend of Keras and which engine of ours. More of them: `EPOCHBOOK_RANDOM_MODELS=1000:2000`. */
export interface Plan {
  tensorflow: number[];
  /** On TensorFlow embeddings are updated as on other backends (see make.py); with these, on one of them, that is kept true. */
  jax: number[];
  /** Also on the native engine. */
  native: number[];
  /** Saved here before they are trained, and trained by Keras. */
  savedHere: number[];
}

const [first = 0, end = first + 300] = (process.env.EPOCHBOOK_RANDOM_MODELS ?? '0:300')
  .split(':')
  .map(Number);

/** All seeds. */
export const seeds: readonly number[] = Array.from({ length: end - first }, (_, i) => first + i);

export const plan: Plan = {
  tensorflow: seeds.filter((seed) => !isOnJax(seed)),
  jax: seeds.filter(isOnJax),
  native: seeds.filter((seed) => seed % 4 === 1),
  savedHere: seeds.filter((seed) => seed % 7 === 3),
};

/**
 * A third of the models with an embedding: JAX takes seconds to compile each. None with a mask: between a batch's loss and
 * its metrics Keras loses the mask of an output on JAX, and counts padding in these; on TensorFlow it does not.
 */
function isOnJax(seed: number): boolean {
  return hasJax() && seed % 30 === 5;
}
