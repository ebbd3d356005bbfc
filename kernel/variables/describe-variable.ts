import { types } from 'node:util';
import type { VariableInfo } from '../../protocol/index.js';
import { say } from '../../words/index.js';
import { type Frame, frameOf, tableFrame } from './frames.js';
import { listShape } from './list-shape.js';
import { isModel, parametersOf } from './models.js';
import { classOf, isPlain, lengthOf, nameOfFunction, ownData, sizeOf, typedListOf } from './own-data.js';
import { type FoundTensor, tensorOf } from './tensor-like.js';

type Facts = Omit<VariableInfo, 'name'>;

const LONGEST_PREVIEW = 80;
const PREVIEWED = 5;
/** A larger one takes long to write. */
const LARGEST_INTEGER = 10n ** 40n;

const { getTime } = Date.prototype;
const { toString: sourceOf } = Function.prototype;

/** What a variable is, without running any code of the student's: no getter is called, no proxy looked into. Never throws. */
export function describeVariable(name: string, value: unknown, isImported: boolean): VariableInfo {
  const facts = factsOf(value);
  return { name, ...facts, ...(isImported && { kind: 'import' as const }) };
}

function factsOf(value: unknown): Facts {
  try {
    return typeof value === 'object' && value !== null ? objectFacts(value) : plainFacts(value);
  } catch (error) {
    const reason = error instanceof Error ? ownData(error, 'message') : '';
    return { kind: 'object', type: say('not readable', '읽을 수 없음'), preview: clip(String(reason)) };
  }
}

const clip = (text: string): string =>
  text.length > LONGEST_PREVIEW ? `${text.slice(0, LONGEST_PREVIEW - 1)}…` : text;

const quoted = (text: string): string => clip(JSON.stringify(text.slice(0, LONGEST_PREVIEW)));

function plainFacts(value: unknown): Facts {
  switch (typeof value) {
    case 'string':
      return { kind: 'value', type: 'string', bytes: value.length, about: true, preview: quoted(value) };
    case 'function':
      return functionFacts(value);
    case 'bigint':
      return { kind: 'value', type: 'bigint', preview: integerText(value) };
    case 'symbol':
      return { kind: 'value', type: 'symbol', preview: clip(`Symbol(${value.description ?? ''})`) };
    case 'number':
      return { kind: 'value', type: 'number', preview: Object.is(value, -0) ? '-0' : String(value) };
    default:
      return { kind: 'value', type: value === null ? 'null' : typeof value, preview: String(value) };
  }
}

const integerText = (value: bigint): string =>
  value < LARGEST_INTEGER && value > -LARGEST_INTEGER
    ? `${value}n`
    : say('a very large integer', '매우 큰 정수');

function functionFacts(value: object): Facts {
  if (types.isProxy(value)) return proxyFacts();
  const isClass = sourceOf.call(value).startsWith('class');
  return { kind: 'function', type: isClass ? 'class' : 'function', preview: nameOfFunction(value) ?? '' };
}

const proxyFacts = (): Facts => ({
  kind: 'object',
  type: 'Proxy',
  preview: say('is not looked into', '안을 들여다보지 않음'),
});

function objectFacts(value: object): Facts {
  if (types.isProxy(value)) return proxyFacts();
  const tensor = tensorOf(value);
  if (tensor) return tensorFacts(tensor);
  const typed = typedListOf(value);
  if (typed) return { kind: 'list', type: typed.name, ...typedFacts(value, typed.length, typed.bytes) };
  if (isModel(value)) return modelFacts(value);
  const frame = frameOf(value);
  if (frame) return frameFacts(value, frame);
  if (Array.isArray(value)) return listFacts(value);
  return otherFacts(value);
}

function tensorFacts({ object, shape, dtype, bytes, disposed, variable }: FoundTensor): Facts {
  return {
    kind: 'tensor',
    type: variable ? 'Variable' : 'Tensor',
    shape,
    dtype,
    bytes: disposed ? 0 : bytes,
    preview: disposed ? say('disposed: its values are gone', 'dispose되어 값이 없음') : nameOfTensor(object),
    ...(disposed ? { disposed } : { opens: true }),
  };
}

/** Of a `tf.Variable`. */
function nameOfTensor(tensor: object): string {
  const name = ownData(tensor, 'name');
  return typeof name === 'string' ? clip(name) : '';
}

function typedFacts(value: object, length: number, bytes: number): Omit<Facts, 'kind' | 'type'> {
  const first = Array.from({ length: Math.min(PREVIEWED, length) }, (_, i) => ownData(value, i));
  return { shape: [length], bytes, preview: listText(first.map(shortText), length), opens: true };
}

const listText = (first: readonly string[], length: number): string =>
  clip(`[${first.join(', ')}${length > first.length ? ', …' : ''}]`);

/** An element, in few letters. */
function shortText(value: unknown): string {
  if (typeof value === 'number') return String(Number(value.toPrecision(4)));
  if (typeof value === 'string') return quoted(value.slice(0, 20));
  if (Array.isArray(value) && isPlain(value)) return `[${lengthOf(value)}]`;
  if (typeof value === 'object' && value !== null) return '{…}';
  return typeof value === 'bigint' ? integerText(value) : typeof value === 'function' ? 'ƒ' : String(value);
}

function modelFacts(model: object): Facts {
  const layers = lengthOf(ownData(model, 'layers') as object);
  const parameters = parametersOf(model);
  const name = ownData(model, 'name');
  return {
    kind: 'model',
    type: classOf(model) ?? 'Model',
    ...(parameters !== undefined && { parameters, bytes: parameters * 4 }),
    preview: clip(
      `${typeof name === 'string' ? `${name}, ` : ''}${say(layers === 1 ? '1 layer' : `${layers} layers`, `층 ${layers}개`)}`,
    ),
  };
}

function frameFacts(value: object, frame: Frame): Facts {
  const { names, rows } = frame;
  const isList = Array.isArray(value);
  const made = classOf(value);
  const type = tableFrame(value)
    ? 'Table'
    : isList
      ? say('array of objects', '객체 배열')
      : made && made !== 'Object'
        ? made
        : say('columns', '열 묶음');
  return {
    kind: 'table',
    type,
    shape: [rows, names.length],
    bytes: rows * names.length * 8,
    about: true,
    preview: clip(names.slice(0, PREVIEWED * 2).join(', ')),
    opens: true,
  };
}

function listFacts(list: object): Facts {
  const length = lengthOf(list);
  const { shape, first } = listShape(list);
  const isNumeric = typeof first === 'number' || typeof first === 'boolean' || typeof first === 'bigint';
  const elements = Array.from({ length: Math.min(PREVIEWED, length) }, (_, i) => ownData(list, i));
  const values = shape.reduce((product, size) => product * size, 1);
  return {
    kind: 'list',
    type: 'Array',
    shape: isNumeric ? shape : [length],
    ...(isNumeric && { dtype: typeof first }),
    bytes: (isNumeric ? values : length) * 8,
    about: true,
    preview: listText(elements.map(shortText), length),
    ...(length > 0 && { opens: true }),
  };
}

function otherFacts(value: object): Facts {
  const type = classOf(value) ?? 'object';
  const size = sizeOf(value);
  if (types.isMap(value) || types.isSet(value))
    return { kind: 'object', type, preview: say(`${size} entries`, `항목 ${size}개`) };
  if (size !== undefined) return { kind: 'list', type, bytes: size, preview: '' };
  if (types.isDate(value)) return { kind: 'value', type, preview: dateText(value) };
  if (types.isNativeError(value))
    return { kind: 'object', type, preview: clip(String(ownData(value, 'message') ?? '')) };
  return { kind: 'object', type, preview: '' };
}

function dateText(value: Date): string {
  const time = getTime.call(value);
  return Number.isNaN(time) ? 'Invalid Date' : new Date(time).toISOString();
}
