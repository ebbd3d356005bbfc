import type { H5Array } from '../hdf5.js';
import { sameShape } from '../model-weights.js';
import type { FileOptimizer, ModelParts, NamedTensor } from '../tfjs-parts.js';

// The state of the optimizers that compute as Keras' do: they list it as Keras does.

/** Of Nadam alone: a number that all weights share, which Keras makes out of the number of updates again. */
const isShared = ({ name }: NamedTensor): boolean => name === 'shared';

/** The state as it is; first values where there was no training. */
async function stateOf(model: ModelParts, optimizer: FileOptimizer): Promise<NamedTensor[]> {
  optimizer.build?.(model.trainableWeights.map((weight) => weight.read()));
  return optimizer.getWeights();
}

/** The number of updates, the learning rate where it is none of a schedule, then the arrays for each weight. */
export async function stateToKeras(model: ModelParts, optimizer: FileOptimizer): Promise<H5Array[]> {
  const [iterations, ...state] = await stateOf(model, optimizer);
  const updates = Number((await iterations?.tensor.data())?.[0] ?? 0);
  iterations?.tensor.dispose();
  const arrays = state
    .filter((one) => !isShared(one))
    .map(async ({ tensor }) => ({
      shape: tensor.shape,
      data: Float32Array.from(await tensor.data()),
    }));
  for (const one of state) if (isShared(one)) one.tensor.dispose();
  const rate = optimizer.schedule ? [] : [{ shape: [], data: Float32Array.of(optimizer.learningRate ?? 0) }];
  return [{ shape: [], data: BigInt64Array.of(BigInt(updates)) }, ...rate, ...(await Promise.all(arrays))];
}

/** What the optimizer takes; undefined where it is the state of another one. */
export async function stateFromKeras(
  model: ModelParts,
  optimizer: FileOptimizer,
  iterations: H5Array,
  slots: H5Array[],
): Promise<H5Array[] | undefined> {
  const [own, ...expected] = await stateOf(model, optimizer);
  own?.tensor.dispose();
  const wanted = expected.filter((one) => !isShared(one)).map(({ tensor }) => tensor.shape);
  for (const one of expected) if (isShared(one)) one.tensor.dispose();
  // tf-keras keeps velocities also where there is no momentum.
  const given = wanted.length === 0 ? [] : slots.slice(0, wanted.length);
  if (given.length !== wanted.length) return undefined;
  if (wanted.length > 0 && slots.length !== wanted.length && !endsInScalar(slots, wanted.length))
    return undefined;
  if (!given.every(({ shape }, i) => sameShape(shape, wanted[i] as number[]))) return undefined;
  const updates = Number(iterations.data[0]);
  const shared = expected.some(isShared)
    ? [{ shape: [], data: Float32Array.of(momentumProduct(optimizer, updates)) }]
    : [];
  return [{ shape: [], data: iterations.data }, ...given, ...shared];
}

/** Nadam's number, where it is stored. */
const endsInScalar = (slots: H5Array[], count: number): boolean =>
  slots.length === count + 1 && slots.at(-1)?.shape.length === 0;

function momentumProduct(optimizer: FileOptimizer, updates: number): number {
  const beta = Number(optimizer.getConfig()?.beta1 ?? 0.9);
  let product = 1;
  for (let update = 1; update <= updates; update++) product *= beta * (1 - 0.5 * 0.96 ** update);
  return product;
}
