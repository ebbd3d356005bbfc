import type { Value } from '../value.js';
import { type NumberStyle, notFiniteWord, readNumber } from './read-number.js';

/** Words that stand for a missing value where nothing is said: those of pandas, R, SQL, Excel and SPSS. */
export const MISSING: readonly string[] = [
  'NA',
  'N/A',
  'n/a',
  '#N/A',
  '#NA',
  '<NA>',
  'NULL',
  'null',
  '#NULL!',
  'None',
  'NaN',
  'nan',
  '?',
  '\\N',
];

/**
 * The values of a column. If all that are there are numbers, or words for infinite ones and NaN, they become numbers, of
 * which a lone point (SAS, Stata) is a missing one; if all are true or false, in any of three spellings, booleans; else they
 * stay text.
 */
export function columnValues(
  texts: readonly string[],
  missing: ReadonlySet<string>,
  style: NumberStyle,
): Value[] {
  return numbersOf(texts, missing, style) ?? booleansOf(texts, missing) ?? textsOf(texts, missing);
}

function numbersOf(
  texts: readonly string[],
  missing: ReadonlySet<string>,
  style: NumberStyle,
): Value[] | undefined {
  const values: Value[] = [];
  let numbers = false;
  for (const text of texts) {
    const value = text === '' ? undefined : (readNumber(text, style) ?? notFiniteWord(text));
    if (value !== undefined) numbers = true;
    else if (text !== '' && text !== '.' && !missing.has(text)) return undefined;
    values.push(value ?? null);
  }
  return numbers ? values : undefined;
}

const BOOLEANS: Readonly<Record<string, boolean>> = {
  true: true,
  True: true,
  TRUE: true,
  false: false,
  False: false,
  FALSE: false,
};

function booleansOf(texts: readonly string[], missing: ReadonlySet<string>): Value[] | undefined {
  const values: Value[] = [];
  let some = false;
  for (const text of texts) {
    const absent = text === '' || missing.has(text);
    if (!absent && !Object.hasOwn(BOOLEANS, text)) return undefined;
    some ||= !absent;
    values.push(absent ? null : (BOOLEANS[text] ?? null));
  }
  return some ? values : undefined;
}

const textsOf = (texts: readonly string[], missing: ReadonlySet<string>): Value[] =>
  texts.map((text) => (text === '' || missing.has(text) ? null : text));
