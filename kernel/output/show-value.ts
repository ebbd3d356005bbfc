import { inspect } from 'node:util';
import { type MimeBundle, TEXT_MIME } from '../../protocol/index.js';
import { say } from '../../words/index.js';
import type { Outputs, Shown } from '../host/outputs.js';
import { clip, describe } from './describe.js';

/** A class may say which picture its values are; see `library/pictured.ts`. */
const PICTURE = Symbol.for('epochbook.picture');

/** A value may say that it was shown already. */
const SHOWN = Symbol.for('epochbook.shown');

export function isShown(value: unknown): boolean {
  try {
    return typeof value === 'object' && value !== null && (value as { [SHOWN]?: unknown })[SHOWN] === true;
  } catch {
    // A proxy that refuses to be looked at.
    return false;
  }
}

interface TensorLike {
  shape: number[];
  dtype: string;
  isDisposed?: boolean;
  toString(verbose?: boolean): string;
}

/** Shows a value under the cell: as a picture if it is one, a tensor with its shape and values, a bundle as it is, else as text. */
export async function showValue(value: unknown, outputs: Outputs, result = false): Promise<Shown> {
  const picture = pictureOf(value);
  if (picture) return outputs.picture(picture.name, picture.payload);
  return outputs.display(isBundle(value) ? encodeBundle(value) : { [TEXT_MIME]: asText(value) }, result);
}

/** The text of a value. Never throws. */
export function asText(value: unknown): string {
  if (typeof value === 'string' && !readsOtherwise(value)) return clip(value);
  try {
    const tensor = tensorOf(value);
    // A tensor of the engine says itself what it is; that of another TensorFlow.js does not.
    if (tensor && !(inspect.custom in tensor)) return describeTensor(tensor);
  } catch {
    // A value that only looks like a tensor is described like any other.
  }
  return describe(value);
}

/** A text that would be taken for a number or the like keeps its quotation marks, and so does one that nobody would see. */
const readsOtherwise = (text: string): boolean =>
  !Number.isNaN(Number(text)) || /^(?:true|false|null|undefined|NaN)$/.test(text.trim());

function pictureOf(value: unknown): { name: string; payload: unknown } | undefined {
  try {
    const method = (value as { [PICTURE]?: () => { name: string; payload: unknown } } | null)?.[PICTURE];
    return typeof method === 'function' ? method.call(value) : undefined;
  } catch {
    return undefined;
  }
}

function tensorOf(value: unknown): TensorLike | undefined {
  if (typeof value !== 'object' || value === null) return undefined;
  const { shape, dtype, dataId, dataSync } = value as Record<string, unknown>;
  return Array.isArray(shape) &&
    typeof dtype === 'string' &&
    dataId !== undefined &&
    typeof dataSync === 'function'
    ? (value as TensorLike)
    : undefined;
}

function describeTensor(tensor: TensorLike): string {
  const head = `Tensor ${tensor.dtype} [${tensor.shape.join(', ')}]`;
  if (tensor.isDisposed)
    return `${head} ${say('(disposed: its values are gone)', '(dispose되어 값이 없음)')}`;
  const values = tensor.toString().replace(/^Tensor\s*/, '');
  return `${head}\n${values.replace(/^ {4}/gm, '')}`;
}

/** `{'image/svg+xml': …}`: every key names a MIME type. */
export function isBundle(value: unknown): value is Record<string, unknown> {
  try {
    if (typeof value !== 'object' || value === null) return false;
    if (Object.getPrototypeOf(value) !== Object.prototype) return false;
    const keys = Object.keys(value);
    return keys.length > 0 && keys.every((key) => /^[a-z]+\/[\w.+-]+$/.test(key));
  } catch {
    // A proxy that refuses to be looked at.
    return false;
  }
}

/** Bytes travel and are saved as base64. */
export function encodeBundle(bundle: Record<string, unknown>): MimeBundle {
  return Object.fromEntries(
    Object.entries(bundle).map(([mime, data]) => [
      mime,
      data instanceof Uint8Array ? Buffer.from(data).toString('base64') : (data as MimeBundle[string]),
    ]),
  );
}
