import type { NotOpened } from '../../protocol/index.js';
import { say } from '../../words/index.js';
import type { ColumnPart, OpenedHead, TensorValues, ToViewer } from '../viewer/parts.js';
import { cellValue } from './cell-value.js';
import { describeVariable } from './describe-variable.js';
import { flattened } from './flatten.js';
import { type Frame, frameOf } from './frames.js';
import { imageLayout } from './image-layout.js';
import { listShape } from './list-shape.js';
import { copyOfTyped, inheritedData, isPlain, lengthOf, ownData, typedListOf } from './own-data.js';
import { type FoundTensor, tensorOf } from './tensor-like.js';

/** Values of a tensor, of texts, and cells of a table that are copied; the rest stays out, which is told. */
const MOST = { numbers: 64e6, texts: 4e6, cells: 20e6 };
/** A larger tensor is not even read. */
const LARGEST_TENSOR = 256e6;
/** Rows of a part of a table, and after how many cells there is a place to stop at. */
const PART_CELLS = 50_000;
const STEP_CELLS = 256;

type Post = (message: ToViewer, transfer?: ArrayBuffer[]) => void;

interface SnapshotOptions {
  view: string;
  name: string;
  value: unknown;
  /** Reads tensors; another's code does not. */
  readTensor: unknown;
  post: Post;
}

/** Copies a value for the viewer, a few values at each step. @returns what stands against it, if anything does. */
export function* takeSnapshot(options: SnapshotOptions): Generator<unknown, NotOpened | undefined> {
  const { value } = options;
  if (!isPlain(value)) return noPicture();
  const tensor = tensorOf(value);
  if (tensor) return yield* takeTensor(options, tensor);
  const typed = typedListOf(value);
  const numbers = typed && copyOfTyped(value, MOST.numbers);
  if (typed && numbers) {
    sendTensor(options, [typed.length], numbers.length, numbers, typed.name);
    return undefined;
  }
  const frame = typed ? listFrame(value, typed.length) : frameOf(value);
  if (frame) return yield* takeFrame(options, frame);
  if (!Array.isArray(value) || lengthOf(value) === 0) return noPicture();
  return yield* takeList(options, value);
}

const noPicture = (): NotOpened => ({
  problem: say(
    'Only tensors, tables and lists can be opened, and this is none any more.',
    '텐서, 표, 목록만 열 수 있는데 이제 그런 값이 아닙니다.',
  ),
});

function* takeTensor(
  options: SnapshotOptions,
  tensor: FoundTensor,
): Generator<unknown, NotOpened | undefined> {
  const { readTensor } = options;
  const { object, shape, dtype, size } = tensor;
  if (tensor.disposed) return { problem: disposedText() };
  if (inheritedData(object, 'dataSync') !== readTensor || typeof readTensor !== 'function')
    return {
      problem: say(
        'This tensor belongs to another copy of TensorFlow.js than the engine, so its values cannot be read here.',
        '이 텐서는 엔진과 다른 TensorFlow.js의 것이라 여기에서 값을 읽을 수 없습니다.',
      ),
    };
  if (size > LARGEST_TENSOR)
    return {
      problem: say(
        'This tensor is too large to be copied for a look. Take a part of it in a cell: t.slice([0], [1000]).',
        '이 텐서는 너무 커서 살펴보려고 복사할 수 없습니다. 셀에서 일부를 잘라 내세요: t.slice([0], [1000]).',
      ),
    };
  // What comes next may take the thread for a moment: not together with what came before.
  yield;
  const read = readTensor.call(object) as TensorValues;
  const values = dtype === 'complex64' ? complexTexts(read as Float32Array) : read;
  // What is read may be what the engine computes with.
  const kept = Array.isArray(values) ? values.slice(0, MOST.texts) : copyOfTyped(values, MOST.numbers);
  if (kept) sendTensor(options, shape, Math.min(size, kept.length), kept, dtype);
  return undefined;
}

const disposedText = (): string =>
  say(
    'This tensor was disposed: its values are gone. Run the cell that makes it again.',
    '이 텐서는 dispose되어 값이 없습니다. 텐서를 만드는 셀을 다시 실행하세요.',
  );

/** Real and imaginary parts, one after the other. */
const complexTexts = (pairs: Float32Array): string[] =>
  Array.from({ length: pairs.length / 2 }, (_, i) => {
    const [real, imaginary] = [pairs[2 * i] ?? 0, pairs[2 * i + 1] ?? 0];
    return `${Number(real.toPrecision(7))}${imaginary < 0 ? '−' : '+'}${Number(Math.abs(imaginary).toPrecision(7))}i`;
  });

/** Rows of the last axis, of as many values as are taken. */
function sendTensor(
  { view, name, value, post }: SnapshotOptions,
  shape: number[],
  most: number,
  values: TensorValues,
  dtype: string,
): void {
  const columns = shape.length > 1 ? (shape.at(-1) ?? 0) : 1;
  const all =
    shape.length > 1 ? shape.slice(0, -1).reduce((product, size) => product * size, 1) : (shape[0] ?? 1);
  const rows = columns > 0 ? Math.min(all, Math.floor(most / columns)) : all;
  const { type } = describeVariable(name, value, false);
  const images = dtype === 'string' || dtype === 'complex64' ? undefined : imageLayout(shape);
  const perImage = images ? images.height * images.width * images.channels : 0;
  const count = images && Math.min(images.count, Math.floor((rows * columns) / perImage));
  const head: OpenedHead = {
    name,
    type,
    shape,
    dtype,
    form: 'tensor',
    rows,
    columns: { count: columns },
    ...(rows < all && { taken: { rows, of: all } }),
    ...(images && count && { images: { ...images, count } }),
  };
  post({ type: 'begin', view, head });
  post({ type: 'tensor', view, values }, Array.isArray(values) ? [] : [values.buffer as ArrayBuffer]);
}

/** Lists of numbers are tensors; any other is a table of its elements. */
function* takeList(options: SnapshotOptions, list: object): Generator<unknown, NotOpened | undefined> {
  const { shape, first } = listShape(list);
  if (shape.length > 1 && typeof first === 'number') {
    const width = shape.slice(1).reduce((product, size) => product * size, 1);
    const rows = Math.min(shape[0] ?? 0, Math.floor(MOST.numbers / width));
    const values = yield* flattened(list, shape, rows);
    if (values) {
      sendTensor(options, shape, rows * width, values, 'number');
      return undefined;
    }
  }
  return yield* takeFrame(options, shape.length > 1 ? unevenFrame(list) : listFrame(list, lengthOf(list)));
}

const listFrame = (list: object, rows: number): Frame => ({
  names: [say('value', '값')],
  rows,
  at: (row) => ownData(list, row),
});

const SAMPLED_ROWS = 200;
const MOST_COLUMNS = 2000;

/** Lists of different lengths, or of values that are not all numbers. */
function unevenFrame(list: object): Frame {
  const rows = lengthOf(list);
  let width = 1;
  for (let row = 0; row < Math.min(rows, SAMPLED_ROWS); row++) {
    const inner = ownData(list, row);
    if (isPlain(inner)) width = Math.min(MOST_COLUMNS, Math.max(width, lengthOf(inner)));
  }
  return {
    names: Array.from({ length: width }, (_, i) => String(i)),
    rows,
    at: (row, column) => {
      const inner = ownData(list, row);
      return isPlain(inner) ? ownData(inner, column) : column === 0 ? inner : undefined;
    },
  };
}

function* takeFrame(
  { view, name, value, post }: SnapshotOptions,
  frame: Frame,
): Generator<unknown, undefined> {
  const { names } = frame;
  const rows = Math.min(frame.rows, Math.floor(MOST.cells / names.length));
  const { type } = describeVariable(name, value, false);
  const head: OpenedHead = {
    name,
    type,
    shape: [frame.rows, names.length],
    form: 'table',
    rows,
    columns: { count: names.length, names },
    ...(rows < frame.rows && { taken: { rows, of: frame.rows } }),
  };
  post({ type: 'begin', view, head });
  const partRows = Math.max(1, Math.floor(PART_CELLS / names.length));
  for (let from = 0; from < rows; from += partRows) {
    const count = Math.min(partRows, rows - from);
    const columns: ColumnPart[] = [];
    for (let column = 0; column < names.length; column++)
      columns.push(yield* columnPart(frame, column, from, count));
    const buffers = columns.flatMap((part) =>
      'numbers' in part ? [part.numbers.buffer, ...(part.missing ? [part.missing.buffer] : [])] : [],
    );
    post({ type: 'rows', view, columns }, buffers as ArrayBuffer[]);
    yield;
  }
  return undefined;
}

function* columnPart(
  frame: Frame,
  column: number,
  from: number,
  count: number,
): Generator<unknown, ColumnPart> {
  const numbers = new Float64Array(count);
  let missing: Uint8Array | undefined;
  for (let i = 0; i < count; i++) {
    const cell = cellValue(frame.at(from + i, column));
    if (typeof cell === 'number') numbers[i] = cell;
    else if (cell === null) {
      missing ??= new Uint8Array(count);
      missing[i] = 1;
    } else return { values: yield* valuesPart(frame, column, from, count) };
    if (i % STEP_CELLS === 0) yield;
  }
  return missing ? { numbers, missing } : { numbers };
}

function* valuesPart(
  frame: Frame,
  column: number,
  from: number,
  count: number,
): Generator<unknown, (string | number | boolean | null)[]> {
  const values: (string | number | boolean | null)[] = [];
  for (let i = 0; i < count; i++) {
    values.push(cellValue(frame.at(from + i, column)));
    if (i % STEP_CELLS === 0) yield;
  }
  return values;
}
