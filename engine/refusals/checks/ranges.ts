import { say } from '../../../words/index.js';
import { type Check, notWhole, numbersOf, shapeText, type TensorLike } from './check.js';

/** A part of a tensor lies within it. */
export const part: Check = ({ x }, { begin, size }) => {
  const { shape } = x as TensorLike;
  const [begins, sizes] = [numbersOf(begin), numbersOf(size)];
  for (const [name, list] of [
    ['begin', begins],
    ['size', sizes],
  ] as const) {
    if (list.length > shape.length) return tooMany(name, list, shape);
    for (const value of list)
      if (!Number.isInteger(value) || value < (name === 'begin' ? 0 : -1))
        return notWhole(name, value, name === 'begin' ? 0 : -1);
  }
  for (let i = 0; i < shape.length; i++) {
    const from = begins[i] ?? 0;
    const length = sizes[i] ?? -1;
    const side = shape[i] as number;
    if (from > side || (length >= 0 && from + length > side))
      return say(
        `${length < 0 ? 'a part' : `${length} values`} from ${from} on along axis ${i} lie outside ${shapeText(shape)}, ` +
          `which has ${side} there.`,
        `축 ${i}에서 ${from}부터 ${length < 0 ? '끝까지' : `${length}개`}는 ${shapeText(shape)} 밖에 있습니다. 그 축의 크기는 ${side}입니다.`,
      );
  }
  return undefined;
};

const tooMany = (name: string, list: readonly number[], shape: readonly number[]): string =>
  say(
    `${name} ${shapeText(list)} has ${list.length} numbers, and ${shapeText(shape)} has ${shape.length} axes.`,
    `${name} ${shapeText(list)}에는 수가 ${list.length}개 있는데 ${shapeText(shape)}의 축은 ${shape.length}개입니다.`,
  );

/** First, last and step along each axis. */
export const steps: Check = ({ x }, { begin, end, strides, ellipsisMask, newAxisMask }) => {
  const { shape } = x as TensorLike;
  const lists = { begin: numbersOf(begin), end: numbersOf(end), strides: numbersOf(strides) };
  for (const [name, list] of Object.entries(lists)) {
    if (list.length !== lists.begin.length)
      return say(
        `begin ${shapeText(lists.begin)} and ${name} ${shapeText(list)} are of unequal length.`,
        `begin ${shapeText(lists.begin)}과(와) ${name} ${shapeText(list)}의 길이가 다릅니다.`,
      );
    if (list.length > shape.length && !ellipsisMask && !newAxisMask) return tooMany(name, list, shape);
    for (const value of list)
      if (!Number.isInteger(value)) return notWhole(name, value, Number.NEGATIVE_INFINITY);
  }
  if (lists.strides.includes(0))
    return say(
      'a step of 0 leads nowhere: strides must not hold 0.',
      '걸음이 0이면 나아가지 않습니다. strides에 0을 쓸 수 없습니다.',
    );
  return undefined;
};

/** How much is added before and behind each of `axes(shape)` axes, or cut off there. */
export const margins =
  (
    attribute: string,
    axes: (shape: readonly number[], attributes: Readonly<Record<string, unknown>>) => number,
  ): Check =>
  ({ x }, attributes) => {
    const { shape } = x as TensorLike;
    const pairs = attributes[attribute] as readonly (readonly number[])[];
    const count = axes(shape, attributes);
    if (!Array.isArray(pairs) || pairs.length !== count)
      return say(
        `${attribute} ${JSON.stringify(pairs)} must hold ${count} pairs for ${shapeText(shape)}.`,
        `${attribute} ${JSON.stringify(pairs)}에는 ${shapeText(shape)}에 맞게 쌍이 ${count}개 있어야 합니다.`,
      );
    for (const pair of pairs as readonly (readonly number[])[]) {
      if (pair?.length !== 2)
        return say(
          `each of the ${attribute} is a pair (before, behind), and one is [${pair}].`,
          `${attribute}의 각 항목은 (앞, 뒤) 쌍이어야 하는데 [${pair}]이(가) 있습니다.`,
        );
      for (const value of pair)
        if (!Number.isInteger(value) || value < 0) return notWhole(attribute, value, 0);
    }
    return undefined;
  };

/** Blocks that are moved between the batch and the axes of space. */
export const blocks: Check = ({ x }, { blockShape }) => {
  const { shape } = x as TensorLike;
  const sides = numbersOf(blockShape);
  for (const value of sides)
    if (!Number.isInteger(value) || value < 1) return notWhole('blockShape', value, 1);
  return sides.length < shape.length ? undefined : tooMany('blockShape', sides, shape);
};

/** What is cut off each side is not more than there is. */
export const cropsThatFit: Check = ({ x }, { blockShape, crops }) => {
  const { shape } = x as TensorLike;
  const sides = numbersOf(blockShape);
  const pairs = crops as readonly [number, number][];
  for (let i = 0; i < sides.length; i++) {
    const side = (shape[i + 1] as number) * (sides[i] as number);
    const [before, behind] = pairs[i] as [number, number];
    if (before + behind > side)
      return say(
        `the crops [${before}, ${behind}] take more than the ${side} that there are of ${shapeText(shape)} along axis ${i + 1}.`,
        `crops [${before}, ${behind}]은(는) ${shapeText(shape)}의 축 ${i + 1}에 있는 ${side}보다 많이 잘라 냅니다.`,
      );
  }
  return undefined;
};

/** Images that have pixels and channels. */
export const pixelsIn =
  (name: string): Check =>
  (inputs) => {
    const { shape } = inputs[name] as TensorLike;
    const empty = shape.slice(1).some((side) => side === 0);
    if (!empty) return undefined;
    return say(
      `the images ${shapeText(shape)} have no pixels: height, width and channels must be above 0.`,
      `이미지 ${shapeText(shape)}에 픽셀이 없습니다. 높이, 너비, 채널은 0보다 커야 합니다.`,
    );
  };

/** Parts of an axis that together are the axis. */
export const splits: Check = ({ x }, { numOrSizeSplits, axis }) => {
  const { shape } = x as TensorLike;
  const along = axis as number;
  const side = shape.at(along) ?? 1;
  if (typeof numOrSizeSplits === 'number') {
    if (numOrSizeSplits > 0 && side % numOrSizeSplits === 0) return undefined;
    return say(
      `axis ${along} of ${shapeText(shape)} cannot be split into ${numOrSizeSplits} equal parts.`,
      `${shapeText(shape)}의 축 ${along}은(는) 똑같은 ${numOrSizeSplits} 부분으로 나눌 수 없습니다.`,
    );
  }
  const parts = numbersOf(numOrSizeSplits);
  // tfjs-core counts the first part in where it looks for what is left.
  if (parts[0] === -1 && parts.length > 1)
    return say(
      `the first of the parts ${shapeText(parts)} cannot be -1: write its size as a number.`,
      `부분 ${shapeText(parts)}의 첫째는 -1일 수 없습니다. 크기를 수로 쓰세요.`,
    );
  const known = parts.filter((size) => size !== -1).reduce((a, b) => a + b, 0);
  const open = parts.filter((size) => size === -1).length;
  if (open === 0 ? known === side : open === 1 && known <= side) return undefined;
  return say(
    `the parts ${shapeText(parts)} do not make up axis ${along} of ${shapeText(shape)}, which has ${side}; one of them may be -1.`,
    `부분 ${shapeText(parts)}의 합이 ${shapeText(shape)}의 축 ${along}의 크기 ${side}과(와) 다릅니다. 하나는 -1일 수 있습니다.`,
  );
};

/** Steps that lead from the start to the end. */
export const stepsThatArrive: Check = (_, { start, stop, step }) => {
  const [from, to, by] = [start, stop, step] as [number, number, number];
  if (from === to || from < to === by > 0) return undefined;
  return say(
    `steps of ${by} do not lead from ${from} to ${to}.`,
    `${from}에서 ${by}씩 걸어서는 ${to}에 이르지 않습니다.`,
  );
};
