import { isPlain, lengthOf, ownData, typedListOf } from './own-data.js';

const MOST_AXES = 8;

/**
 * The shape of a list of numbers, or of lists of them, as its first elements tell it: [[1, 2], [3, 4], [5, 6]] has [3, 2].
 *
 * @returns the shape and the first value that is no list.
 */
export function listShape(list: object): { shape: number[]; first: unknown } {
  const shape: number[] = [];
  let at: unknown = list;
  for (let axis = 0; axis < MOST_AXES; axis++) {
    const typed = typedListOf(at);
    if (typed) return { shape: [...shape, typed.length], first: 0 };
    if (!isPlain(at) || !Array.isArray(at)) break;
    const length = lengthOf(at);
    shape.push(length);
    if (length === 0) return { shape, first: undefined };
    at = ownData(at, 0);
  }
  return { shape, first: at };
}
