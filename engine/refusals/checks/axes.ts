import { say } from '../../../words/index.js';
import { type Check, numbersOf, shapeText, type TensorLike } from './check.js';

/** An axis, or several, of an input: whole numbers, from −rank to rank − 1, each once. */
export const axesOf =
  (input: string, attribute = 'axis', { scalars = true, more = 0 } = {}): Check =>
  (inputs, attributes) => {
    const tensor = inputs[input];
    const axes = attributes[attribute];
    if (!tensor || axes === undefined || axes === null) return undefined;
    return wrongAxis(tensor, typeof axes === 'number' ? [axes] : (axes as number[]), scalars, more);
  };

function wrongAxis(
  { shape }: TensorLike,
  axes: number[],
  scalars: boolean,
  more: number,
): string | undefined {
  const rank = shape.length + more;
  let seen = 0;
  for (const axis of axes) {
    if (rank === 0 && scalars && (axis === 0 || axis === -1)) continue;
    if (!Number.isInteger(axis) || axis < -rank || axis >= rank) return noSuchAxis(axis, shape, rank);
    const bit = 1 << (axis < 0 ? axis + rank : axis);
    if (seen & bit)
      return say(
        `the axes [${axes.join(', ')}] name axis ${axis} of ${shapeText(shape)} more than once.`,
        `축 [${axes.join(', ')}]에 ${shapeText(shape)}의 축 ${axis}이(가) 두 번 이상 있습니다.`,
      );
    seen |= bit;
  }
  return undefined;
}

function noSuchAxis(axis: number, shape: readonly number[], rank: number): string {
  if (!Number.isInteger(axis))
    return say(`an axis is a whole number, and not ${axis}.`, `축은 정수여야 하는데 ${axis}입니다.`);
  if (rank === 0)
    return say(
      `there is no axis ${axis}: a tensor of shape [] has none.`,
      `축 ${axis}이(가) 없습니다. 모양이 []인 텐서에는 축이 없습니다.`,
    );
  return say(
    `there is no axis ${axis} in a tensor of shape ${shapeText(shape)}: axes go from ${-rank} to ${rank - 1}.`,
    `모양이 ${shapeText(shape)}인 텐서에는 축 ${axis}이(가) 없습니다. 축은 ${-rank}부터 ${rank - 1}까지입니다.`,
  );
}

/** An order of all axes. */
export const permutation: Check = ({ x }, { perm }) => {
  const order = numbersOf(perm);
  const { length } = x?.shape ?? [];
  let named = 0;
  for (const axis of order) if (Number.isInteger(axis) && axis >= 0 && axis < length) named |= 1 << axis;
  if (order.length === length && named === (1 << length) - 1) return undefined;
  return say(
    `the order [${order.join(', ')}] does not name each axis of ${shapeText(x?.shape ?? [])} once: it must hold the ` +
      `numbers from 0 to ${length - 1}, in any order.`,
    `순서 [${order.join(', ')}]에는 ${shapeText(x?.shape ?? [])}의 축이 하나씩 있어야 합니다. 0부터 ${length - 1}까지의 수를 ` +
      '한 번씩 쓰세요.',
  );
};

/** What is looked for along an axis must be there. */
export const notEmptyAlong =
  (input: string): Check =>
  (inputs, { axis }) => {
    const { shape } = inputs[input] as TensorLike;
    const along = numbersOf(axis)[0] ?? 0;
    const length = shape.at(along);
    if (length !== 0) return undefined;
    return say(
      `axis ${along} of ${shapeText(shape)} is empty: there is no largest or smallest in it.`,
      `${shapeText(shape)}의 축 ${along}이(가) 비어 있어 가장 큰 값도 가장 작은 값도 없습니다.`,
    );
  };
