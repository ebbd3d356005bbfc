import type { RawCell } from './grid.js';

type Test = (value: RawCell) => boolean;

const NUMBER = String.raw`[-+−]?(?:\d[\d,_]*\.?\d*|\.\d+)(?:e[-+]?\d+)?|[-+−]?(?:infinity|∞)`;
const COMPARED = new RegExp(`^(>=|<=|!=|≥|≤|≠|==|=|>|<)\\s*(${NUMBER})$`, 'i');
const BETWEEN = new RegExp(`^(${NUMBER})\\s*(?:\\.\\.\\.?|…)\\s*(${NUMBER})$`, 'i');

const read = (text: string): number =>
  Number(
    text
      .replace(/[,_]/g, '')
      .replace('−', '-')
      .replace(/infinity|∞/i, 'Infinity'),
  );

const comparisons: Record<string, (value: number, other: number) => boolean> = {
  '>': (value, other) => value > other,
  '<': (value, other) => value < other,
  '>=': (value, other) => value >= other,
  '≥': (value, other) => value >= other,
  '<=': (value, other) => value <= other,
  '≤': (value, other) => value <= other,
  '=': (value, other) => value === other,
  '==': (value, other) => value === other,
  '!=': (value, other) => value !== other,
  '≠': (value, other) => value !== other,
};

/** Words that stand for what is no number, in both languages. */
const words: Record<string, Test> = {
  nan: (value) => typeof value === 'number' && Number.isNaN(value),
  missing: (value) => value === null,
  없음: (value) => value === null,
  inf: (value) => value === Number.POSITIVE_INFINITY || value === Number.NEGATIVE_INFINITY,
  true: (value) => value === true || value === 'true',
  false: (value) => value === false || value === 'false',
};
words.null = words.missing as Test;
words.infinity = words.inf as Test;

/**
 * What a person writes to see some rows only: `> 0.5`, `<= 3`, `= 7`, `!= 0`, `0..1`, `NaN`, `inf`, `missing`, `true`; any
 * other text is looked for, in letters of any case. In quotation marks a text is looked for as it stands. `undefined` where
 * nothing is written. float32 values are compared as they are shown: 0.1 equals 0.1.
 */
export function readFilter(text: string): Test | undefined {
  const wanted = text.trim();
  if (wanted === '') return undefined;
  const word = words[wanted.toLowerCase()];
  if (word) return word;
  const [, sign = '', number = ''] = COMPARED.exec(wanted) ?? [];
  const compare = comparisons[sign];
  if (compare) {
    const other = read(number);
    return (value) => typeof value === 'number' && compare(value, other);
  }
  const [, low, high] = BETWEEN.exec(wanted) ?? [];
  if (low !== undefined && high !== undefined) {
    const [from, to] = [read(low), read(high)];
    return (value) => typeof value === 'number' && value >= from && value <= to;
  }
  const quoted = /^(["'])(.*)\1$/s.exec(wanted);
  const part = quoted?.[2];
  if (part !== undefined) return (value) => typeof value === 'string' && value.includes(part);
  const lower = wanted.toLowerCase();
  return (value) => value !== null && String(value).toLowerCase().includes(lower);
}
