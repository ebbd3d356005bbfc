import { say } from '../../words/index.js';
import { isPromise, showGiven } from '../options/index.js';

/** What the checks read of a tensor. */
export interface GivenTensor {
  readonly shape: number[];
  readonly dtype: string;
  readonly isDisposed: boolean;
}

export const shapeText = (shape: readonly (number | null)[]): string =>
  `[${shape.map((size) => size ?? say('rows', '행 수')).join(', ')}]`;

const isTensor = (value: unknown): value is GivenTensor =>
  typeof value === 'object' && value !== null && 'isDisposed' in value && 'dataSync' in value;

const isTable = (value: object): boolean =>
  typeof (value as { numbers?: unknown }).numbers === 'function' && 'columns' in value;

const isDataset = (value: object): boolean =>
  typeof (value as { iterator?: unknown }).iterator === 'function';

/**
 * The tensors of a call, by the names of the model's inputs or outputs.
 *
 * @param where As a sentence names it: `x of model.fit`.
 * @throws TypeError saying what was given and how to make a tensor of it.
 */
export function givenTensors(given: unknown, names: readonly string[], where: string): GivenTensor[] {
  if (Array.isArray(given) && given.some(isTensor)) {
    if (given.length !== names.length) throw wrongCount(given.length, names, where);
    return given.map((value, i) => givenTensor(value, `${where} [${i}]`));
  }
  if (isPlainObject(given)) {
    const record = given as Record<string, unknown>;
    return names.map((name) => {
      if (!Object.hasOwn(record, name)) throw missingName(name, Object.keys(record), where);
      return givenTensor(record[name], `${where} "${name}"`);
    });
  }
  const tensor = givenTensor(given, where);
  if (names.length > 1) throw wrongCount(1, names, where);
  return [tensor];
}

const isPlainObject = (value: unknown): boolean =>
  typeof value === 'object' && value !== null && Object.getPrototypeOf(value) === Object.prototype;

function givenTensor(value: unknown, where: string): GivenTensor {
  if (!isTensor(value)) throw noTensor(value, where);
  if (value.isDisposed)
    throw new TypeError(
      say(
        `${where} is a tensor that has been disposed: it was freed by dispose() or at the end of a tf.tidy. Make it anew, or keep it with tf.keep.`,
        `${where}이(가) 이미 해제된 텐서입니다. dispose()나 tf.tidy의 끝에서 해제되었습니다. 다시 만들거나 tf.keep으로 남겨 두세요.`,
      ),
    );
  if (value.dtype === 'string' || value.dtype === 'complex64')
    throw new TypeError(
      say(
        `${where} holds ${value.dtype === 'string' ? 'texts' : 'complex numbers'}, but a network computes with numbers. Encode texts first: table.oneHot(column), or a number for each word.`,
        `${where}에 ${value.dtype === 'string' ? '문자열' : '복소수'}이(가) 들어 있습니다. 신경망은 수로 계산합니다. table.oneHot(열)이나 단어마다 번호를 매겨 먼저 수로 바꾸세요.`,
      ),
    );
  return value;
}

function noTensor(value: unknown, where: string): TypeError {
  const [what, whatKo, advice, adviceKo] = wordsFor(value);
  return new TypeError(
    say(
      `${where} is ${what}, but a tensor is needed. ${advice}`,
      `${where}이(가) ${whatKo}입니다. 텐서가 필요합니다. ${adviceKo}`,
    ),
  );
}

function wordsFor(value: unknown): [what: string, ko: string, advice: string, adviceKo: string] {
  if (value === undefined || value === null)
    return [
      String(value),
      String(value),
      'Is a name misspelt, or was the cell that makes the data not run?',
      '이름을 잘못 썼거나 데이터를 만드는 셀을 실행하지 않았는지 확인하세요.',
    ];
  if (isPromise(value))
    return [
      'a Promise: await is missing where it was made',
      '프로미스',
      'Write const x = await …',
      '만든 곳에 await이 빠졌습니다. const x = await …로 쓰세요.',
    ];
  if (Array.isArray(value)) {
    const flat = !Array.isArray(value[0]);
    const call = flat ? 'tf.tensor1d(…)' : Array.isArray(value[0][0]) ? 'tf.tensor(…)' : 'tf.tensor2d(…)';
    return ['a plain array', '배열', `Write ${call} around it.`, `${call}(으)로 감싸세요.`];
  }
  if (ArrayBuffer.isView(value))
    return ['a typed array', '형식화 배열', 'Write tf.tensor1d(…) around it.', 'tf.tensor1d(…)로 감싸세요.'];
  if (typeof value === 'object' && isTable(value))
    return [
      'a Table',
      'Table',
      "Take its numbers: tf.tensor2d(table.numbers(['age', 'fare'])).",
      "수를 꺼내세요: tf.tensor2d(table.numbers(['age', 'fare'])).",
    ];
  if (typeof value === 'object' && isDataset(value))
    return [
      'a data set of tf.data',
      'tf.data 데이터 세트',
      'Data sets go to model.fitDataset(dataset, { epochs: … }) and model.evaluateDataset(dataset, {}).',
      '데이터 세트는 model.fitDataset(dataset, { epochs: … })과 model.evaluateDataset(dataset, {})에 주세요.',
    ];
  return [
    showGiven(value),
    showGiven(value),
    'Make one with tf.tensor2d(rows).',
    'tf.tensor2d(행들)로 만드세요.',
  ];
}

const wrongCount = (count: number, names: readonly string[], where: string): RangeError =>
  new RangeError(
    say(
      `${where}: got ${count === 1 ? 'one tensor' : `${count} tensors`}, but the model has ${names.length}: ${names.join(', ')}. Give a list of tensors in this order, or an object with these names.`,
      `${where}: 텐서를 ${count}개 받았는데 모델에는 ${names.length}개가 있습니다: ${names.join(', ')}. 이 순서의 텐서 목록이나 이 이름을 가진 객체를 주세요.`,
    ),
  );

const missingName = (name: string, given: string[], where: string): RangeError =>
  new RangeError(
    say(
      `${where} has no "${name}", which the model needs. It has: ${given.join(', ')}.`,
      `${where}에 모델이 필요로 하는 "${name}"이(가) 없습니다. 있는 것: ${given.join(', ')}.`,
    ),
  );
