import { say } from '../../../words/index.js';
import { type ErrorPlace, isPromise, type KnownNames } from './known-names.js';

const NAME =
  /(?<![\p{ID_Continue}$'"`]|[\p{ID_Continue}$)\]]\.)([\p{ID_Start}_$][\p{ID_Continue}$]*)(?=\s*[.[)\],;]|\s*$)/gu;

/** The first name in a line, or that of a path, whose value is a promise that nobody awaited. */
export function promiseIn({ text }: ErrorPlace, names: KnownNames): string | undefined {
  for (const { 1: name = '', index } of text.matchAll(NAME)) {
    if (/\bawait\s+$/.test(text.slice(0, index))) continue;
    const found = names.find(name);
    if (found && isPromise(found.value)) return name;
  }
  return undefined;
}

export const tellForgottenAwait = (name: string): string =>
  say(
    `${name} is a Promise: its result is not there yet. Write await where it is made: const ${name} = await …`,
    `${name}은(는) 프로미스라서 결과가 아직 없습니다. 만드는 곳에 await을 쓰세요: const ${name} = await …`,
  );
