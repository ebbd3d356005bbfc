import { shortestFloat } from '../../../protocol/index.js';
import type { H5Array } from '../hdf5.js';
import { sameShape, shapeOf } from '../model-weights.js';
import type { FileOptimizer, FileVariable, ModelParts } from '../tfjs-parts.js';

// Both keep one or more arrays for each trainable weight. tfjs lists a family after the other (all m, then all v); Keras
// lists those that it makes together weight by weight (m and v of the first, m and v of the second).

interface Families {
  /** How many tfjs keeps for each weight. */
  tfjs: number;
  /** Which of these Keras has, in its order. */
  keras: readonly number[];
  interleaved: boolean;
}

function familiesOf(className: string, config: Record<string, unknown>): Families | undefined {
  switch (className) {
    case 'SGD':
      return { tfjs: 0, keras: [], interleaved: false };
    case 'Momentum':
    case 'Adagrad':
      return { tfjs: 1, keras: [0], interleaved: false };
    case 'Adam':
    case 'Adamax':
    case 'Adadelta':
      return { tfjs: 2, keras: [0, 1], interleaved: true };
    case 'RMSProp': {
      const moments = Number(config.momentum ?? 0) > 0 ? [1] : [];
      return config.centered
        ? { tfjs: 3, keras: [0, ...moments, 2], interleaved: false }
        : { tfjs: 2, keras: [0, ...moments], interleaved: false };
    }
    default:
      return undefined;
  }
}

/** tfjs: w −= rate·a. Keras: w += v. */
const velocity = (accumulated: Float32Array, factor: number): Float32Array =>
  accumulated.map((value) => value * factor);

/**
 * The optimizer's state as Keras 3 lists it: the number of updates, the learning rate, then its arrays. One that has
 * not trained yet has its first values. Undefined where it cannot be read out.
 */
export async function optimizerToKeras(model: ModelParts): Promise<H5Array[] | undefined> {
  const { optimizer, trainableWeights } = model;
  if (!optimizer) return undefined;
  if (optimizer.stateShapes) return listedAsInKeras(optimizer, trainableWeights);
  const className = optimizer.getClassName();
  const config = optimizer.getConfig() ?? {};
  const families = familiesOf(className, config);
  if (!families) return undefined;
  const [iterations, ...slots] = await optimizer.getWeights();
  const updates = Number((await iterations?.tensor.data())?.[0] ?? 0);
  iterations?.tensor.dispose();
  const count = trainableWeights.length;
  if (slots.length !== 0 && slots.length !== families.tfjs * count) return undefined;
  const rate = rateOf(optimizer);
  const first = className === 'Adagrad' ? Number(config.initialAccumulatorValue ?? 0) : 0;
  const arrays =
    slots.length > 0
      ? await Promise.all(
          slots.map(async ({ tensor }) => ({
            shape: tensor.shape,
            data: Float32Array.from(await tensor.data()),
          })),
        )
      : Array.from({ length: families.tfjs }, () =>
          trainableWeights.map((weight) => filled(shapeOf(weight), first)),
        ).flat();
  const kept = families.keras.map((family) => arrays.slice(family * count, (family + 1) * count));
  const listed = families.interleaved
    ? trainableWeights.flatMap((_, i) => kept.map((family) => family[i] as H5Array))
    : kept.flat();
  return [
    { shape: [], data: BigInt64Array.of(BigInt(updates)) },
    { shape: [], data: Float32Array.of(rate) },
    ...(className === 'Momentum'
      ? listed.map(({ shape, data }) => ({ shape, data: velocity(data as Float32Array, -rate) }))
      : listed),
  ];
}

async function listedAsInKeras(optimizer: FileOptimizer, weights: FileVariable[]): Promise<H5Array[]> {
  const expected = optimizer.stateShapes?.(weights.map(shapeOf)) ?? [];
  let [iterations, ...slots] = await optimizer.getWeights();
  if (slots.length < expected.length) {
    // It has not trained yet, and has its first values.
    optimizer.build?.(weights.map((weight) => weight.read()));
    slots = (await optimizer.getWeights()).slice(1);
  }
  const updates = Number((await iterations?.tensor.data())?.[0] ?? 0);
  iterations?.tensor.dispose();
  const arrays = await Promise.all(
    slots.map(async ({ tensor }) => ({ shape: tensor.shape, data: Float32Array.from(await tensor.data()) })),
  );
  return [
    { shape: [], data: BigInt64Array.of(BigInt(updates)) },
    // A schedule has no rate to keep.
    ...(optimizer.schedule ? [] : [{ shape: [], data: Float32Array.of(rateOf(optimizer)) }]),
    ...arrays,
  ];
}

const rateOf = (optimizer: FileOptimizer): number =>
  Number(optimizer.learningRate ?? optimizer.getConfig()?.learningRate ?? 0);

/** The learning rate behind the number of updates, which Keras 3 lists and tf-keras does not. */
function rateArray({ trainableWeights }: ModelParts, [, second]: H5Array[]): H5Array | undefined {
  return second?.shape.length === 0 && trainableWeights[0]?.shape.length !== 0 ? second : undefined;
}

/** The rate at which training stood; undefined where the file does not tell. */
export function storedRate(model: ModelParts, stored: H5Array[]): number | undefined {
  const rate = Number(rateArray(model, stored)?.data[0] ?? 0);
  return rate > 0 ? shortestFloat(rate) : undefined;
}

/**
 * What `optimizer.setWeights` of tfjs takes, from the arrays that Keras listed. Undefined where they do not fit the
 * model's optimizer.
 *
 * @param stored as Keras lists them: updates, the rate (Keras 3 only), then one or more for each trainable weight.
 */
export function optimizerFromKeras(model: ModelParts, stored: H5Array[]): H5Array[] | undefined {
  const { optimizer, trainableWeights } = model;
  if (!optimizer) return undefined;
  const className = optimizer.getClassName();
  const [iterations, ...rest] = stored;
  if (optimizer.stateShapes && iterations) {
    const expected = optimizer.stateShapes(trainableWeights.map(shapeOf));
    const arrays = rateArray(model, stored) ? rest.slice(1) : rest;
    // tf-keras keeps velocities also where there is no momentum.
    const fits =
      expected.length === 0 ||
      (arrays.length === expected.length &&
        arrays.every(({ shape }, i) => sameShape(shape, [...(expected[i] ?? [])])));
    return fits ? [{ shape: [], data: iterations.data }, ...arrays.slice(0, expected.length)] : undefined;
  }
  const families = familiesOf(className, optimizer.getConfig() ?? {});
  if (!families || !iterations) return undefined;
  // tf-keras keeps velocities also where there is no momentum.
  if (className === 'SGD') return [{ shape: [], data: iterations.data }];
  const slots = rateArray(model, stored) ? rest.slice(1) : rest;
  const [count, kinds] = [trainableWeights.length, families.keras.length];
  if (slots.length !== kinds * count) return undefined;
  const place = (kind: number, i: number): number =>
    families.interleaved ? i * kinds + kind : kind * count + i;
  const result: H5Array[] = [{ shape: [], data: iterations.data }];
  for (let family = 0; family < families.tfjs; family++) {
    const kind = families.keras.indexOf(family);
    for (const [i, weight] of trainableWeights.entries()) {
      const shape = shapeOf(weight);
      const from = kind < 0 ? filled(shape, 0) : (slots[place(kind, i)] as H5Array);
      if (!sameShape(from.shape, shape)) return undefined;
      result.push(from);
    }
  }
  if (className !== 'Momentum') return result;
  const rate = storedRate(model, stored) ?? rateOf(optimizer);
  if (rate === 0) return undefined;
  return result.map((array, i) =>
    i === 0 ? array : { shape: array.shape, data: velocity(array.data as Float32Array, -1 / rate) },
  );
}

const filled = (shape: number[], value: number): H5Array => ({
  shape,
  data: new Float32Array(shape.reduce((product, size) => product * size, 1)).fill(value),
});
