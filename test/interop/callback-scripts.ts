import { seed } from '../../library/index.js';

// Random scripts for callbacks, as JSON that Python reads too.

export type JsonNumber = number | 'NaN' | 'Infinity' | '-Infinity';
export type JsonLogs = Record<string, JsonNumber>;

export interface JsonScript {
  epochs: number;
  logs: JsonLogs[];
  batches?: JsonLogs[][];
}

const random = seed.random(20261124);
export const chance = (share: number): boolean => random() < share;
export const between = (low: number, high: number): number => low + Math.floor(random() * (high - low + 1));
export const pick = <T>(values: readonly T[]): T => values[between(0, values.length - 1)] as T;
const word = (value: number): JsonNumber => (Number.isFinite(value) ? value : (String(value) as JsonNumber));

/** A metric as trainings have them: falling or rising with noise, on a coarse grid so that equal values occur, or wild. */
function values(count: number): number[] {
  const grid = pick([0, 0, 0.1, 0.05, 1e-4, 1e-7]);
  const start = pick([1, 1, 2.3, 0.69, 1e-3, 100]);
  const slope = pick([-0.1, -0.02, 0, 0.05, 0.1]);
  const noise = pick([0, 0.02, 0.2, 1e-7]);
  return Array.from({ length: count }, (_, epoch) => {
    const value = start * Math.exp(slope * epoch) + start * noise * (random() - 0.5);
    const rounded = grid ? Math.round(value / grid) * grid : value;
    return chance(0.7) ? Math.fround(rounded) : rounded;
  });
}

/**
 * Logs with a monitored value that is sometimes missing and, after it has been a number once (from `first` on), sometimes
 * NaN or infinite.
 */
export function monitored(
  count: number,
  name: string,
  options: { missing?: boolean; first?: number } = {},
): JsonLogs[] {
  const { missing = false, first = 0 } = options;
  let known = false;
  return values(count).map((value, epoch) => {
    if (missing && chance(0.15)) return { loss: 0.5 };
    const broken = known && chance(0.08) ? pick([Number.NaN, Number.NaN, Infinity, -Infinity]) : value;
    if (epoch >= first) known = true;
    return { loss: 0.5, [name]: word(broken) };
  });
}

export function earlyStopping() {
  const mode = pick(['min', 'max'] as const);
  const startFromEpoch = chance(0.25) ? between(1, 5) : 0;
  const epochs = between(1, 20);
  return {
    epochs,
    logs: monitored(epochs, 'val_loss', { missing: chance(0.3), first: startFromEpoch }),
    kw: {
      mode,
      patience: between(0, 4),
      min_delta: pick([0, 0, 0.1, -0.1, 0.05, 1e-4]),
      baseline: chance(0.3) ? pick([0.5, 1, 2]) : null,
      restore_best_weights: chance(0.5),
      start_from_epoch: startFromEpoch,
    },
  };
}

const patterns = [
  'm-{epoch}.keras',
  '{epoch:02d}-{val_loss:.2f}.keras',
  '{epoch:03d}_{val_loss:.3e}_{loss}.keras',
  '{{x}}-{epoch:>4}-{val_loss:+08.3f}.keras',
  'same.keras',
];

export function modelCheckpoint() {
  const epochs = between(1, 12);
  const everyBatches = chance(0.4);
  const best = !everyBatches && chance(0.7);
  const perEpoch = everyBatches ? between(1, 6) : 0;
  const fits = between(1, 2);
  const filepath = everyBatches
    ? pick(['b-{epoch}-{batch:02d}.keras', '{epoch:02d}-{batch}-{loss:.1f}.keras'])
    : pick(patterns);
  return {
    epochs,
    fits,
    logs: monitored(epochs, 'val_loss'),
    batches: Array.from({ length: epochs }, () =>
      Array.from({ length: perEpoch }, () => ({ loss: random() })),
    ),
    kw: {
      filepath,
      mode: pick(['min', 'max'] as const),
      save_best_only: best,
      save_freq: everyBatches ? between(1, 7) : ('epoch' as const),
      initial_value_threshold: best && chance(0.3) ? pick([0.3, 0.8, 1.5]) : null,
    },
  };
}

export function reduceLROnPlateau() {
  const epochs = between(1, 25);
  return {
    epochs,
    logs: monitored(epochs, 'val_loss', { missing: chance(0.3) }),
    rate: pick([1, 0.01, 0.001, 0.1]),
    kw: {
      mode: pick(['min', 'max'] as const),
      factor: pick([0.1, 0.5, 0.2, 0.9, 0]),
      patience: between(0, 4),
      min_delta: pick([1e-4, 0, 0.1, -0.05]),
      cooldown: between(0, 4),
      min_lr: pick([0, 0, 1e-3, 5e-3, 1e-5]),
    },
  };
}

export function learningRateScheduler() {
  const epochs = between(1, 15);
  const schedule: [kind: 'times' | 'power' | 'late', factor: number] = [
    pick(['times', 'power', 'late'] as const),
    0.5 + random() / 2,
  ];
  return { epochs, logs: Array<JsonLogs>(epochs).fill({ loss: 0.5 }), rate: pick([1, 0.01, 0.3]), schedule };
}

/** A number of any size and kind. */
export function anyNumber(): JsonNumber {
  if (chance(0.06)) return pick(['NaN', 'Infinity', '-Infinity'] as const);
  if (chance(0.1))
    return pick([0, 1, -1, 0.5, 2.5, 0.125, 1e16, 1e-5, 1e22, 123456789, 5e-324, 1.7976931348623157e308]);
  const size = 10 ** between(-12, 20);
  const value = (random() - 0.3) * size;
  // JSON has no −0.
  return 0 + (chance(0.5) ? Math.fround(value) : chance(0.3) ? Math.round(value * 64) / 64 : value);
}

export function csvLogger() {
  const names = pick([['loss'], ['loss', 'acc'], ['loss', 'mae', 'Ä,b'], ['loss', 'a b', 'x"y']]);
  const fits = Array.from({ length: between(1, 3) }, (_, at) => {
    const epochs = between(1, 5);
    const validated = chance(0.5);
    const logs = Array.from({ length: epochs }, (_, epoch) => {
      const all = [
        ...names,
        ...(validated && (epoch === 0 || chance(0.6)) ? names.map((name) => `val_${name}`) : []),
      ];
      const extra = epoch > 0 && chance(0.2) ? ['late'] : [];
      return Object.fromEntries([...all, ...extra].map((name) => [name, anyNumber()]));
    });
    return { epochs, logs, append: at > 0 ? chance(0.7) : chance(0.5) };
  });
  return { separator: pick([',', ';', '\t', '|', '.']), fits };
}

export function terminateOnNaN() {
  const epochs = between(1, 4);
  const perEpoch = between(1, 5);
  const batches = Array.from({ length: epochs }, () =>
    Array.from({ length: perEpoch }, () => ({ loss: chance(0.1) ? anyNumber() : word(random()) })),
  );
  return { epochs, logs: Array<JsonLogs>(epochs).fill({ loss: 0.5 }), batches };
}

export function backupAndRestore() {
  const epochs = between(2, 8);
  const perEpoch = between(1, 6);
  return {
    epochs,
    logs: Array<JsonLogs>(epochs).fill({ loss: 0.5 }),
    batches: Array.from({ length: epochs }, () => Array<JsonLogs>(perEpoch).fill({ loss: 0.5 })),
    saveFreq: chance(0.5) ? ('epoch' as const) : between(1, 8),
    broken: [between(0, epochs - 1), between(0, perEpoch - 1)] as [number, number],
  };
}

export function format(): { spec: string } & ({ whole: number } | { float: JsonNumber }) {
  const align = chance(0.4) ? pick(['<', '>', '^', '=']) : '';
  const fill = align && chance(0.5) ? pick(['*', '0', ' ', 'é']) : '';
  const sign = chance(0.3) ? pick(['+', ' ', '-']) : '';
  const zero = chance(0.25) ? '0' : '';
  const width = chance(0.6) ? String(between(1, 18)) : '';
  const grouping = chance(0.15) ? pick([',', '_']) : '';
  const precision = chance(0.6) ? `.${between(0, 12)}` : '';
  const type = chance(0.85) ? pick(['d', 'f', 'f', 'F', 'e', 'E', 'g', 'G', '%']) : '';
  const spec = fill + align + sign + zero + width + grouping + precision + type;
  const value = chance(0.3) ? { whole: between(-5, 20000) } : { float: anyNumber() };
  return { spec: spec || chance(0.5) ? `:${spec}` : '', ...value };
}

export const representation = () => ({ float: anyNumber() });
