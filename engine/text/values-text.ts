import { alignRight, numberWords } from './number-words.js';
import { CUT_AT, type ShownValues } from './shown-values.js';

const WIDTH = 80;
const LONGEST_STRING = 200;

/** One word for each value, of one width. */
function valueWords({ values }: ShownValues, dtype: string): string[] {
  const numbers = values as readonly number[];
  if (dtype === 'string')
    return values.map((value) => {
      const text = String(value);
      return text.length > LONGEST_STRING ? `${text.slice(0, LONGEST_STRING)}…` : text;
    });
  if (dtype === 'bool') return alignLeft(numbers.map((value) => (value ? 'true' : 'false')));
  if (dtype === 'int32') return alignRight(numbers.map(String));
  if (dtype === 'complex64') return complexWords(numbers);
  return numberWords(numbers, dtype === 'float32');
}

function alignLeft(words: readonly string[]): string[] {
  const width = Math.max(0, ...words.map(({ length }) => length));
  return words.map((each) => each.padEnd(width));
}

/** `1.5 - 2j`; real and imaginary parts each below each other. */
function complexWords(parts: readonly number[]): string[] {
  const imaginary = parts.filter((_, at) => at % 2 === 1);
  const real = numberWords(
    parts.filter((_, at) => at % 2 === 0),
    true,
  );
  const sizes = numberWords(imaginary.map(Math.abs), true);
  return real.map((word, at) => {
    const value = imaginary[at] as number;
    const below = value < 0 || Object.is(value, -0);
    return `${word} ${below ? '-' : '+'} ${`${(sizes[at] ?? '').trim()}j`.padEnd((sizes[at] ?? '').length + 1)}`;
  });
}

/** The values in brackets, as NumPy sets them: rows below each other, matrices apart, `...` for what is left out. */
export function valuesText(shown: ShownValues, dtype: string): string {
  const { shape, cut } = shown;
  const words = valueWords(shown, dtype);
  if (shape.length === 0) return (words[0] ?? '').trim();
  if (words.length === 0) return '[]';
  let next = 0;
  const text = (axis: number, indent: number): string => {
    const length = shape[axis] as number;
    if (axis === shape.length - 1) {
      const row = words.slice(next, next + length);
      next += length;
      return `[${wrapped(cut[axis] ? [...row.slice(0, CUT_AT), '...', ...row.slice(CUT_AT)] : row, indent + 1)}]`;
    }
    const parts = Array.from({ length }, () => text(axis + 1, indent + 1));
    if (cut[axis]) parts.splice(CUT_AT, 0, '...');
    return `[${parts.join(`,${'\n'.repeat(shape.length - axis - 1)}${' '.repeat(indent + 1)}`)}]`;
  };
  return text(0, 0);
}

/** Words with commas, in lines of at most `WIDTH`. */
function wrapped(words: readonly string[], indent: number): string {
  let text = '';
  let line = indent;
  words.forEach((word, at) => {
    const last = at === words.length - 1;
    const wide = word.length + (last ? 1 : 2);
    if (at > 0 && line + wide > WIDTH) {
      text = `${text.trimEnd()}\n${' '.repeat(indent)}`;
      line = indent;
    }
    text += last ? word : `${word}, `;
    line += wide;
  });
  return text;
}
