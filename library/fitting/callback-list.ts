import { say } from '../../words/index.js';

/**
 * What was given to `fit` as `callbacks`, as a list.
 *
 * @throws TypeError for what is no callback: a class without `new`, a condition that came out false.
 */
export function callbackList(given: unknown): object[] {
  if (given === undefined || given === null) return [];
  const list = Array.isArray(given) ? (given as unknown[]) : [given];
  for (const [place, callback] of list.entries()) {
    if (typeof callback === 'object' && callback !== null) continue;
    throw noCallback(Array.isArray(given) ? `callbacks[${place}]` : 'callbacks', callback);
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
