import { checkOptions, domains } from '../engine/options/index.js';
import { say } from '../words/index.js';

/** After how many epochs, batches or steps a model is saved; several may be asked for. */
export interface CheckpointOptions {
  /** After every so many epochs. */
  epochs?: number;
  /** After every so many batches of an epoch; the count begins anew with each epoch. */
  batches?: number;
  /** After every so many steps, counted through the whole training: `saveFreq` of `ModelCheckpoint`, as in Keras. */
  steps?: number;
}

/** Where checkpoints stand that are counted in one unit. */
export interface Checkpoints {
  readonly by: keyof CheckpointOptions;
  /** After every so many of them. */
  readonly every: number;
  /** The steps after which the model is saved, counted from 1. */
  readonly steps: readonly number[];
}

const UNITS: readonly (keyof CheckpointOptions)[] = ['epochs', 'batches', 'steps'];
const MOST = 1_000_000;

const allowed = {
  epochs: domains.positiveCount,
  batches: domains.positiveCount,
  steps: domains.positiveCount,
};

/** How many are before or at a step, by their unit. */
const counts: Record<
  keyof CheckpointOptions,
  (every: number, stepsPerEpoch: number, epochs: number) => number
> = {
  epochs: (every, _, epochs) => Math.floor(epochs / every),
  batches: (every, stepsPerEpoch, epochs) => Math.floor(stepsPerEpoch / every) * epochs,
  steps: (every, stepsPerEpoch, epochs) => Math.floor((stepsPerEpoch * epochs) / every),
};

/** The step of the checkpoint with this number, counted from 0. */
const places: Record<keyof CheckpointOptions, (i: number, every: number, stepsPerEpoch: number) => number> = {
  epochs: (i, every, stepsPerEpoch) => (i + 1) * every * stepsPerEpoch,
  batches(i, every, stepsPerEpoch) {
    const perEpoch = Math.floor(stepsPerEpoch / every);
    return Math.floor(i / perEpoch) * stepsPerEpoch + ((i % perEpoch) + 1) * every;
  },
  steps: (i, every) => (i + 1) * every,
};

/**
 * The steps after which a training with so many steps per epoch saves its model.
 *
 * @throws TypeError, RangeError naming an unknown or unfit option, and for more checkpoints than can be listed.
 */
export function checkpointsOf(
  given: CheckpointOptions,
  stepsPerEpoch: number,
  epochs: number,
): readonly Checkpoints[] {
  checkOptions('plan: checkpoints', given, allowed, {
    epoch: 'epochs',
    batch: 'batches',
    step: 'steps',
    saveFreq: 'steps',
    save_freq: 'steps',
  });
  return UNITS.flatMap((by) => {
    const every = given[by];
    if (every === undefined || every === null) return [];
    const count = counts[by](every, stepsPerEpoch, epochs);
    if (count > MOST) throw tooMany(by, count);
    return { by, every, steps: Array.from({ length: count }, (_, i) => places[by](i, every, stepsPerEpoch)) };
  });
}

const tooMany = (by: string, count: number): RangeError =>
  new RangeError(
    say(
      `plan: checkpoints by ${by} would be ${count}, but at most ${MOST} can be listed. Save less often.`,
      `plan: ${by} 단위의 체크포인트가 ${count}개가 되는데 ${MOST}개까지만 나열할 수 있습니다. 더 드물게 저장하세요.`,
    ),
  );

/** `saved every 3 steps` */
export function checkpointWords({ by, every }: Checkpoints): string {
  if (by === 'epochs')
    return say(`saved every ${every === 1 ? 'epoch' : `${every} epochs`}`, `에포크 ${every}개마다 저장`);
  if (by === 'batches')
    return say(`saved every ${every === 1 ? 'batch' : `${every} batches`}`, `배치 ${every}개마다 저장`);
  return say(`saved every ${every === 1 ? 'step' : `${every} steps`}`, `스텝 ${every}개마다 저장`);
}

const TOLD = 12;

/** The same with the steps, the first of them where there are many. */
export function checkpointText(checkpoints: Checkpoints): string {
  const { steps } = checkpoints;
  const more = steps.length > TOLD ? ', …' : '';
  const listed = steps.length === 0 ? '–' : steps.slice(0, TOLD).join(', ') + more;
  return say(
    `${checkpointWords(checkpoints)}, ${steps.length} times, after steps ${listed}`,
    `${checkpointWords(checkpoints)}, ${steps.length}번, 스텝 ${listed} 뒤`,
  );
}
