import { say } from '../../words/index.js';
import { isPromise, showGiven } from '../options/index.js';
import type { TfNamespace } from '../tf-namespace.js';

type Make = (values: unknown, ...rest: unknown[]) => unknown;

const MAKERS = ['tensor', 'tensor1d', 'tensor2d', 'tensor3d', 'tensor4d', 'tensor5d', 'tensor6d'] as const;

/** The functions that make tensors of nested lists, which look at the lists. tfjs takes null for 0 and mixes rows of different lengths. */
export function checkedTensors(tf: TfNamespace): Partial<TfNamespace> {
  const functions = tf as unknown as Record<string, Make>;
  return Object.fromEntries(
    MAKERS.map((name) => {
      const make = functions[name] as Make;
      const checked: Make = (values, ...rest) => {
        checkValues(`tf.${name}`, values);
        return make(values, ...rest);
      };
      return [name, checked];
    }),
  ) as Partial<TfNamespace>;
}

function checkValues(callee: string, values: unknown): void {
  if (Array.isArray(values)) checkList(callee, values, [], undefined);
  else if (isPromise(values))
    throw notValues(callee, values, 'Write await before it.', '앞에 await을 쓰세요.');
  else if (isTable(values))
    throw notValues(
      callee,
      values,
      "Take the numbers of the table: tf.tensor2d(table.numbers(['age', 'fare'])).",
      "표에서 수를 꺼내세요: tf.tensor2d(table.numbers(['age', 'fare'])).",
    );
  else if (values === undefined || values === null)
    throw notValues(callee, values, 'Is a name misspelt?', '이름을 잘못 쓰지 않았는지 확인하세요.');
}

const isTable = (value: unknown): boolean =>
  typeof value === 'object' &&
  value !== null &&
  typeof (value as { numbers?: unknown }).numbers === 'function';

/** @returns The kind of the values, the same for all. */
function checkList(
  callee: string,
  values: readonly unknown[],
  place: readonly number[],
  kind: string | undefined,
): string | undefined {
  const [first] = values;
  const width = lengthOf(first);
  let found = kind;
  for (let i = 0; i < values.length; i++) {
    const value = values[i];
    if (value === null || value === undefined) throw missing(callee, value, [...place, i]);
    if (lengthOf(value) !== width) throw uneven(callee, [...place, i], lengthOf(value), width);
    if (Array.isArray(value)) {
      found = checkList(callee, value, [...place, i], found);
      continue;
    }
    const own = kindOf(value);
    if (own === undefined) continue;
    if (found !== undefined && own !== found) throw mixed(callee, value, [...place, i], found);
    found = own;
  }
  return found;
}

const lengthOf = (value: unknown): number | undefined =>
  Array.isArray(value) || ArrayBuffer.isView(value)
    ? (value as ArrayLike<unknown> & object).length
    : undefined;

const kindOf = (value: unknown): 'number' | 'text' | undefined => {
  if (typeof value === 'number' || typeof value === 'boolean') return 'number';
  return typeof value === 'string' ? 'text' : undefined;
};

const placeText = (place: readonly number[]): string => `[${place.join('][')}]`;

const missing = (callee: string, value: unknown, place: readonly number[]): TypeError =>
  new TypeError(
    say(
      `${callee}: the value at ${placeText(place)} is ${String(value)}, which is no number. Fill or drop missing values first: table.fill(column, 'median').`,
      `${callee}: ${placeText(place)}의 값이 ${String(value)}이라서 수가 아닙니다. 결측값을 먼저 채우거나 빼세요: table.fill(열, 'median').`,
    ),
  );

const uneven = (
  callee: string,
  place: readonly number[],
  length: number | undefined,
  width: number | undefined,
): RangeError =>
  new RangeError(
    say(
      `${callee}: the list at ${placeText(place)} has ${length ?? 'no'} values, but the first one has ${width ?? 'none'}. All rows need the same length.`,
      `${callee}: ${placeText(place)} 목록의 값은 ${length ?? 0}개인데 첫 목록은 ${width ?? 0}개입니다. 모든 행의 길이가 같아야 합니다.`,
    ),
  );

const mixed = (callee: string, value: unknown, place: readonly number[], kind: string): TypeError =>
  new TypeError(
    say(
      `${callee}: the value at ${placeText(place)} is ${showGiven(value)}, but those before it are ${kind === 'text' ? 'texts' : 'numbers'}. Change texts into numbers first: Number(text), or table.oneHot(column) for categories.`,
      `${callee}: ${placeText(place)}의 값은 ${showGiven(value)}인데 앞의 값들은 ${kind === 'text' ? '문자열' : '수'}입니다. 문자열을 먼저 수로 바꾸세요: Number(문자열), 범주라면 table.oneHot(열).`,
    ),
  );

const notValues = (callee: string, value: unknown, advice: string, adviceKo: string): TypeError =>
  new TypeError(
    say(
      `${callee} takes numbers in lists, but got ${isTable(value) ? 'a Table' : showGiven(value)}. ${advice}`,
      `${callee}에는 수의 배열을 주어야 하는데 ${isTable(value) ? 'Table' : showGiven(value)}을(를) 받았습니다. ${adviceKo}`,
    ),
  );
