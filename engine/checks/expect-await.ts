import { say } from '../../words/index.js';

/**
 * Lets a promise refuse to be taken for its result: what is read of it by one of these names, where `await` was forgotten,
 * throws and says so. Where it is awaited nothing changes.
 *
 * @param call As the student writes it: `model.fit(…)`.
 */
export function expectAwait<Result>(
  promise: Promise<Result>,
  call: string,
  members: readonly string[],
): Promise<Result> {
  for (const member of members)
    Object.defineProperty(promise, member, {
      configurable: true,
      get(): never {
        throw new TypeError(
          say(
            `${member} is read of ${call} before there is a result: await is missing. Write const result = await ${call}.`,
            `${call}의 결과가 나오기 전에 ${member}을(를) 읽었습니다. await이 빠졌습니다. const result = await ${call}처럼 쓰세요.`,
          ),
        );
      },
    });
  return promise;
}

/** What is read of results that are awaited, by kind. */
export const resultMembers = {
  history: ['history', 'epoch'],
  model: ['predict', 'summary', 'evaluate', 'fit', 'compile', 'layers', 'getLayer', 'save'],
  tensors: ['dataSync', 'print', 'arraySync', '0', '1'],
  values: ['length', '0', 'map', 'forEach', 'slice', 'join', 'reduce'],
  table: [
    'columns',
    'rows',
    'column',
    'select',
    'numbers',
    'split',
    'kFold',
    'filter',
    'map',
    'head',
    'length',
  ],
} as const;
