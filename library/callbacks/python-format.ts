import { say } from '../../words/index.js';
import { exponential, fixed, general, pythonRepr } from './python-number.js';

/** A value that may stand in a name: epochs and batches are whole in Python, logs are floats. */
export type FormatValue = { whole: number } | { float: number };

const SPEC = /^(?:(.)?([<>=^]))?([-+ ])?(#)?(0)?(\d+)?([,_])?(?:\.(\d+))?([a-zA-Z%])?$/su;

interface Spec {
  fill: string;
  align: string;
  sign: string;
  alternate: boolean;
  width: number;
  grouping: string | undefined;
  precision: number | undefined;
  type: string | undefined;
}

/**
 * Fills the fields of a name, `{epoch:02d}-{val_loss:.2f}`, as `str.format` of Python does.
 *
 * @param value the value of a field; undefined where there is none.
 * @param fail makes the error for a pattern that cannot be filled, from its reason.
 */
export function pythonFormat(
  pattern: string,
  value: (name: string) => FormatValue | undefined,
  fail: (reason: string) => Error,
): string {
  let text = '';
  for (let at = 0; at < pattern.length; ) {
    const char = pattern[at] as string;
    if ((char === '{' || char === '}') && pattern[at + 1] === char) {
      text += char;
      at += 2;
    } else if (char === '{') {
      const end = pattern.indexOf('}', at);
      if (end < 0) throw fail(say('a "{" has no "}"', '"{"에 맞는 "}"가 없습니다'));
      text += field(pattern.slice(at + 1, end), value, fail);
      at = end + 1;
    } else if (char === '}') {
      throw fail(say('a "}" has no "{"', '"}"에 맞는 "{"가 없습니다'));
    } else {
      text += char;
      at += 1;
    }
  }
  return text;
}

function field(
  text: string,
  value: (name: string) => FormatValue | undefined,
  fail: (reason: string) => Error,
): string {
  const colon = text.indexOf(':');
  const name = colon < 0 ? text : text.slice(0, colon);
  const found = value(name);
  if (!found) throw fail(say(`there is no "${name}"`, `"${name}"이(가) 없습니다`));
  const given = colon < 0 ? '' : text.slice(colon + 1);
  const bad = (): Error =>
    fail(say(`"${given}" is no format for "${name}"`, `"${given}"은(는) "${name}"에 쓸 수 없는 형식입니다`));
  const spec = parseSpec(given);
  if (!spec) throw bad();
  const written = 'whole' in found ? writeWhole(found.whole, spec) : writeFloat(found.float, spec);
  if (written === undefined) throw bad();
  return written;
}

function parseSpec(text: string): Spec | undefined {
  const match = SPEC.exec(text);
  if (!match) return undefined;
  const [, fill, align, sign = '-', alternate, zero, width, grouping, precision, type] = match;
  return {
    fill: fill ?? (zero ? '0' : ' '),
    align: align ?? (zero ? '=' : '>'),
    sign,
    alternate: alternate !== undefined,
    width: Number(width ?? 0),
    grouping,
    precision: precision === undefined ? undefined : Number(precision),
    type,
  };
}

function writeWhole(value: number, spec: Spec): string | undefined {
  const { type = 'd', precision } = spec;
  if (type !== 'd') return writeFloat(value, spec);
  return precision === undefined ? finish(Math.abs(value).toString(), value < 0, spec) : undefined;
}

function writeFloat(value: number, spec: Spec): string | undefined {
  const { type, precision, alternate } = spec;
  if (type !== undefined && !'eEfFgG%'.includes(type)) return undefined;
  const negative = value < 0 || Object.is(value, -0);
  const percent = type === '%' ? '%' : '';
  const size = Math.abs(value) * (percent ? 100 : 1);
  if (!Number.isFinite(size)) {
    const word = Number.isNaN(value) ? 'nan' : 'inf';
    const shown = type && 'EFG'.includes(type) ? word.toUpperCase() : word;
    return finish(shown + percent, negative && !Number.isNaN(value), { ...spec, grouping: undefined });
  }
  return finish(digitsOf(size, type, precision, alternate) + percent, negative, spec);
}

function digitsOf(
  size: number,
  type: string | undefined,
  given: number | undefined,
  alternate: boolean,
): string {
  const precision = given ?? 6;
  const dotted = (text: string): string => (alternate && !text.includes('.') ? `${text}.` : text);
  switch (type) {
    case 'f':
    case 'F':
    case '%':
      return dotted(fixed(size, precision));
    case 'e':
      return exponential(size, precision, alternate);
    case 'E':
      return exponential(size, precision, alternate).toUpperCase();
    case 'g':
      return general(size, precision, alternate);
    case 'G':
      return general(size, precision, alternate).toUpperCase();
    default:
      return given === undefined ? pythonRepr(size) : general(size, given, alternate, true);
  }
}

/** Sign, grouping, fill and width around the digits. */
function finish(digits: string, negative: boolean, spec: Spec): string {
  const { fill, align, sign, width, grouping } = spec;
  const lead = negative ? '-' : sign === '-' ? '' : sign;
  const end = digits.search(/[.eE%]/);
  const whole = end < 0 ? digits : digits.slice(0, end);
  const rest = digits.slice(whole.length);
  const zeros = align === '=' && fill === '0';
  const room = zeros ? width - lead.length - rest.length : 0;
  const body = grouping ? grouped(whole, grouping, room) + rest : whole + rest;
  const missing = Math.max(0, width - lead.length - [...body].length);
  if (align === '=') return lead + fill.repeat(missing) + body;
  if (align === '<') return lead + body + fill.repeat(missing);
  if (align === '^') {
    const left = Math.floor(missing / 2);
    return fill.repeat(left) + lead + body + fill.repeat(missing - left);
  }
  return fill.repeat(missing) + lead + body;
}

/** Zeros that fill up the width are grouped too, so that none is ever next to a separator alone. */
function grouped(whole: string, separator: string, room: number): string {
  let text = '';
  let taken = 0;
  for (let at = whole.length - 1; at >= 0 || text.length < room; at -= 1) {
    if (taken > 0 && taken % 3 === 0) text = separator + text;
    text = (whole[at] ?? '0') + text;
    taken += 1;
  }
  return text;
}
