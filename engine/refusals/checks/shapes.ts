import { say } from '../../../words/index.js';
import {
  type Attributes,
  broadcast,
  type Check,
  numbersOf,
  shapeText,
  sizeOf,
  type TensorLike,
} from './check.js';

/** Two tensors of which one can be repeated to the shape of the other. */
export const broadcasting =
  (left: string, right: string): Check =>
  (inputs) => {
    const [a, b] = [inputs[left], inputs[right]];
    if (!a || !b || broadcast(a.shape, b.shape)) return undefined;
    return say(
      `the shapes ${shapeText(a.shape)} and ${shapeText(b.shape)} do not fit each other: counted from the last axis, ` +
        'sizes must be equal, or one of them 1.',
      `모양 ${shapeText(a.shape)}과(와) ${shapeText(b.shape)}이(가) 서로 맞지 않습니다. 마지막 축부터 세어 크기가 같거나 ` +
        '한쪽이 1이어야 합니다.',
    );
  };

/** Factors of a matrix product. */
export const matrices: Check = ({ a, b }, { transposeA, transposeB }) => {
  const [left, right] = [(a as TensorLike).shape, (b as TensorLike).shape];
  if (left.length < 2 || right.length < 2)
    return say(
      `a matrix product needs two matrices, and was given the shapes ${shapeText(left)} and ${shapeText(right)}. Give a ` +
        'vector a second axis with tf.expandDims, or use tf.dot.',
      `행렬 곱에는 행렬이 둘 필요한데 모양이 ${shapeText(left)}, ${shapeText(right)}입니다. 벡터라면 tf.expandDims로 축을 ` +
        '더하거나 tf.dot을 쓰세요.',
    );
  const inner = left.at(transposeA ? -2 : -1);
  const other = right.at(transposeB ? -1 : -2);
  if (inner !== other)
    return say(
      `the inner sizes ${inner} and ${other} of ${shapeText(left)}${turned(transposeA)} and ` +
        `${shapeText(right)}${turned(transposeB)} differ: the columns of the first must be as many as the rows of the second.`,
      `${shapeText(left)}${turned(transposeA)}과(와) ${shapeText(right)}${turned(transposeB)}의 안쪽 크기 ${inner}과(와) ` +
        `${other}이(가) 다릅니다. 앞 행렬의 열 수와 뒤 행렬의 행 수가 같아야 합니다.`,
    );
  if (broadcast(left.slice(0, -2), right.slice(0, -2))) return undefined;
  return say(
    `the batches of ${shapeText(left)} and ${shapeText(right)} differ: before the last two axes, sizes must be equal or 1.`,
    `${shapeText(left)}과(와) ${shapeText(right)}의 배치가 다릅니다. 마지막 두 축 앞의 크기는 같거나 1이어야 합니다.`,
  );
};

const turned = (transposed: unknown): string => (transposed ? say(' (transposed)', '(전치)') : '');

/** Statistics of a batch normalization: one value for each channel, or what can be repeated to the input. */
export const statistics: Check = (inputs) => {
  const x = inputs.x as TensorLike;
  const channels = x.shape.at(-1) ?? 1;
  for (const name of ['mean', 'variance', 'offset', 'scale']) {
    const { shape } = inputs[name] ?? x;
    const fits =
      shape.length === 1
        ? shape[0] === channels
        : broadcast(x.shape, shape) && shape.length <= x.shape.length;
    if (
      fits &&
      (shape.length === 1 || shape.every((side, i) => side === 1 || side === x.shape.at(i - shape.length)))
    )
      continue;
    return say(
      `${name} has the shape ${shapeText(shape)}, and the input ${shapeText(x.shape)} has ${channels} channels: ${name} ` +
        `must have the shape [${channels}].`,
      `${name}의 모양이 ${shapeText(shape)}인데 입력 ${shapeText(x.shape)}의 채널은 ${channels}개입니다. ${name}의 모양은 ` +
        `[${channels}]이어야 합니다.`,
    );
  }
  return undefined;
};

/** Rows and the numbers of the segments that they belong to. */
export const segments: Check = ({ x, segmentIds }) => {
  const [rows, ids] = [(x as TensorLike).shape, (segmentIds as TensorLike).shape];
  if (ids.length <= rows.length && ids.every((side, i) => side === rows[i])) return undefined;
  return say(
    `the segment ids have the shape ${shapeText(ids)}, and the values ${shapeText(rows)} do not begin so: every row needs one id.`,
    `세그먼트 번호의 모양은 ${shapeText(ids)}인데 값의 모양 ${shapeText(rows)}은(는) 그렇게 시작하지 않습니다. 행마다 번호가 ` +
      '하나씩 필요합니다.',
  );
};

export const leastRank =
  (input: string, least: number, most = Number.POSITIVE_INFINITY): Check =>
  (inputs) => {
    const { shape } = inputs[input] as TensorLike;
    if (shape.length >= least && shape.length <= most) return undefined;
    const ranks = most === least ? `${least}` : most < 99 ? `${least}–${most}` : `≥ ${least}`;
    return say(
      `the tensor ${shapeText(shape)} has ${shape.length} axes, and must have ${ranks}.`,
      `텐서 ${shapeText(shape)}의 축은 ${shape.length}개인데 ${ranks}개여야 합니다.`,
    );
  };

/** A new shape for the same values. */
export const sameSize: Check = ({ x }, { shape }) => {
  const from = (x as TensorLike).shape;
  const to = numbersOf(shape);
  const size = sizeOf(from);
  let known = 1;
  let unknown = 0;
  let valid = true;
  for (const side of to) {
    if (side === -1) unknown++;
    else if (Number.isInteger(side) && side >= 0) known *= side;
    else valid = false;
  }
  const fits =
    unknown === 0 ? known === size : unknown === 1 && (known === 0 ? size === 0 : size % known === 0);
  if (valid && fits) return undefined;
  return say(
    `${size} values of the shape ${shapeText(from)} do not fit into the shape ${shapeText(to)}: the product of its sizes ` +
      'must be their number; one size may be -1.',
    `모양 ${shapeText(from)}의 값 ${size}개는 모양 ${shapeText(to)}에 맞지 않습니다. 크기의 곱이 값의 개수와 같아야 하고, ` +
      '하나는 -1일 수 있습니다.',
  );
};

/** A condition with what is taken where it holds and where not. */
export const selection: Check = ({ condition, t, e }) => {
  const [chosen, taken, other] = [condition, t, e].map(
    (tensor) => (tensor as TensorLike).shape,
  ) as number[][];
  if (shapeText(taken as number[]) !== shapeText(other as number[])) return differing(taken, other);
  if (shapeText(chosen as number[]) === shapeText(taken as number[])) return undefined;
  if (chosen?.length === 1 && chosen[0] === taken?.[0]) return undefined;
  return differing(chosen, taken);
};

const differing = (a: number[] = [], b: number[] = []): string =>
  say(
    `the shapes ${shapeText(a)} and ${shapeText(b)} differ.`,
    `모양 ${shapeText(a)}과(와) ${shapeText(b)}이(가) 다릅니다.`,
  );

/** Tensors one behind the other along an axis. */
export const joined =
  (along: (attributes: Attributes) => number | undefined): Check =>
  (inputs, attributes) => {
    const tensors = Object.values(inputs) as TensorLike[];
    const first = tensors[0]?.shape ?? [];
    const axis = along(attributes);
    const skipped = axis === undefined ? undefined : axis < 0 ? axis + first.length : axis;
    for (const { shape } of tensors)
      if (shape.length !== first.length || shape.some((side, i) => i !== skipped && side !== first[i]))
        return skipped === undefined
          ? differing(first, shape)
          : say(
              `the shapes ${shapeText(first)} and ${shapeText(shape)} differ in another axis than ${skipped}, along which they are joined.`,
              `모양 ${shapeText(first)}과(와) ${shapeText(shape)}이(가) 이어 붙이는 축 ${skipped} 말고 다른 축에서도 다릅니다.`,
            );
    return undefined;
  };

/** One weight for each value, or none at all. */
export const weightsForAll: Check = ({ x, weights }) => {
  const [values, given] = [x as TensorLike, weights as TensorLike];
  if (sizeOf(given.shape) === 0 || shapeText(given.shape) === shapeText(values.shape)) return undefined;
  return differing(values.shape, given.shape);
};
