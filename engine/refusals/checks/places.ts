import { say } from '../../../words/index.js';
import { numbersOf, shapeText, type TensorLike } from './check.js';

/** A tensor whose values can be looked at. */
export interface Readable extends TensorLike {
  dataSync(): ArrayLike<number>;
}

/** As `Check`, of the values of an input. Only where the backend does not look at them itself. */
export type ValueCheck = (
  inputs: Readonly<Record<string, Readable | undefined>>,
  attributes: Readonly<Record<string, unknown>>,
) => string | undefined;

const outside = (place: readonly number[], shape: readonly number[]): string =>
  say(
    `the place [${place.join(', ')}] is not in a tensor of shape ${shapeText(shape)}: places go from 0 to one less than the size.`,
    `위치 [${place.join(', ')}]은(는) 모양이 ${shapeText(shape)}인 텐서에 없습니다. 위치는 0부터 크기보다 1 작은 수까지입니다.`,
  );

/** Every row of `indices` is a place in a tensor of a shape. */
function rowsWithin(indices: Readable, shape: readonly number[]): string | undefined {
  const depth = indices.shape.length > 1 ? (indices.shape.at(-1) as number) : 1;
  const values = indices.dataSync();
  if (depth > shape.length)
    return say(
      `places of ${depth} numbers do not fit a tensor of shape ${shapeText(shape)}, which has ${shape.length} axes.`,
      `수 ${depth}개로 된 위치는 축이 ${shape.length}개인 모양 ${shapeText(shape)}에 맞지 않습니다.`,
    );
  for (let i = 0; i < values.length; i++) {
    const value = values[i] as number;
    if (value < 0 || value >= (shape[i % depth] as number)) {
      const row = i - (i % depth);
      return outside(
        Array.from({ length: depth }, (_, j) => values[row + j] as number),
        shape,
      );
    }
  }
  return undefined;
}

export const placesIn =
  (indices: string, target: string): ValueCheck =>
  (inputs) =>
    rowsWithin(inputs[indices] as Readable, (inputs[target] as Readable).shape);

export const placesInShape =
  (indices: string, attribute: string): ValueCheck =>
  (inputs, attributes) =>
    rowsWithin(inputs[indices] as Readable, numbersOf(attributes[attribute]));

/** Numbers of segments below their count. One below 0 leaves its row out. */
export const segmentNumbers: ValueCheck = ({ segmentIds }, { numSegments }) => {
  const count = numSegments as number;
  const values = (segmentIds as Readable).dataSync();
  for (let i = 0; i < values.length; i++) {
    const value = values[i] as number;
    if (value >= count)
      return say(
        `the segment id ${value} is not below the number of segments, ${count}.`,
        `세그먼트 번호 ${value}은(는) 세그먼트 수 ${count}보다 작아야 합니다.`,
      );
  }
  return undefined;
};

/** Places of a sparse tensor in its shape, which is a tensor too. */
export const sparsePlaces =
  (indices: string, shape: string, values?: string): ValueCheck =>
  (inputs) => {
    const sides = Array.from((inputs[shape] as Readable).dataSync());
    const rows = inputs[indices] as Readable;
    const given = values === undefined ? undefined : inputs[values]?.shape[0];
    if (given !== undefined && given !== rows.shape[0])
      return say(
        `there are ${rows.shape[0]} places for ${given} values.`,
        `값은 ${given}개인데 위치는 ${rows.shape[0]}개입니다.`,
      );
    if (rows.shape[1] !== sides.length)
      return say(
        `places of ${rows.shape[1]} numbers do not belong to a tensor with ${sides.length} axes.`,
        `수 ${rows.shape[1]}개로 된 위치는 축이 ${sides.length}개인 텐서에 맞지 않습니다.`,
      );
    return rowsWithin(rows, sides);
  };

/** Numbers of the images that boxes are cut out of. */
export const imageNumbers: ValueCheck = ({ image, boxInd }) => {
  const count = (image as Readable).shape[0] as number;
  const wrong = Array.from((boxInd as Readable).dataSync()).find((value) => value < 0 || value >= count);
  if (wrong === undefined) return undefined;
  return say(
    `there is no image ${wrong} in a batch of ${count}.`,
    `이미지 ${count}장의 배치에 ${wrong}번 이미지는 없습니다.`,
  );
};

/** The plain kernels repeat one part of a complex number without the other. */
export const complexAlike: ValueCheck = ({ a, b }) => {
  const [left, right] = [a as Readable, b as Readable];
  const alike =
    left.shape.length === right.shape.length && left.shape.every((side, i) => side === right.shape[i]);
  if (alike || (left.dtype !== 'complex64' && right.dtype !== 'complex64')) return undefined;
  return say(
    `complex tensors must have equal shapes here, and have ${shapeText(left.shape)} and ${shapeText(right.shape)}. Repeat one ` +
      'with tf.tile, its real and imaginary part apart.',
    `여기서는 복소수 텐서의 모양이 같아야 하는데 ${shapeText(left.shape)}, ${shapeText(right.shape)}입니다. 실수부와 허수부를 ` +
      '따로 tf.tile로 늘리세요.',
  );
};
