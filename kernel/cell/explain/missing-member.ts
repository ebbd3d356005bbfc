import { didYouMean, say } from '../../../words/index.js';
import { promiseIn, tellForgottenAwait } from './forgotten-await.js';
import { kerasMembers, kerasNames } from './keras-names.js';
import {
  type ErrorPlace,
  followPath,
  isObject,
  isPromise,
  type KnownNames,
  membersOf,
  safely,
} from './known-names.js';
import { fromEngine } from './missing-name.js';
import { pythonNames } from './python-names.js';
import { tellAdvice } from './tell-advice.js';

/** A path of names at the end of a text, before a member is read. */
const PATH_BEFORE =
  /(?<![\p{ID_Continue}$.)\]])([\p{ID_Start}_$][\p{ID_Continue}$]*(?:\??\.[\p{ID_Start}_$][\p{ID_Continue}$]*)*)(?:\??\.|\[)?$/u;
const PATH = /^[\p{ID_Start}_$][\p{ID_Continue}$]*(\.[\p{ID_Start}_$][\p{ID_Continue}$]*)*$/u;

/** What to do about `tf.layers.Dense is not a function` (or a constructor). */
export function explainNotCallable(
  callee: string,
  kind: 'function' | 'constructor',
  place: ErrorPlace | undefined,
  names: KnownNames,
): string | undefined {
  const path = callee.replace(/^\(intermediate value\)\.?/, '').split('.');
  const member = path.at(-1) ?? '';
  if (/^tf\.layers\.\w+\(\.\.\.\)$/.test(callee)) return applied(callee);
  if (!PATH.test(callee)) return byTheName(member) ?? memberOfSome(member, names);
  if (path.length === 1) return notCallableName(member, place, names);
  const owner = followPath(path.slice(0, -1), names);
  const ownerName = path.slice(0, -1).join('.');
  if (!owner) return byTheName(member);
  if (isPromise(owner.value)) return tellForgottenAwait(ownerName);
  if (!isObject(owner.value)) return undefined;
  const value = safely(() => (owner.value as Record<string, unknown>)[member]);
  if (value === undefined) return missingMember(ownerName, owner.value, member);
  if (kind === 'constructor' && typeof value === 'function') return withoutNew(callee);
  return say(
    `${callee} is a value, not a function: leave the parentheses out.`,
    `${callee}은(는) 함수가 아니라 값입니다. 괄호를 빼세요.`,
  );
}

const withoutNew = (callee: string): string =>
  say(`${callee} is a function: call it without new.`, `${callee}은(는) 함수입니다. new 없이 호출하세요.`);

function notCallableName(name: string, place: ErrorPlace | undefined, names: KnownNames): string | undefined {
  const found = names.find(name);
  if (found && isPromise(found.value)) return tellForgottenAwait(name);
  if (found?.value === undefined) return byTheName(name) ?? fromEngine(name, names);
  return place && typeof found.value === 'function' ? withoutNew(name) : undefined;
}

const tables = [
  [kerasMembers, 'Keras'],
  [kerasNames, 'Keras'],
  [pythonNames, 'Python'],
] as const;

function byTheName(name: string, shown = name): string | undefined {
  for (const [table, origin] of tables) {
    const advice = Object.hasOwn(table, name) ? table[name] : undefined;
    if (advice) return tellAdvice(shown, advice, origin);
  }
  return undefined;
}

const applied = (callee: string): string =>
  say(
    `A layer is put behind another with apply: ${callee.replace('(...)', '({ … })')}.apply(input)`,
    `층은 apply로 이어 붙입니다: ${callee.replace('(...)', '({ … })')}.apply(입력)`,
  );

/** The nearest member of what expressions in cells mostly are: tensors and models. */
function memberOfSome(member: string, names: KnownNames): string | undefined {
  const engine = names.engine() as
    | { Tensor?: { prototype: object }; Sequential?: { prototype: object } }
    | undefined;
  const members = [engine?.Tensor, engine?.Sequential].flatMap((one) => membersOf(one?.prototype));
  if (members.includes(member)) return undefined;
  return didYouMean(member, members, (name) => `.${name}`).trim() || undefined;
}

/** What an object has in the place of a member that it has not. */
function missingMember(ownerName: string, owner: object, member: string): string | undefined {
  if (/^val_/.test(member) && /\bhistory$/.test(ownerName)) return notValidated(ownerName, member);
  const has = membersOf(owner);
  const same = has.find((name) => name.toLowerCase() === member.replaceAll('_', '').toLowerCase());
  if (same) return say(`Did you mean ${ownerName}.${same}?`, `혹시 ${ownerName}.${same}인가요?`);
  const known = byTheName(member, `${ownerName}.${member}`);
  if (known) return known;
  const near = didYouMean(member, has, (name) => `${ownerName}.${name}`).trim();
  if (near) return near;
  if (has.length === 0 || has.length > 40)
    return say(`${ownerName} has no ${member}.`, `${ownerName}에는 ${member}이(가) 없습니다.`);
  return say(
    `${ownerName} has no ${member}. It has: ${has.join(', ')}.`,
    `${ownerName}에는 ${member}이(가) 없습니다. 있는 것: ${has.join(', ')}.`,
  );
}

const notValidated = (owner: string, member: string): string =>
  say(
    `${owner} has no ${member}, as nothing was validated: give model.fit validationSplit: 0.2 or validationData: [xVal, yVal].`,
    `검증을 하지 않아 ${owner}에 ${member}이(가) 없습니다. model.fit에 validationSplit: 0.2나 validationData: [xVal, yVal]을 주세요.`,
  );

/** What to do about `Cannot read properties of undefined (reading 'layers')`. */
export function explainReading(
  place: ErrorPlace | undefined,
  member: string,
  names: KnownNames,
): string | undefined {
  if (!place) return undefined;
  const before = place.text.slice(0, place.column - 1).replace(/\[(['"])([\w$]+)\1\]/g, '.$2');
  const path = PATH_BEFORE.exec(before)?.[1]?.split(/\??\./);
  for (let length = 1; path && length <= path.length; length++) {
    const found = followPath(path.slice(0, length), names);
    const name = path.slice(0, length).join('.');
    if (!found) break;
    if (isPromise(found.value)) return tellForgottenAwait(name);
    if (found.value !== undefined && found.value !== null) continue;
    const owner = length > 1 ? followPath(path.slice(0, length - 1), names) : undefined;
    if (owner && isObject(owner.value))
      return missingMember(path.slice(0, length - 1).join('.'), owner.value, path[length - 1] ?? '');
    return say(
      `${name} is ${found.value}, so it has no ${member}.`,
      `${name} 값이 ${found.value}이라서 ${member}이(가) 없습니다.`,
    );
  }
  const promise = promiseIn(place, names);
  return promise && tellForgottenAwait(promise);
}

/** What to do about `Class constructor EarlyStopping cannot be invoked without 'new'`. */
export function explainMissingNew(name: string): string {
  if (name === 'Sequential') return say('Write tf.sequential().', 'tf.sequential()로 쓰세요.');
  return say(`Write new ${name}({ … }).`, `new ${name}({ … })(으)로 쓰세요.`);
}
