import { inspect } from 'node:util';
import { checkOptions, domains } from '../engine/options/index.js';
import { say } from '../words/index.js';
import { type CheckpointOptions, type Checkpoints, checkpointsOf, checkpointText } from './checkpoints.js';

export interface PlanOptions {
  /** Samples handed to `fit`. */
  samples: number;
  /** Samples per step; `fit` takes 32 where nothing is said. */
  batchSize?: number;
  /** Times that every training sample is seen; `fit` takes 1 where nothing is said. */
  epochs?: number;
  /** Share of the samples, from 0 to below 1, that `fit` sets aside (the last ones, before shuffling). */
  validationSplit?: number;
  /** After how many epochs, batches or steps the model is saved. */
  checkpoints?: CheckpointOptions;
}

/** How many steps a training takes. */
export interface Plan {
  readonly samples: number;
  /** ⌊samples · (1 − validationSplit)⌋ */
  readonly trainingSamples: number;
  readonly validationSamples: number;
  readonly batchSize: number;
  readonly epochs: number;
  /** ⌈trainingSamples / batchSize⌉: the last, smaller batch counts. */
  readonly stepsPerEpoch: number;
  /** Samples in the last batch of an epoch. */
  readonly lastBatchSize: number;
  /** Updates of the weights in the whole run: stepsPerEpoch · epochs. */
  readonly steps: number;
  /** The lecture's n · e / b; equal to `steps` only where the batch size divides the samples. */
  readonly lectureSteps: number;
  /** Where the model is saved; only where `checkpoints` was asked for. */
  readonly checkpoints?: readonly Checkpoints[];
  toString(): string;
}

// The ranges are looked at below, with what they leave.
const allowed = {
  samples: domains.anything,
  batchSize: domains.anything,
  epochs: domains.anything,
  validationSplit: domains.anything,
  checkpoints: domains.object,
};

function checkWhole(name: string, value: number): void {
  if (Number.isInteger(value) && value >= 1) return;
  throw new RangeError(
    say(
      `plan: ${name} is ${value}, but a whole number from 1 is needed.`,
      `plan: ${name} 값이 ${value}입니다. 1 이상의 정수여야 합니다.`,
    ),
  );
}

/**
 * Counts the steps of a training as Keras and tfjs take them: an epoch ends with a smaller batch where the batch size
 * does not divide the samples.
 *
 * ```ts
 * plan({ samples: 712, batchSize: 32, epochs: 50, validationSplit: 0.2 }).steps; // 18 steps × 50 epochs = 900
 * plan({ samples: 500, batchSize: 100, epochs: 4, checkpoints: { steps: 3 } }).checkpoints[0].steps; // 3, 6, 9 … 18
 * ```
 *
 * `show.plan` draws it.
 *
 * @throws RangeError naming the option and its value, also where the validation split leaves no training sample.
 */
export function plan(options: PlanOptions): Plan {
  checkOptions('plan', options, allowed, { n: 'samples', b: 'batchSize', e: 'epochs', rows: 'samples' });
  const { samples, batchSize = 32, epochs = 1, validationSplit = 0 } = options;
  checkWhole('samples', samples);
  checkWhole('batchSize', batchSize);
  checkWhole('epochs', epochs);
  if (!(validationSplit >= 0 && validationSplit < 1))
    throw new RangeError(
      say(
        `plan: validationSplit is ${validationSplit}, but a share from 0 to below 1 is needed.`,
        `plan: validationSplit 값이 ${validationSplit}입니다. 0 이상 1 미만이어야 합니다.`,
      ),
    );
  const trainingSamples = Math.floor(samples * (1 - validationSplit));
  if (trainingSamples === 0)
    throw new RangeError(
      say(
        `plan: validationSplit ${validationSplit} leaves none of ${samples} samples to train on.`,
        `plan: validationSplit이 ${validationSplit}이면 표본 ${samples}개 중 학습할 것이 남지 않습니다.`,
      ),
    );
  const stepsPerEpoch = Math.ceil(trainingSamples / batchSize);
  const steps = stepsPerEpoch * epochs;
  const lastBatchSize = trainingSamples - (stepsPerEpoch - 1) * batchSize;
  const lectureSteps = (trainingSamples * epochs) / batchSize;
  const checkpoints = options.checkpoints && checkpointsOf(options.checkpoints, stepsPerEpoch, epochs);
  const describe = (): string => {
    const lecture = Number(lectureSteps.toFixed(2));
    const validation = samples - trainingSamples;
    const sums = say(
      `${trainingSamples} training samples${validation > 0 ? ` (+ ${validation} for validation)` : ''}, ` +
        `batches of ${batchSize}, ${epochs} epochs\n` +
        `steps per epoch  ⌈${trainingSamples} / ${batchSize}⌉ = ${stepsPerEpoch}` +
        `${lastBatchSize < batchSize ? ` (the last batch has ${lastBatchSize})` : ''}\n` +
        `steps in all     ${stepsPerEpoch} × ${epochs} = ${steps}\n` +
        `n · e / b        ${trainingSamples} × ${epochs} / ${batchSize} = ${lecture}`,
      `학습 표본 ${trainingSamples}개${validation > 0 ? ` (+ 검증 ${validation}개)` : ''}, ` +
        `배치 크기 ${batchSize}, 에포크 ${epochs}개\n` +
        `에포크당 스텝  ⌈${trainingSamples} / ${batchSize}⌉ = ${stepsPerEpoch}` +
        `${lastBatchSize < batchSize ? ` (마지막 배치는 ${lastBatchSize}개)` : ''}\n` +
        `전체 스텝      ${stepsPerEpoch} × ${epochs} = ${steps}\n` +
        `n · e / b      ${trainingSamples} × ${epochs} / ${batchSize} = ${lecture}`,
    );
    return [sums, ...(checkpoints ?? []).map(checkpointText)].join('\n');
  };
  const result = {
    samples,
    trainingSamples,
    validationSamples: samples - trainingSamples,
    batchSize,
    epochs,
    stepsPerEpoch,
    lastBatchSize,
    steps,
    lectureSteps,
    ...(checkpoints && { checkpoints }),
  };
  // Not enumerable, so that copies and comparisons see the numbers only.
  return Object.defineProperties(result, {
    toString: { value: describe },
    [inspect.custom]: { value: describe },
  });
}
