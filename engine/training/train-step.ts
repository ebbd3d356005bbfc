import type { Scalar, Tensor } from '@tensorflow/tfjs-core';
import { wrapMethod } from '../patches/wrap-method.js';
import type { TfNamespace } from '../tf-namespace.js';
import { metricOfBatch } from './metric-step.js';
import { callWithMasks } from './output-masks.js';
import { stateOf, type TrainedModel, type TrainingState } from './training-state.js';
import { reduceLosses } from './weighted-mean.js';

/** Inputs, targets and, where there are any, weights of samples, one for each output. */
type Batch = (Tensor | null)[];

interface Parts {
  inputs: Tensor[];
  targets: Tensor[];
  weights: (Tensor | undefined)[];
}

function partsOf(model: TrainedModel, state: TrainingState, data: Batch): Parts {
  const inputs = model.inputs.length;
  const outputs = model.outputs.length;
  const given = data.length > inputs + outputs ? data.slice(inputs + outputs) : (state.nextWeights ?? []);
  return {
    inputs: data.slice(0, inputs) as Tensor[],
    targets: data.slice(inputs, inputs + outputs) as Tensor[],
    weights: model.outputs.map((_output, i) => given[i] ?? undefined),
  };
}

interface Losses {
  /** What is trained on, without the penalties of regularizers. */
  total: Tensor;
  /** Of each output, as it counts before `lossWeights`. */
  single(output: number): Tensor;
}

function lossesOf(
  tf: TfNamespace,
  { losses, lossWeights }: TrainingState,
  { targets, weights }: Parts,
  outputs: Tensor[],
  masks: (Tensor | undefined)[],
): Losses {
  const parts = losses.map((loss, i) => {
    if (!loss) return undefined;
    const given = loss.values(targets[i] as Tensor, outputs[i] as Tensor);
    const values = 'values' in given ? given.values : given;
    const own = 'values' in given ? given.mask : undefined;
    const mask = masks[i] && own ? tf.mul(tf.cast(masks[i], 'float32'), own) : (masks[i] ?? own);
    const plain = !mask && !weights[i] && lossWeights[i] === 1 && loss.reduction === 'sum_over_batch_size';
    const reduced = (): Tensor => reduceLosses(tf, values, loss.reduction, weights[i], mask);
    return { values, plain, reduced };
  });
  const present = parts.filter((part) => part !== undefined);
  const single = (output: number): Tensor => parts[output]?.reduced() ?? tf.scalar(0);
  const [first] = present;
  if (!first) return { total: tf.scalar(0), single };
  // The mean of sums, as tfjs-layers forms it, where that is the sum of the means.
  const alike = present.every(({ plain, values }) => plain && `${values.shape}` === `${first.values.shape}`);
  if (alike) {
    const sum = present.slice(1).reduce((total, { values }) => tf.add(total, values), first.values);
    return { total: tf.mean(sum), single };
  }
  const total = parts.reduce<Tensor | undefined>((sum, part, i) => {
    if (!part) return sum;
    const weight = lossWeights[i] as number;
    const value = weight === 1 ? part.reduced() : tf.mul(part.reduced(), weight);
    return sum ? tf.add(sum, value) : value;
  }, undefined);
  return { total: total as Tensor, single };
}

/** Losses of single outputs, where there are several, and metrics: in the order of `metricsNames`, without the first. */
function reports(
  tf: TfNamespace,
  state: TrainingState,
  parts: Parts,
  outputs: Tensor[],
  masks: (Tensor | undefined)[],
  losses: Losses,
  of: 'trained' | 'tested',
): Scalar[] {
  const singles = outputs.length > 1 ? outputs.map((_output, i) => losses.single(i) as Scalar) : [];
  const metrics = state.metrics.map(({ output }, place) =>
    metricOfBatch(
      tf,
      state,
      { of, place },
      {
        yTrue: parts.targets[output] as Tensor,
        yPred: outputs[output] as Tensor,
        weights: parts.weights[output],
        mask: masks[output],
      },
    ),
  );
  return [...singles, ...metrics];
}

/**
 * The training step and the step of an evaluation as Keras 3 has them: weights of samples, masks that come through to an
 * output, weights of losses. A model without any of them computes what it did, bit for bit.
 */
export function patchTrainStep(tf: TfNamespace): void {
  wrapMethod<TrainedModel, [], (data: Batch) => Scalar[]>(
    tf.LayersModel.prototype,
    'makeTrainFunction',
    'weights and masks in training',
    (original) =>
      function () {
        const state = stateOf(this);
        if (!state) return original.call(this);
        return (data) => {
          const parts = partsOf(this, state, data);
          let reported: Scalar[] = [];
          const loss = (): Scalar => {
            const { outputs, masks } = callWithMasks(this, parts.inputs, { training: true });
            const losses = lossesOf(tf, state, parts, outputs, masks);
            reported = reports(tf, state, parts, outputs, masks, losses, 'trained').map((value) =>
              tf.keep(value),
            );
            return this.calculateLosses().reduce<Tensor>(
              (sum, penalty) => tf.add(sum, penalty),
              losses.total,
            ) as Scalar;
          };
          const variables = this.collectedTrainableWeights.map((weight) => weight.read());
          const total = this.optimizer_.minimize(loss, true, variables);
          return [total, ...reported];
        };
      },
  );
  wrapMethod<TrainedModel, [], void>(
    tf.LayersModel.prototype,
    'makeTestFunction',
    'weights and masks in evaluation',
    (original) =>
      function () {
        const state = stateOf(this);
        if (!state) return original.call(this);
        this.testFunction = (data) =>
          tf.tidy(() => {
            const parts = partsOf(this, state, data);
            const { outputs, masks } = callWithMasks(this, parts.inputs, {});
            const losses = lossesOf(tf, state, parts, outputs, masks);
            const rows = parts.targets[0]?.shape[0] ?? 0;
            const penalties = this.calculateValidationLosses(rows);
            const values = [
              penalties.reduce<Tensor>((sum, penalty) => tf.add(sum, penalty), losses.total) as Scalar,
              ...reports(tf, state, parts, outputs, masks, losses, 'tested'),
            ];
            return values;
          });
      },
  );
}
