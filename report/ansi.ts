import { escaped } from './escape.js';

interface Style {
  bold?: boolean;
  dim?: boolean;
  italic?: boolean;
  underline?: boolean;
  struck?: boolean;
  inverse?: boolean;
  /** A class of the page's palette, 0 to 15, or a colour. */
  front?: number | string;
  back?: number | string;
}

const ESCAPE = '\u001b';
const BELL = '\u0007';
/** A setting of colours and weights, whose numbers are a group; else what moves a cursor or names a window. */
const SEQUENCE = new RegExp(
  [
    `${ESCAPE}\\[([0-9;:]*)m`,
    `${ESCAPE}\\[[0-?]*[ -/]*[@-~]`,
    `${ESCAPE}\\][^${BELL}${ESCAPE}]*(?:${BELL}|${ESCAPE}\\\\)`,
    `${ESCAPE}[@-_]`,
  ].join('|'),
  'g',
);
/** No browser shows them. */
const CONTROLS = /(?![\t\n])\p{Cc}/gu;

/** A program's text as HTML: colours and weights by terminal codes; of a line that was written over, its last state. */
export function ansiMarkup(text: string): string {
  let style: Style = {};
  let html = '';
  let from = 0;
  const put = (plain: string): void => {
    const shown = escaped(plain.replace(CONTROLS, ''));
    if (shown === '') return;
    const [names, colors] = namesOf(style);
    html += names || colors ? `<span${names}${colors}>${shown}</span>` : shown;
  };
  const last = lastStates(text);
  for (const found of last.matchAll(SEQUENCE)) {
    put(last.slice(from, found.index));
    from = found.index + found[0].length;
    if (found[1] !== undefined) style = changed(style, found[1]);
  }
  put(last.slice(from));
  return html;
}

/** What stands on each line at the end, where a program has gone back to its start. */
const lastStates = (text: string): string =>
  text.includes('\r')
    ? text
        .replace(/\r+\n/g, '\n')
        .split('\n')
        .map((line) => line.replace(/\r+$/, '').split('\r').at(-1))
        .join('\n')
    : text;

function namesOf({ front, back, inverse, ...flags }: Style): [string, string] {
  const [ink, ground] = inverse ? [back ?? 'Canvas', front ?? 'CanvasText'] : [front, back];
  const names = Object.keys(flags).filter((name) => flags[name as keyof typeof flags]);
  if (ink !== undefined) names.push(typeof ink === 'number' ? `fg${ink}` : 'front');
  if (ground !== undefined) names.push(typeof ground === 'number' ? `bg${ground}` : 'back');
  // The page brings them near its own, so that they can be read on light and dark.
  const colors = [
    ...(typeof ink === 'string' ? [`--front:${ink}`] : []),
    ...(typeof ground === 'string' ? [`--back:${ground}`] : []),
  ];
  return [
    names.length > 0 ? ` class="${names.join(' ')}"` : '',
    colors.length > 0 ? ` style="${colors.join(';')}"` : '',
  ];
}

const SWITCHES: Record<number, Style> = {
  1: { bold: true },
  2: { dim: true },
  3: { italic: true },
  4: { underline: true },
  7: { inverse: true },
  9: { struck: true },
  22: { bold: false, dim: false },
  23: { italic: false },
  24: { underline: false },
  27: { inverse: false },
  29: { struck: false },
  39: { front: undefined },
  49: { back: undefined },
};

function changed(style: Style, parameters: string): Style {
  const numbers = parameters.split(/[;:]/).map(Number);
  let next = style;
  for (let at = 0; at < numbers.length; at += 1) {
    const code = numbers[at] as number;
    if (code === 0) next = {};
    else if (code in SWITCHES) next = { ...next, ...SWITCHES[code] };
    else if (code === 38 || code === 48) {
      const [color, used] = extended(numbers.slice(at + 1));
      at += used;
      if (color !== undefined) next = { ...next, [code === 38 ? 'front' : 'back']: color };
    } else if (code >= 30 && code <= 37) next = { ...next, front: code - 30 };
    else if (code >= 40 && code <= 47) next = { ...next, back: code - 40 };
    else if (code >= 90 && code <= 97) next = { ...next, front: code - 82 };
    else if (code >= 100 && code <= 107) next = { ...next, back: code - 92 };
  }
  return next;
}

/** A colour of 256, or of red, green and blue; and how many numbers say it. */
function extended([kind, a = 0, b = 0, c = 0]: readonly number[]): [number | string | undefined, number] {
  if (kind === 2) return [rgb(a, b, c), 4];
  if (kind !== 5) return [undefined, 1];
  if (a < 16) return [a, 2];
  if (a >= 232) return [rgb(8 + (a - 232) * 10, 8 + (a - 232) * 10, 8 + (a - 232) * 10), 2];
  const level = (step: number): number => (step % 6 === 0 ? 0 : 55 + (step % 6) * 40);
  const at = a - 16;
  return [rgb(level(Math.floor(at / 36)), level(Math.floor(at / 6)), level(at)), 2];
}

const rgb = (...parts: number[]): string =>
  `rgb(${parts.map((part) => Math.min(255, Math.max(0, Math.trunc(part) || 0))).join(' ')})`;
