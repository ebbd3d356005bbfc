import type { Numbers } from '../model-files/numbers.js';
import type { KerasCase, Outcome } from './case.js';

/** One number or list of numbers in which we differ from Keras. */
export interface Difference {
  /** Where: 'loss of epoch 1', 'predictions before', 'weight kernel'. */
  what: string;
  ours: number;
  keras: number;
  /** Distance in relation to the size of the numbers; Infinity where something is missing. */
  distance: number;
}

/** Keras reads "mae" out of a .h5 as the function, and logs it under its long name. */
const LONG: Record<string, string> = {
  acc: 'accuracy',
  mse: 'mean_squared_error',
  mae: 'mean_absolute_error',
  mape: 'mean_absolute_percentage_error',
  msle: 'mean_squared_logarithmic_error',
};

const keyOf = (name: string): string =>
  name.replace(/(^|_)(acc|mse|mae|mape|msle)$/, (_all, start: string, short: string) => start + LONG[short]);

/** Differences and quotients of larger numbers: these are what their rounding goes by. */
const sizeOf = (name: string): number => (/r2_score|cosine_similarity/.test(name) ? 1 : 0.01);

/** Everything that Keras logged beside ours, in the order in which it comes about. */
export function differences(keras: KerasCase, ours: Outcome): Difference[] {
  return [
    ...arrays('predictions before', ours.before, keras.before),
    ...logs(ours, keras),
    ...arrays('predictions after', ours.after, keras.after),
    ...Object.entries(keras.evaluated ?? {}).flatMap(([name, values]) =>
      pair(`evaluated ${name}`, lookUp(ours.evaluated, name), values),
    ),
    ...(ours.weights ?? []).flatMap(({ name, ours, keras }) => arrays(`weight ${name}`, [ours], [keras])),
  ];
}

function logs(ours: Outcome, { history }: KerasCase): Difference[] {
  const epochs = Math.max(...Object.values(history).map((values) => values.length));
  return Array.from({ length: epochs }, (_, epoch) =>
    Object.entries(history).flatMap(([name, values]) =>
      pair(`${name} of epoch ${epoch + 1}`, lookUp(ours.history, name)?.[epoch], values[epoch] ?? []),
    ),
  ).flat();
}

function lookUp<T>(record: Record<string, T> | undefined, name: string): T | undefined {
  return (
    record?.[name] ?? record?.[Object.keys(record ?? {}).find((key) => keyOf(key) === keyOf(name)) ?? '']
  );
}

function pair(what: string, ours: number | undefined, keras: number[]): Difference[] {
  const [value = NaN] = keras;
  if (ours === undefined)
    return [{ what: `${what} is missing`, ours: NaN, keras: value, distance: Infinity }];
  return [
    { what, ours, keras: value, distance: apart(ours, value, Math.max(Math.abs(value), sizeOf(what))) },
  ];
}

const apart = (a: number, b: number, scale: number): number =>
  Object.is(a, b) || a === b
    ? 0
    : Number.isFinite(a) && Number.isFinite(b)
      ? Math.abs(a - b) / scale
      : Infinity;

function arrays(what: string, ours: Numbers[] | undefined, keras: Numbers[]): Difference[] {
  if (!ours) return [];
  return keras.flatMap(({ shape, data }, i): Difference[] => {
    const own = ours[i];
    if (JSON.stringify(own?.shape) !== JSON.stringify(shape))
      return [
        {
          what: `${what}: shape ${own?.shape} instead of ${shape}`,
          ours: NaN,
          keras: NaN,
          distance: Infinity,
        },
      ];
    const scale = data.reduce((most, value) => Math.max(most, Math.abs(value)), 0.01);
    const all = data.map((value, j) => ({
      what,
      ours: own?.data[j] as number,
      keras: value,
      distance: apart(own?.data[j] as number, value, scale),
    }));
    return [all.reduce((worst, one) => (one.distance > worst.distance ? one : worst))];
  });
}
