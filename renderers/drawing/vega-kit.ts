// Only drawing/vega.ts imports this file, and only when a chart is drawn: it brings all of vega.
import * as vega from 'vega';
import { expressionInterpreter } from 'vega-interpreter';
import { compile } from 'vega-lite';

/** Functions of expressions that would fill the memory; others take what they are given and no more. */
const LONGEST = 100_000;
const short = (length: number): number => {
  if (!(Math.abs(length) <= LONGEST))
    throw new RangeError(`An expression makes ${length} values or characters.`);
  return length;
};
vega.expressionFunction('sequence', (first: number, last?: number, step = 1) => {
  const [start, stop] = last === undefined ? [0, first] : [first, last];
  const count = Math.max(0, Math.ceil(short((stop - start) / step)));
  return Array.from({ length: count }, (_, at) => start + at * step);
});
vega.expressionFunction(
  'pad',
  (text: unknown, length: number, character?: string, align?: 'left' | 'right' | 'center') =>
    vega.pad(String(text), short(length), character, align),
);

export const vegaKit = { vega, compile, interpreter: expressionInterpreter };
export type VegaKit = typeof vegaKit;
