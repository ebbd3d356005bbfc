import { say } from '../../../words/index.js';
import { type Attributes, type Check, notWhole, numbersOf, shapeText, type TensorLike } from './check.js';

/** How a kernel lays its windows: the axes of space begin behind the batch. */
interface Windows {
  axes: 2 | 3;
  /** The window's size, out of the filter or an attribute. */
  size: (filter: TensorLike | undefined, attributes: Attributes) => readonly number[];
}

const listed = (value: unknown, axes: number): number[] => {
  const numbers = numbersOf(value ?? 1);
  return numbers.length === 1
    ? Array(axes).fill(numbers[0])
    : numbers.length > axes + 1
      ? numbers.slice(1, -1)
      : numbers;
};

/** Windows of a size of at least 1, moved by at least 1, that lie within their input. */
function windows({ axes, size }: Windows): Check {
  return ({ x, filter }, attributes) => {
    const reason = sizesOf(filter, attributes, axes);
    if (reason) return reason;
    const input = (x as TensorLike).shape.slice(1, 1 + axes);
    const window = size(filter, attributes);
    if (attributes.pad !== 'valid') return undefined;
    const spread = listed(attributes.dilations, axes);
    const covered = window.map((side, i) => (side - 1) * (spread[i] ?? 1) + 1);
    if (covered.every((side, i) => side <= (input[i] ?? 0))) return undefined;
    return say(
      `a window of ${covered.join('×')} does not fit into an input of ${input.join('×')} with padding 'valid'. Use padding ` +
        "'same', a smaller window, or fewer layers before it that make the image smaller.",
      `패딩 'valid'에서는 창 ${covered.join('×')}이(가) 입력 ${input.join('×')}에 들어가지 않습니다. 패딩을 'same'으로 하거나, ` +
        '창을 줄이거나, 앞에서 이미지를 줄이는 층을 빼세요.',
    );
  };
}

function sizesOf(filter: TensorLike | undefined, attributes: Attributes, axes: number): string | undefined {
  for (const name of ['filterSize', 'strides', 'dilations']) {
    const value = attributes[name];
    const numbers = numbersOf(value);
    for (const size of numbers) if (!Number.isInteger(size) || size < 1) return notWhole(name, size, 1);
    if (Array.isArray(value) && numbers.length < axes)
      return say(
        `${name} ${shapeText(numbers)} must be one number or ${axes}.`,
        `${name} ${shapeText(numbers)}은(는) 수 하나이거나 ${axes}개여야 합니다.`,
      );
  }
  if (!filter?.shape.includes(0)) return undefined;
  return say(
    `the filter ${shapeText(filter.shape)} is empty: each of its sizes must be above 0.`,
    `필터 ${shapeText(filter.shape)}이(가) 비어 있습니다. 모든 크기가 0보다 커야 합니다.`,
  );
}

const ofFilter = (axes: 2 | 3): Windows => ({ axes, size: (filter) => filter?.shape.slice(0, axes) ?? [] });

export const filters2D = windows(ofFilter(2));
export const filters3D = windows(ofFilter(3));
export const pools2D = windows({ axes: 2, size: (_, { filterSize }) => listed(filterSize, 2) });
export const pools3D = windows({ axes: 3, size: (_, { filterSize }) => listed(filterSize, 3) });

/** The input of a convolution made from its output: the output must be what that input would give. */
export const transposed =
  (axes: 2 | 3): Check =>
  ({ dy, filter }, attributes) => {
    const reason = sizesOf(filter, attributes, axes);
    if (reason) return reason;
    const shape = numbersOf(attributes.inputShape);
    for (const side of shape)
      if (!Number.isInteger(side) || side < 0) return notWhole('outputShape', side, 0);
    const given = (dy as TensorLike).shape;
    if (attributes.pad !== 'valid' && attributes.pad !== 'same') return undefined;
    const strides = listed(attributes.strides, axes);
    const sides = shape.slice(1, 1 + axes).map((side, i) => {
      const step = strides[i] as number;
      if (attributes.pad === 'same') return Math.ceil(side / step);
      return Math.max(0, Math.floor((side - ((filter as TensorLike).shape[i] as number)) / step) + 1);
    });
    if (shape[0] === given[0] && sides.every((side, i) => side === given[i + 1])) return undefined;
    return say(
      `an output of ${shapeText(shape)} does not belong to an input of ${shapeText(given)}: a convolution of that size with ` +
        `this filter, strides and padding gives [${[shape[0], ...sides].join(', ')}, …].`,
      `출력 ${shapeText(shape)}은(는) 입력 ${shapeText(given)}에 맞지 않습니다. 그 크기를 이 필터, 보폭, 패딩으로 합성곱하면 ` +
        `[${[shape[0], ...sides].join(', ')}, …]입니다.`,
    );
  };
