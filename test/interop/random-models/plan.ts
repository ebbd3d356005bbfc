import { commitNumber } from '../../../scripts/commit-number.mjs';
import { hasExtra } from '../../../scripts/provide-python.mjs';

/**
 * Which seeds, on which backend of Keras and which engine of ours. A run draws some of 300 models, the same ones for the same
 * commit. All of them, or more: `EPOCHBOOK_RANDOM_MODELS=0:300`, `1000:2000`.
 */
export interface Plan {
  tensorflow: number[];
  /** On TensorFlow embeddings are updated as on other backends (see make.py); with these, on one of them, that is kept true. */
  jax: number[];
  /** Also on the native engine. */
  native: number[];
  /** Saved here before they are trained, and trained by Keras. */
  savedHere: number[];
}

const MODELS = 300;
const DRAWN = 120;

/** All seeds of this run. */
export const seeds: readonly number[] = asked() ?? drawn();

function asked(): number[] | undefined {
  const { EPOCHBOOK_RANDOM_MODELS: range } = process.env;
  if (!range) return undefined;
  const [first = 0, end = first + MODELS] = range.split(':').map(Number);
  return Array.from({ length: end - first }, (_, i) => first + i);
}

/** In a row, behind the last the first: so each kind of model has its share, as it goes by the remainder of its seed. */
function drawn(): number[] {
  const first = commitNumber() % MODELS;
  return Array.from({ length: DRAWN }, (_, i) => (first + i) % MODELS);
}

export const plan: Plan = {
  tensorflow: seeds.filter((seed) => !isOnJax(seed)),
  jax: seeds.filter(isOnJax),
  native: seeds.filter((seed) => seed % 3 === 1),
  savedHere: seeds.filter((seed) => seed % 11 === 3),
};

/**
 * A sixth of the models with an embedding: JAX takes seconds to compile each. None with a mask: between a batch's loss and
 * its metrics Keras loses the mask of an output on JAX, and counts padding in these; on TensorFlow it does not.
 */
function isOnJax(seed: number): boolean {
  return hasExtra('jax') && seed % 60 === 5;
}
