import type { Tensor } from '@tensorflow/tfjs-core';
import type { TfNamespace } from '../tf-namespace.js';
import { replacedWithin } from './inner-calls.js';
import type { LayerParts, Penalty } from './layer-parts.js';
import { wrapMethod } from './wrap-method.js';

type Inputs = Tensor | Tensor[];
type Kwargs = Record<string, unknown> | undefined;
type DataFunction = (data: Tensor[]) => Tensor[];

/** The penalties of the calls of a step, and how many of them were asked for; undefined outside of steps. */
let ofThisStep: { penalties: Tensor[]; taken: number } | undefined;

/** The penalties on outputs that the calls of this step have made. They are given once. */
export function takeActivityPenalties(): Tensor[] {
  if (!ofThisStep) return [];
  const { penalties, taken } = ofThisStep;
  ofThisStep.taken = penalties.length;
  return penalties.slice(taken);
}

const listOf = <T>(value: T | T[]): T[] => (Array.isArray(value) ? value : [value]);

/**
 * A layer with an `activityRegularizer` cannot be a part of a model in tfjs-layers. With the patch it can: each call adds
 * the penalty of its outputs, divided by the rows of the batch, to the loss, in training and in evaluation, as in Keras 3
 * (`Layer.__call__`).
 */
export function patchActivityPenalties(tf: TfNamespace): void {
  const note = (penalty: Penalty, outputs: Inputs): void => {
    if (!ofThisStep) return;
    for (const output of listOf(outputs)) {
      const rows = output.rank > 0 ? (output.shape[0] as number) : 1;
      const value = tf.tidy(() => tf.div(penalty.apply(output), Math.max(1, rows)));
      // It must outlive the layers around it.
      ofThisStep.penalties.push(tf.keep(value));
    }
  };

  wrapMethod<LayerParts, [inputs: unknown, kwargs: Kwargs], unknown>(
    tf.layers.Layer.prototype,
    'apply',
    'penalties of outputs',
    (original) =>
      function (inputs, kwargs) {
        const penalty = this.activityRegularizer;
        if (!penalty) return original.call(this, inputs, kwargs);
        // The method throws where there is one.
        this.activityRegularizer = null;
        try {
          const outputs = original.call(this, inputs, kwargs);
          if (listOf(outputs)[0] instanceof tf.Tensor) note(penalty, outputs as Inputs);
          return outputs;
        } finally {
          this.activityRegularizer = penalty;
        }
      },
  );

  // A Bidirectional calls its two layers past `apply`.
  const bidirectional = tf.layers.bidirectional({
    layer: tf.layers.simpleRNN({ units: 1, name: 'prototype' }) as never,
    name: 'prototype',
  });
  wrapMethod<LayerParts, [Inputs, Kwargs], unknown>(
    Object.getPrototypeOf(bidirectional) as object,
    'call',
    'penalties of outputs',
    (original) =>
      function (inputs, kwargs) {
        const run = (): unknown => original.call(this, inputs, kwargs);
        return ofThisStep && this.forwardLayer?.activityRegularizer
          ? replacedWithin(this, ['forwardLayer', 'backwardLayer'], noting, run)
          : run();
      },
  );
  const noting = (inner: LayerParts, call: () => unknown): unknown => {
    const outputs = call();
    if (inner.activityRegularizer) note(inner.activityRegularizer, outputs as Inputs);
    return outputs;
  };

  wrapMethod<object, [], DataFunction>(
    tf.LayersModel.prototype,
    'makeTrainFunction',
    'penalties of outputs',
    (original) =>
      function () {
        return duringStep(tf, original.call(this));
      },
  );
  wrapMethod<{ testFunction: DataFunction }, [], void>(
    tf.LayersModel.prototype,
    'makeTestFunction',
    'penalties of outputs',
    (original) =>
      function () {
        original.call(this);
        this.testFunction = duringStep(tf, this.testFunction);
      },
  );
}

const duringStep =
  (tf: TfNamespace, step: DataFunction): DataFunction =>
  (data) => {
    const outer = ofThisStep;
    const own = { penalties: [], taken: 0 };
    ofThisStep = own;
    try {
      return step(data);
    } finally {
      ofThisStep = outer;
      tf.dispose(own.penalties);
    }
  };
