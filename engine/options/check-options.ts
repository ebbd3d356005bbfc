import { didYouMean, nearestNames, say } from '../../words/index.js';
import type { Domain } from './domains.js';
import { showGiven } from './show-given.js';

/** What stands here for an option of Keras that is not merely spelt otherwise: code to write, or a sentence in both languages. */
export type Elsewhere = Readonly<Record<string, string | readonly [english: string, korean: string]>>;

/** `batch_size` → `batchSize`. */
export const camelCase = (name: string): string =>
  name.replace(/_+([a-z0-9])/g, (_, letter: string) => letter.toUpperCase());

/**
 * Looks through the options that a call was given. An option that is undefined, or null, counts as left out.
 *
 * @param callee As the student writes it: `model.fit`.
 * @param elsewhere What to write for names that Keras has and we have not.
 * @throws TypeError for a name that is no option, RangeError for a value outside its domain; both name it.
 */
export function checkOptions<Name extends string>(
  callee: string,
  options: unknown,
  allowed: Readonly<Record<Name, Domain>>,
  elsewhere: Elsewhere = {},
): void {
  if (typeof options !== 'object' || options === null || Array.isArray(options))
    throw noOptions(callee, options, Object.keys(allowed)[0]);
  for (const [name, value] of Object.entries(options)) {
    const domain = Object.hasOwn(allowed, name) ? allowed[name as Name] : undefined;
    if (!domain) throw unknownOption(callee, name, Object.keys(allowed), elsewhere);
    if (value === undefined || value === null || domain.allows(value)) continue;
    throw new RangeError(
      say(
        `${callee}: ${name} is ${showGiven(value)}, but ${domain.en} is needed.`,
        `${callee}: ${name} 값이 ${showGiven(value)}입니다. ${domain.ko}이(가) 필요합니다.`,
      ),
    );
  }
}

const noOptions = (callee: string, given: unknown, first: string | undefined): TypeError =>
  new TypeError(
    say(
      `${callee} takes its options in an object, as in { ${first}: … }, but got ${Array.isArray(given) ? 'a list' : showGiven(given)}.`,
      `${callee}의 옵션은 { ${first}: … }처럼 객체로 주어야 하는데 ${Array.isArray(given) ? '배열' : showGiven(given)}을(를) 받았습니다.`,
    ),
  );

function unknownOption(callee: string, name: string, names: string[], elsewhere: Elsewhere): TypeError {
  return new TypeError(
    `${say(`${callee} has no option '${name}'.`, `${callee}에는 '${name}' 옵션이 없습니다.`)}${hint(name, names, elsewhere)}`,
  );
}

function hint(name: string, names: string[], elsewhere: Elsewhere): string {
  const written = Object.hasOwn(elsewhere, name) ? elsewhere[name] : undefined;
  if (typeof written === 'string')
    return say(` Write ${written} here.`, ` 여기서는 ${written}(으)로 쓰세요.`);
  if (written) return ` ${say(...(written as [string, string]))}`;
  const same = names.find(
    (known) => known === camelCase(name) || known.toLowerCase() === name.replaceAll('_', '').toLowerCase(),
  );
  if (same) return say(` It is called ${same} here.`, ` 여기서는 ${same}입니다.`);
  if (nearestNames(name, names).length > 0) return didYouMean(name, names, (known) => known);
  return say(` It has: ${names.join(', ')}.`, ` 쓸 수 있는 옵션: ${names.join(', ')}.`);
}
