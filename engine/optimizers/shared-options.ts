import { say } from '../../words/index.js';
import type { RateSource } from './learning-rate-schedule.js';
import type { OptionKinds } from './read-options.js';

/** Options that every optimizer of Keras has. */
export interface SharedOptions {
  /** Shrinks each weight by this share of the rate before an update. */
  weightDecay?: number | null;
  /** Shortens the gradient of each weight to this length. Only one of the three may be given. */
  clipnorm?: number | null;
  /** Cuts each value of a gradient to ± this. */
  clipvalue?: number | null;
  /** Shortens all gradients together to this length. */
  globalClipnorm?: number | null;
  /** Keeps a running mean of the weights, which they become at the end of `fit`. */
  useEma?: boolean;
  emaMomentum?: number;
  /** After how many updates the weights become their running mean; else at the end only. */
  emaOverwriteFrequency?: number | null;
  /** Adds up the gradients of so many batches for one update. */
  gradientAccumulationSteps?: number | null;
  name?: string | null;
}

/** Options of `tf.train.adam({…})` and the others; each may also be spelled as in Keras: `weight_decay`. */
export interface OptimizerOptions extends SharedOptions {
  /** Default: that of Keras, 0.001 but for SGD (0.01). */
  learningRate?: number | RateSource;
}

/** As read: every one is there. */
export type ReadShared = Required<{ [Name in keyof SharedOptions]: Exclude<SharedOptions[Name], undefined> }>;

const OFF = { value: null } as const;

export const sharedKinds = (weightDecay: number | null): OptionKinds => ({
  weightDecay: { kind: 'number', from: 0, value: weightDecay },
  clipnorm: { kind: 'number', from: 0, ...OFF },
  clipvalue: { kind: 'number', from: 0, ...OFF },
  globalClipnorm: { kind: 'number', from: 0, ...OFF },
  useEma: { kind: 'boolean', value: false },
  emaMomentum: { kind: 'number', from: 0, to: 1, value: 0.99 },
  emaOverwriteFrequency: { kind: 'number', from: 1, whole: true, ...OFF },
  gradientAccumulationSteps: { kind: 'number', from: 2, whole: true, ...OFF },
  name: { kind: 'text', ...OFF },
});

/** @throws Error where gradients are to be clipped in two ways */
export function checkClipping(of: string, options: ReadShared): void {
  const given = (['clipnorm', 'clipvalue', 'globalClipnorm'] as const).filter(
    (name) => options[name] !== null,
  );
  if (given.length < 2) return;
  const names = given.join(', ');
  throw new Error(
    say(
      `${of} clips gradients in one way only, and was given ${names}. Keep one of them.`,
      `${of}은(는) 기울기를 한 가지 방법으로만 자릅니다. 받은 옵션: ${names}. 하나만 남기세요.`,
    ),
  );
}

/** The options that are on, and the weight decay always, which tells these optimizers from TensorFlow.js' own. */
export function sharedConfig(options: ReadShared): Record<string, unknown> {
  const { weightDecay, useEma, emaMomentum, emaOverwriteFrequency, ...rest } = options;
  const on = Object.entries(rest).filter(([, value]) => value !== null);
  return {
    weightDecay,
    ...Object.fromEntries(on),
    ...(useEma && { useEma, emaMomentum, emaOverwriteFrequency }),
  };
}
