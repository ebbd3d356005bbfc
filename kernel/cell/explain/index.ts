import { promiseIn, tellForgottenAwait } from './forgotten-await.js';
import type { ErrorPlace, KnownNames } from './known-names.js';
import { explainMissingNew, explainNotCallable, explainReading } from './missing-member.js';
import { explainMissingName } from './missing-name.js';
import { explainTfjs } from './tfjs-messages.js';

export type { DeclaringCell, ErrorPlace, KnownNames } from './known-names.js';
export { pythonPackages } from './python-names.js';
export { explainPython } from './python-syntax.js';
export { tellAdvice } from './tell-advice.js';

/**
 * The message of an error of JavaScript or of TensorFlow.js as one that teaches: what is nearest to a name that nobody
 * knows, that an `await` is missing, what a shape should be. Other messages stay as they are.
 */
export function explainedMessage(
  { name, message }: { name: string; message: string },
  place: ErrorPlace | undefined,
  names: KnownNames,
): string {
  const [first = ''] = message.split('\n');
  const advice = name === 'ReferenceError' || name === 'TypeError' ? explain(first, place, names) : undefined;
  if (advice) return `${first}. ${advice}`;
  return explainTfjs(message) ?? message;
}

function explain(message: string, place: ErrorPlace | undefined, names: KnownNames): string | undefined {
  const missing = /^([\p{ID_Start}$_][\p{ID_Continue}$]*) is not defined$/u.exec(message)?.[1];
  if (missing) return explainMissingName(missing, place, names);
  const callable = /^(.+) is not a (function|constructor)$/.exec(message);
  if (callable) {
    const [, callee = '', kind] = callable;
    return explainNotCallable(callee, kind as 'function' | 'constructor', place, names);
  }
  const reading = /^Cannot read properties of (?:undefined|null) \(reading '(.+)'\)$/.exec(message)?.[1];
  if (reading !== undefined) return explainReading(place, reading, names);
  const withoutNew = /^Class constructor _?(\w+) cannot be invoked without 'new'$/.exec(message)?.[1];
  if (withoutNew) return explainMissingNew(withoutNew);
  if (!place || !/iterable|Symbol\.iterator|Cannot (read|set|destructure)/.test(message)) return undefined;
  const promise = promiseIn(place, names);
  return promise && tellForgottenAwait(promise);
}
