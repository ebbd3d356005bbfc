import type { Words } from '../../protocol/index.js';
import { Table } from '../table.js';
import { isTensor } from '../tensor-like.js';
import { words } from './words.js';

const has = (value: unknown, ...names: string[]): boolean =>
  typeof value === 'object' && value !== null && names.every((name) => name in value);

const isModel = (value: unknown): boolean => has(value, 'layers', 'compile', 'fit', 'predict');
const isHistory = (value: unknown): boolean => has(value, 'history', 'epoch');
const isScaler = (value: unknown): boolean => has(value, 'scaling', 'statistics', 'apply', 'invert');

/** The kinds of values that exercises ask for. */
export const kinds = {
  number: { words: words('a number', '수'), is: (value: unknown) => typeof value === 'number' },
  text: { words: words('a text', '문자열'), is: (value: unknown) => typeof value === 'string' },
  boolean: {
    words: words('true or false', 'true나 false'),
    is: (value: unknown) => typeof value === 'boolean',
  },
  list: { words: words('a list', '목록'), is: (value: unknown) => Array.isArray(value) },
  function: { words: words('a function', '함수'), is: (value: unknown) => typeof value === 'function' },
  tensor: { words: words('a tensor', '텐서'), is: isTensor as (value: unknown) => boolean },
  table: { words: words('a Table', '표(Table)'), is: (value: unknown) => value instanceof Table },
  model: { words: words('a model', '모델'), is: isModel },
  history: { words: words('the history of a fit', 'fit의 기록(history)'), is: isHistory },
  scaler: { words: words('a scaler', '스케일러'), is: isScaler },
} satisfies Record<string, { words: Words; is(value: unknown): boolean }>;

/** What a value can be asked to be. */
export type Kind = keyof typeof kinds;

const order = [
  'tensor',
  'table',
  'model',
  'history',
  'scaler',
  'list',
  'function',
  'number',
  'text',
  'boolean',
] as const;

/** What a value is, for "found": undefined where it has no kind of its own. */
export function kindOf(value: unknown): Words {
  if (value === undefined)
    return words('undefined: nothing has been assigned', 'undefined: 아직 대입한 값이 없음');
  if (value === null) return words('null', 'null');
  const found = order.find((kind) => kinds[kind].is(value));
  return found ? kinds[found].words : words('an object', '객체');
}
