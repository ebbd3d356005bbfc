import { say } from '../../words/index.js';
import type { Shape } from '../model-structure/model-parts.js';
import { isTensor, shapeText, type TensorLike } from '../tensor-like.js';

/** Samples that are shown of more. */
export const MOST_SAMPLES = 4;

/** One sample or a few for a model: values of shape [samples, …input shape]. */
export interface SampleInput {
  shape: number[];
  values: Float32Array;
}

const wrongShape = (name: string, wanted: Shape, got: readonly number[]): RangeError => {
  const [need, batch] = [shapeOf(wanted), shapeOf([null, ...wanted])];
  return new RangeError(
    say(
      `show.activations: the input '${name}' needs one sample of shape ${need}, or a few of shape ${batch}, but got shape ${shapeText(got)}.`,
      `show.activations: 입력 '${name}'에는 모양이 ${need}인 표본 하나나 모양이 ${batch}인 표본 몇 개가 필요한데, 모양이 ${shapeText(got)}인 값을 받았습니다.`,
    ),
  );
};

const shapeOf = (shape: Shape): string => `[${shape.map((size) => size ?? 'null').join(', ')}]`;

const notNumbers = (name: string, got: unknown): TypeError => {
  const what = typeof got === 'object' && got !== null ? (got.constructor?.name ?? 'object') : String(got);
  return new TypeError(
    say(
      `show.activations: the input '${name}' needs a tensor, or numbers in arrays, but got ${what}.`,
      `show.activations: 입력 '${name}'에는 텐서나 숫자의 배열이 필요한데 ${what}을(를) 받았습니다.`,
    ),
  );
};

/** Shape and numbers of nested arrays; undefined where they are not numbers, or rows differ in length. */
function nested(value: unknown): { shape: number[]; values: number[] } | undefined {
  if (typeof value === 'number') return { shape: [], values: [value] };
  if (ArrayBuffer.isView(value) && !(value instanceof DataView))
    return nested(Array.from(value as unknown as ArrayLike<number>));
  if (!Array.isArray(value) || value.length === 0) return undefined;
  const parts = value.map(nested);
  const [first] = parts;
  if (!first || parts.some((part) => part?.shape.join() !== first.shape.join())) return undefined;
  return { shape: [value.length, ...first.shape], values: parts.flatMap((part) => part?.values ?? []) };
}

function numbersOf(name: string, given: unknown): { shape: readonly number[]; values: ArrayLike<number> } {
  if (isTensor(given)) {
    if (given.dtype === 'string') throw notNumbers(name, 'string tensor');
    return { shape: given.shape, values: (given as TensorLike).dataSync() as ArrayLike<number> };
  }
  const found = nested(given);
  if (!found) throw notNumbers(name, given);
  return found;
}

const fits = (shape: readonly number[], wanted: Shape): boolean =>
  shape.length === wanted.length && wanted.every((size, axis) => size === null || size === shape[axis]);

/**
 * The samples of one input, at most `MOST_SAMPLES`, and how many were given. Takes a tensor or arrays of one sample, with or
 * without the axis of the batch, or of several.
 *
 * @param wanted The input's shape without the batch.
 */
export function readSample(
  name: string,
  wanted: Shape,
  given: unknown,
): { input: SampleInput; given: number } {
  const { shape, values } = numbersOf(name, given);
  const batched = fits(shape, [null, ...wanted]);
  const size = values.length;
  // A flat row of a picture's pixels is as good as the picture.
  const fixed = wanted.every((each) => each !== null) ? (wanted as number[]) : undefined;
  const flat = fixed && shape.length === 1 && size === fixed.reduce((product, each) => product * each, 1);
  if (!batched && !fits(shape, wanted) && !flat) throw wrongShape(name, wanted, shape);
  const one = batched ? shape.slice(1) : flat ? fixed : shape;
  const count = batched ? (shape[0] as number) : 1;
  if (count === 0) throw wrongShape(name, wanted, shape);
  const samples = Math.min(count, MOST_SAMPLES);
  const each = size / count;
  return {
    input: { shape: [samples, ...one], values: Float32Array.from(values).slice(0, samples * each) },
    given: count,
  };
}
