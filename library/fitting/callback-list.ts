import { didYouMean, say } from '../../words/index.js';

/**
 * What was given to `fit` as `callbacks`, as a list.
 *
 * @throws TypeError for what is no callback: a class without `new`, a condition that came out false.
 */
export function callbackList(given: unknown): object[] {
  if (given === undefined || given === null) return [];
  const list = Array.isArray(given) ? (given as unknown[]) : [given];
  for (const [place, callback] of list.entries()) {
    const where = Array.isArray(given) ? `callbacks[${place}]` : 'callbacks';
    if (typeof callback === 'object' && callback !== null) {
      checkHooks(where, callback);
      continue;
    }
    throw noCallback(where, callback);
  }
  return list as object[];
}

function noCallback(where: string, value: unknown): TypeError {
  if (typeof value === 'function' && /^class\b/.test(String(value)))
    return new TypeError(
      say(
        `${where} of fit is the class ${value.name}; write new ${value.name}(…).`,
        `fit의 ${where}이(가) 클래스 ${value.name}입니다. new ${value.name}(…)(으)로 쓰세요.`,
      ),
    );
  const [en, ko] =
    typeof value === 'function'
      ? ['a function', '함수']
      : Array(2).fill(typeof value === 'string' ? `'${value}'` : String(value));
  return new TypeError(
    say(
      `${where} of fit is ${en}, but a callback is needed: new EarlyStopping(…), or an object with hooks, { onEpochEnd: … }.`,
      `fit의 ${where}이(가) ${ko}입니다. new EarlyStopping(…) 같은 콜백이나 훅을 담은 객체 { onEpochEnd: … }가 필요합니다.`,
    ),
  );
}

/** What is called of a plain object. */
export const HOOKS = [
  'onTrainBegin',
  'onTrainEnd',
  'onEpochBegin',
  'onEpochEnd',
  'onBatchBegin',
  'onBatchEnd',
  'onYield',
];

/** @throws TypeError for a plain object without a hook, or with one of another name, which nobody would ever call. */
function checkHooks(where: string, callback: object): void {
  if (Object.getPrototypeOf(callback) !== Object.prototype || 'setParams' in callback) return;
  const names = Object.keys(callback);
  const stranger = names.find((name) => /^on[A-Z_]/.test(name) && !HOOKS.includes(name));
  if (stranger === undefined && (names.length === 0 || names.some((name) => HOOKS.includes(name)))) return;
  const wrong = stranger ?? names[0] ?? '';
  const list = HOOKS.join(', ');
  throw new TypeError(
    `${say(`${where} of fit: a callback has no hook '${wrong}'.`, `fit의 ${where}: 콜백에 '${wrong}'(이)라는 훅은 없습니다.`)}${didYouMean(wrong, HOOKS, (name) => name)}${say(` The hooks are: ${list}.`, ` 있는 훅: ${list}.`)}`,
  );
}
