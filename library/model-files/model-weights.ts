import { say } from '../../words/index.js';
import type { H5Array } from './hdf5.js';
import { hardSigmoidUse, scaledForHardSigmoid } from './keras/hard-sigmoid.js';
import { unsupportedLayer } from './keras/unsupported.js';
import { ModelFileError } from './model-file-error.js';
import type { FileTf, FileVariable, ModelParts } from './tfjs-parts.js';
import { type WeightSlot, weightSlots } from './weight-slots.js';

/** The numbers of a model's weights. */
export type WeightValues = Map<FileVariable, H5Array>;

export const shapeOf = ({ shape }: FileVariable): number[] => shape.map((size) => size ?? 0);

/** The weights as they are now. */
export async function currentWeights(model: ModelParts): Promise<WeightValues> {
  const values: WeightValues = new Map();
  for (const { weights } of weightSlots(model))
    for (const weight of weights) {
      const tensor = weight.read();
      values.set(weight, { shape: tensor.shape, data: Float32Array.from(await tensor.data()) });
    }
  return values;
}

/** The layers in which hardSigmoid is used. */
export const hardSigmoidSlots = (model: ModelParts): WeightSlot[] =>
  weightSlots(model).filter(
    ({ layer }) => layer.getClassName() !== 'RNN' && hardSigmoidUse(layer) !== 'none',
  );

/**
 * The weights with which Keras 3 computes what tfjs does, or the other way round, although they differ in hardSigmoid.
 *
 * @throws ModelFileError that names a layer for which there are none.
 */
export function translateHardSigmoid(
  model: ModelParts,
  values: WeightValues,
  place: { path: string; direction: 'write' | 'read' },
): WeightValues {
  const translated: WeightValues = new Map(values);
  for (const { layer, weights, owner } of hardSigmoidSlots(model)) {
    if (hardSigmoidUse(layer) === 'fixed') throw fixedHardSigmoid(place, owner.name, owner.getClassName());
    const own = weights.flatMap((weight) => values.get(weight) ?? []);
    if (own.length !== weights.length) continue;
    const scaled = scaledForHardSigmoid(layer, own, place.direction === 'write');
    weights.forEach((weight, i) => {
      translated.set(weight, scaled[i] as H5Array);
    });
  }
  return translated;
}

const fixedHardSigmoid = (
  place: { path: string; direction: 'write' | 'read' },
  name: string,
  className: string,
): ModelFileError =>
  unsupportedLayer(
    place,
    { name, className },
    say(
      'uses hardSigmoid, which Keras 3 computes otherwise: x/6 + 1/2 instead of x/5 + 1/2',
      '에서 쓰는 hardSigmoid를 Keras 3은 다르게 계산합니다(x/5 + 1/2가 아니라 x/6 + 1/2)',
    ),
    place.direction === 'write'
      ? say(
          'Use sigmoid, or save the model as .h5 for tf-keras.',
          'sigmoid를 쓰거나, tf-keras에서 쓸 .h5로 저장하세요.',
        )
      : say('Use sigmoid in Python and save the model again.', 'Python에서 sigmoid를 쓰고 다시 저장하세요.'),
  );

/** Puts numbers into the weights. Their shapes have been checked. */
export function setWeights(tf: FileTf, values: WeightValues): void {
  for (const [weight, { shape, data }] of values) {
    const tensor = tf.tensor(data as Float32Array, shape, 'float32');
    weight.write(tensor);
    tensor.dispose();
  }
}

export const sameShape = (a: readonly number[], b: readonly number[]): boolean =>
  a.length === b.length && a.every((size, i) => size === b[i]);

export const shapeText = (shape: readonly number[]): string => `[${shape.join(', ')}]`;

/** A file that belongs to another model. */
export const otherModel = (path: string, english: string, korean: string): ModelFileError =>
  new ModelFileError(
    say(
      `The weights in ${path} belong to another model: ${english}. Build the model that they were saved from, layer for layer. No weight was changed.`,
      `${path}의 가중치는 다른 모델의 것입니다: ${korean}. 저장할 때와 같은 층으로 모델을 만드세요. 바뀐 가중치는 없습니다.`,
    ),
  );
