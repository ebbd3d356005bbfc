import { say } from '../../words/index.js';
import { LearningRateSchedule } from './learning-rate-schedule.js';
import { type OptionKinds, readOptions } from './read-options.js';

interface Kind<Options> {
  className: string;
  options: OptionKinds;
  check?(options: Options): void;
  rateAt(options: Options, step: number): number;
}

/** `initial · rate^(step ⁄ steps)` and its like; with `staircase` in whole steps of `decaySteps`. */
export interface DecayOptions {
  initialLearningRate: number;
  decaySteps: number;
  decayRate: number;
  staircase?: boolean;
}

export interface PiecewiseOptions {
  /** Up to and with which update each value but the last holds. */
  boundaries: readonly number[];
  /** One more than there are boundaries. */
  values: readonly number[];
}

export interface PolynomialDecayOptions {
  initialLearningRate: number;
  decaySteps: number;
  endLearningRate?: number;
  power?: number;
  cycle?: boolean;
}

export interface CosineDecayOptions {
  initialLearningRate: number;
  decaySteps: number;
  /** The smallest rate, as a share of the first. */
  alpha?: number;
  /** The rate that the first `warmupSteps` updates rise to. */
  warmupTarget?: number | null;
  warmupSteps?: number;
}

export interface CosineDecayRestartsOptions {
  initialLearningRate: number;
  firstDecaySteps: number;
  tMul?: number;
  mMul?: number;
  alpha?: number;
}

const NUMBER = { kind: 'number' } as const;
const POSITIVE = { kind: 'number', above: 0 } as const;

const decay: OptionKinds = {
  initialLearningRate: NUMBER,
  decaySteps: POSITIVE,
  decayRate: NUMBER,
  staircase: { kind: 'boolean', value: false },
};

const passed = ({ decaySteps, staircase }: DecayOptions, step: number): number =>
  staircase ? Math.floor(step / decaySteps) : step / decaySteps;

const cosine = (share: number, alpha: number): number =>
  (1 - alpha) * 0.5 * (1 + Math.cos(Math.PI * share)) + alpha;

export const exponentialDecay: Kind<DecayOptions> = {
  className: 'ExponentialDecay',
  options: decay,
  rateAt: (options, step) => options.initialLearningRate * options.decayRate ** passed(options, step),
};

export const inverseTimeDecay: Kind<DecayOptions> = {
  className: 'InverseTimeDecay',
  options: decay,
  rateAt: (options, step) => options.initialLearningRate / (1 + options.decayRate * passed(options, step)),
};

export const piecewiseConstantDecay: Kind<PiecewiseOptions> = {
  className: 'PiecewiseConstantDecay',
  options: { boundaries: { kind: 'numbers' }, values: { kind: 'numbers' } },
  check: ({ boundaries, values }) => {
    if (values.length === boundaries.length + 1) return;
    throw new RangeError(
      say(
        `PiecewiseConstantDecay needs one value more than boundaries; it was given ${boundaries.length} boundaries and ${values.length} values.`,
        `PiecewiseConstantDecay에는 경계보다 값이 하나 더 있어야 합니다. 받은 경계는 ${boundaries.length}개, 값은 ${values.length}개입니다.`,
      ),
    );
  },
  rateAt: ({ boundaries, values }, step) => {
    const place = boundaries.findIndex((boundary) => step <= boundary);
    return values[place < 0 ? values.length - 1 : place] as number;
  },
};

export const polynomialDecay: Kind<Required<PolynomialDecayOptions>> = {
  className: 'PolynomialDecay',
  options: {
    initialLearningRate: NUMBER,
    decaySteps: POSITIVE,
    endLearningRate: { kind: 'number', value: 0.0001 },
    power: { kind: 'number', value: 1 },
    cycle: { kind: 'boolean', value: false },
  },
  rateAt: ({ initialLearningRate, decaySteps, endLearningRate, power, cycle }, step) => {
    const rounds = cycle && step > 0 ? Math.ceil(step / decaySteps) : 1;
    const share = Math.min(step / (decaySteps * rounds), 1);
    return (initialLearningRate - endLearningRate) * (1 - share) ** power + endLearningRate;
  },
};

export const cosineDecay: Kind<Required<CosineDecayOptions>> = {
  className: 'CosineDecay',
  options: {
    initialLearningRate: NUMBER,
    decaySteps: POSITIVE,
    alpha: { kind: 'number', value: 0 },
    warmupTarget: { kind: 'number', value: null },
    warmupSteps: { kind: 'number', value: 0 },
  },
  rateAt: ({ initialLearningRate, decaySteps, alpha, warmupTarget, warmupSteps }, step) => {
    if (warmupTarget === null)
      return initialLearningRate * cosine(Math.min(step, decaySteps) / decaySteps, alpha);
    if (step < warmupSteps)
      return (warmupTarget - initialLearningRate) * (step / warmupSteps) + initialLearningRate;
    return warmupTarget * cosine(Math.min(step - warmupSteps, decaySteps) / decaySteps, alpha);
  },
};

export const cosineDecayRestarts: Kind<Required<CosineDecayRestartsOptions>> = {
  className: 'CosineDecayRestarts',
  options: {
    initialLearningRate: NUMBER,
    firstDecaySteps: POSITIVE,
    tMul: { kind: 'number', value: 2 },
    mMul: { kind: 'number', value: 1 },
    alpha: { kind: 'number', value: 0 },
  },
  rateAt: ({ initialLearningRate, firstDecaySteps, tMul, mMul, alpha }, step) => {
    const all = step / firstDecaySteps;
    let restarts = Math.floor(all);
    let share = all - restarts;
    if (tMul !== 1) {
      restarts = Math.floor(Math.log(1 - all * (1 - tMul)) / Math.log(tMul));
      share = (all - (1 - tMul ** restarts) / (1 - tMul)) / tMul ** restarts;
    }
    const height = 0.5 * mMul ** restarts * (1 + Math.cos(Math.PI * share));
    return initialLearningRate * ((1 - alpha) * height + alpha);
  },
};

const KINDS = [
  exponentialDecay,
  inverseTimeDecay,
  piecewiseConstantDecay,
  polynomialDecay,
  cosineDecay,
  cosineDecayRestarts,
] as readonly Kind<never>[];

/** A schedule of one of the kinds of Keras, with its options. */
class KindOfSchedule<Options extends object> extends LearningRateSchedule {
  readonly className: string;

  constructor(
    private readonly kind: Kind<Options>,
    private readonly options: Options,
  ) {
    super();
    this.className = kind.className;
  }

  override rateAt(step: number): number {
    return this.kind.rateAt(this.options, step);
  }

  override getConfig(): Readonly<Record<string, unknown>> {
    return { ...this.options } as Record<string, unknown>;
  }
}

/**
 * Makes a schedule.
 *
 * @param given Options by name, or their values in order.
 * @throws Error for an option that it has not, that is missing or out of range
 */
export function makeSchedule<Options extends object>(
  kind: Kind<Options>,
  given: readonly unknown[],
): LearningRateSchedule {
  const options = readOptions(kind.className, kind.options, given) as Options;
  kind.check?.(options);
  return new KindOfSchedule(kind, options);
}

/** The schedule of a name in Keras and options; undefined where it has none of that name. */
export function scheduleNamed(className: string, config: object): LearningRateSchedule | undefined {
  const kind = KINDS.find((one) => one.className === className);
  if (!kind) return undefined;
  const { name: _name, ...options } = config as { name?: string };
  return makeSchedule(kind, [options]);
}
