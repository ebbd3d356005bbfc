import { showGiven } from '../../engine/options/index.js';
import { say } from '../../words/index.js';
import { type Random, randomFrom } from '../random.js';

export type ParameterValue = number | string | boolean;

/** Numbers from `min` to `max`, for a random search; with `log` each power of ten is as likely as the next. */
export interface Range {
  min: number;
  max: number;
  log?: boolean;
  /** Whole numbers only. */
  whole?: boolean;
}

/** What is tried: for each parameter a list of values, or a range. */
export type Space = Readonly<Record<string, readonly ParameterValue[] | Range>>;

/** A value for each parameter of a space. */
export type Parameters<S extends Space> = {
  -readonly [Name in keyof S]: S[Name] extends readonly (infer Value)[]
    ? Value extends number
      ? number
      : Value extends string
        ? string
        : Value
    : number;
};
export type AnyParameters = Record<string, ParameterValue>;

export const isRange = (values: readonly ParameterValue[] | Range): values is Range => !Array.isArray(values);

/** @throws TypeError, RangeError naming the parameter whose values cannot be tried. */
export function checkSpace(space: unknown, random: boolean): asserts space is Space {
  if (typeof space !== 'object' || space === null || Array.isArray(space) || Object.keys(space).length === 0)
    throw new TypeError(
      say(
        `sweep: the space is ${showGiven(space)}, but the values of each parameter are needed: { dropout: [0, 0.25, 0.5] }.`,
        `sweep: 탐색 공간이 ${showGiven(space)}입니다. 매개변수마다 값이 필요합니다: { dropout: [0, 0.25, 0.5] }`,
      ),
    );
  for (const [name, values] of Object.entries(space)) checkValues(name, values, random);
}

const isValue = (value: unknown): boolean =>
  typeof value === 'string' || typeof value === 'boolean' || Number.isFinite(value);

function checkValues(name: string, values: unknown, random: boolean): void {
  if (Array.isArray(values)) {
    const wrong = values.findIndex((value) => !isValue(value));
    if (values.length > 0 && wrong < 0) return;
    throw new RangeError(
      values.length === 0
        ? say(`sweep: ${name} has no values.`, `sweep: ${name}에 값이 없습니다.`)
        : say(
            `sweep: ${name} holds ${showGiven(values[wrong])}, but finite numbers, texts, true and false can be tried.`,
            `sweep: ${name}에 ${showGiven(values[wrong])}이(가) 있습니다. 유한한 수, 문자열, true, false를 쓸 수 있습니다.`,
          ),
    );
  }
  const { min, max, log } = (values ?? {}) as Partial<Range>;
  if (!Number.isFinite(min) || !Number.isFinite(max))
    throw new TypeError(
      say(
        `sweep: ${name} is ${showGiven(values)}, but a list of values is needed, or for a random search { min, max }.`,
        `sweep: ${name} 값이 ${showGiven(values)}입니다. 값의 목록이나, 무작위 탐색이라면 { min, max }가 필요합니다.`,
      ),
    );
  if (!random)
    throw new TypeError(
      say(
        `sweep: ${name} is a range, of which a grid has no values. List them, or draw from it: { search: 'random', trials: 20 }.`,
        `sweep: ${name}이(가) 범위라서 격자 탐색에 쓸 값이 없습니다. 값을 나열하거나 무작위로 고르세요: { search: 'random', trials: 20 }`,
      ),
    );
  if ((min as number) < (max as number) && (!log || (min as number) > 0)) return;
  throw new RangeError(
    say(
      `sweep: ${name} goes from ${min} to ${max}, but min must be below max${log ? ', and above 0 with log' : ''}.`,
      `sweep: ${name}의 범위가 ${min}에서 ${max}까지입니다. min은 max보다 작아야 합니다${log ? '. log라면 0보다 커야 합니다' : ''}.`,
    ),
  );
}

/** All combinations; the last parameter changes fastest. */
export function gridOf(space: Space): AnyParameters[] {
  return Object.entries(space).reduce<AnyParameters[]>(
    (combinations, [name, values]) =>
      combinations.flatMap((one) =>
        [...new Set(values as readonly ParameterValue[])].map((value) => ({ ...one, [name]: value })),
      ),
    [{}],
  );
}

function draw(values: readonly ParameterValue[] | Range, random: Random): ParameterValue {
  if (!isRange(values)) return values[Math.floor(random() * values.length)] as ParameterValue;
  const { min, max, log, whole } = values;
  if (whole && !log) return Math.floor(min) + Math.floor(random() * (Math.floor(max) - Math.floor(min) + 1));
  const value = log ? Math.exp(Math.log(min) + random() * Math.log(max / min)) : min + random() * (max - min);
  // Digits that make no difference would only be in the way.
  return whole ? Math.round(value) : Number(value.toPrecision(4));
}

/** So many different combinations, the same for the same seed; fewer where the space has no more. */
export function randomOf(space: Space, trials: number, seed: number): AnyParameters[] {
  const random = randomFrom(seed);
  const found = new Map<string, AnyParameters>();
  for (let tries = 0; found.size < trials && tries < 100 * trials; tries++) {
    const one = Object.fromEntries(
      Object.entries(space).map(([name, values]) => [name, draw(values, random)]),
    );
    found.set(keyOf(one), one);
  }
  return [...found.values()];
}

/** The same text for the same values, in whatever order. */
export const keyOf = (parameters: AnyParameters): string =>
  JSON.stringify(Object.entries(parameters).sort(([a], [b]) => (a < b ? -1 : 1)));

/** `dropout 0.5, batchSize 32` */
export const nameOf = (parameters: AnyParameters): string =>
  Object.entries(parameters)
    .map(([name, value]) => `${name} ${value}`)
    .join(', ');
