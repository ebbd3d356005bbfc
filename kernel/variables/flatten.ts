import { isPlain, lengthOf, ownData, typedListOf } from './own-data.js';

/** Elements between two places to stop at. */
const STEP = 512;

/**
 * The numbers of nested lists of this shape, row after row. Yields now and then.
 *
 * @returns null where an element is no number or a list has another length.
 */
export function* flattened(
  list: object,
  shape: readonly number[],
  rows: number,
): Generator<void, Float64Array | null> {
  const width = shape.slice(1).reduce((product, size) => product * size, 1);
  const values = new Float64Array(rows * width);
  let at = 0;
  function* add(part: unknown, axis: number, count: number): Generator<void, boolean> {
    const typed = typedListOf(part);
    if (!isPlain(part) || (!typed && !Array.isArray(part))) return false;
    if ((typed?.length ?? lengthOf(part)) !== shape[axis]) return false;
    for (let i = 0; i < count; i++) {
      const element = ownData(part, i);
      if (axis < shape.length - 1) {
        if (!(yield* add(element, axis + 1, shape[axis + 1] ?? 0))) return false;
      } else if (typeof element === 'number') {
        values[at++] = element;
        if (at % STEP === 0) yield;
      } else return false;
    }
    return true;
  }
  return (yield* add(list, 0, rows)) ? values : null;
}
