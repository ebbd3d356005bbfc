import fs from 'node:fs';
import { syncBuiltinESMExports } from 'node:module';
import type { CellStream } from '../output/cell-stream.js';
import type { StandardInput } from './standard-input.js';

type AnyFunction = (...args: unknown[]) => unknown;
type Callback = (error: unknown, ...results: unknown[]) => void;

const STANDARD = /^\/(?:dev\/(?:std(in|out|err)|fd\/([012]))|proc\/self\/fd\/([012]))$/;
const NUMBERS: Record<string, number> = { in: 0, out: 1, err: 2 };

/** 0, 1 or 2 for the standard streams, by number or by name. */
function numberOf(file: unknown): number | undefined {
  if (file === 0 || file === 1 || file === 2) return file;
  const [, name, ...numbers] = (typeof file === 'string' && STANDARD.exec(file)) || [];
  if (name !== undefined) return NUMBERS[name];
  const number = numbers.find((value) => value !== undefined);
  return number === undefined ? undefined : Number(number);
}

/**
 * The files 0, 1 and 2 of `fs`: reading asks the person at the notebook, writing shows the text in its place among what the
 * cell prints. What other ways write to 1 and 2 arrives too, as soon as the worker has read it.
 */
export function installStandardFiles(input: StandardInput, outputs: Record<1 | 2, CellStream>): void {
  const files = fs as unknown as Record<string, AnyFunction>;
  const promises = fs.promises as unknown as Record<string, AnyFunction>;
  const isInput = (file: unknown): boolean => numberOf(file) === 0;
  const outputOf = (file: unknown): CellStream | undefined => {
    const number = numberOf(file);
    return number === 1 || number === 2 ? outputs[number] : undefined;
  };

  const readInto = (buffer: NodeJS.ArrayBufferView, place: unknown[]): number => {
    const [offset, length] = placeOf(buffer, place);
    const piece = input.readSync(length);
    new Uint8Array(buffer.buffer, buffer.byteOffset, buffer.byteLength).set(piece, offset);
    return piece.length;
  };
  const readAll = (options: unknown): Buffer | string => {
    const bytes = input.readAllSync();
    const encoding = encodingOf(options);
    return encoding ? bytes.toString(encoding) : bytes;
  };
  const replace = (
    functions: Record<string, AnyFunction>,
    name: string,
    isOurs: (file: unknown) => boolean,
    own: AnyFunction,
  ): void => {
    const original = functions[name];
    if (!original) return;
    const replaced = (file: unknown, ...rest: unknown[]): unknown =>
      isOurs(file) ? own(file, ...rest) : original.call(functions, file, ...rest);
    functions[name] = Object.assign(replaced, original);
  };

  replace(files, 'readSync', isInput, (_, buffer, ...place) =>
    readInto(buffer as NodeJS.ArrayBufferView, place),
  );
  replace(files, 'readFileSync', isInput, (_, options) => readAll(options));
  replace(files, 'read', isInput, (_, ...rest) => {
    const buffer = (rest.find((value) => ArrayBuffer.isView(value)) ??
      Buffer.alloc(16384)) as NodeJS.ArrayBufferView;
    const place = rest.slice(rest.indexOf(buffer) + 1, -1);
    answer(rest.at(-1), () => [readInto(buffer, place), buffer]);
  });
  replace(files, 'readFile', isInput, (_, ...rest) => answer(rest.at(-1), () => [readAll(rest[0])]));
  replace(promises, 'readFile', isInput, async (_, options) => readAll(options));
  replace(files, 'createReadStream', isInput, (_, options) => {
    const encoding = encodingOf(options);
    return encoding ? process.stdin.setEncoding(encoding) : process.stdin;
  });

  const isOutput = (file: unknown): boolean => outputOf(file) !== undefined;
  const write = (file: unknown, bytes: Uint8Array): void => outputOf(file)?.writeBytes(bytes);
  replace(files, 'writeSync', isOutput, (file, data, ...place) => {
    const bytes = bytesToWrite(data, place);
    write(file, bytes);
    return bytes.length;
  });
  for (const name of ['writeFileSync', 'appendFileSync'])
    replace(files, name, isOutput, (file, data, options) => {
      write(file, bytesToWrite(data, typeof data === 'string' ? [undefined, encodingOf(options)] : []));
    });

  // They stay open, so that their numbers never become those of other files.
  const isNamed = (file: unknown): boolean => typeof file === 'string' && numberOf(file) !== undefined;
  const isNumber = (file: unknown): boolean => typeof file === 'number' && numberOf(file) !== undefined;
  replace(files, 'openSync', isNamed, numberOf);
  replace(files, 'open', isNamed, (file, ...rest) => answer(rest.at(-1), () => [numberOf(file)]));
  replace(files, 'closeSync', isNumber, () => undefined);
  replace(files, 'close', isNumber, (_, callback) => answer(callback, () => []));
  syncBuiltinESMExports();
}

function encodingOf(options: unknown): BufferEncoding | undefined {
  const encoding =
    typeof options === 'object' && options !== null ? (options as { encoding?: unknown }).encoding : options;
  return typeof encoding === 'string' ? (encoding as BufferEncoding) : undefined;
}

function answer(callback: unknown, work: () => unknown[]): void {
  if (typeof callback !== 'function') return;
  setImmediate(() => {
    let results: unknown[];
    try {
      results = work();
    } catch (error) {
      (callback as Callback)(error);
      return;
    }
    (callback as Callback)(null, ...results);
  });
}

/** Offset and length, which `fs` takes one by one or in an object. */
function placeOf(buffer: NodeJS.ArrayBufferView, [first, second]: unknown[]): [number, number] {
  const named = typeof first === 'object' && first !== null ? (first as Record<string, unknown>) : undefined;
  const offset = Number((named ? named.offset : first) ?? 0);
  const length = (named ? named.length : second) ?? buffer.byteLength - offset;
  return [offset, Math.min(Number(length), buffer.byteLength - offset)];
}

/** Of text, `place` holds a position and an encoding. */
function bytesToWrite(data: unknown, place: unknown[]): Uint8Array {
  if (typeof data === 'string') return Buffer.from(data, (place[1] as BufferEncoding | undefined) ?? 'utf8');
  if (!ArrayBuffer.isView(data)) return Buffer.from(String(data));
  const view = data as NodeJS.ArrayBufferView;
  const [offset, length] = placeOf(view, place);
  return new Uint8Array(view.buffer, view.byteOffset + offset, length);
}
