import type { Tensor } from '@tensorflow/tfjs-core';
import type { LayersModel } from '@tensorflow/tfjs-layers';
import { setCompiling } from '../../../../engine/compiled/index.js';
import type { TfNamespace } from '../../../../kernel/engine.js';
import { seeded } from './seeded.js';

/** A `fit` as a test describes it: the same each time it is made. */
export interface WholeFit {
  make(tf: TfNamespace): LayersModel;
  data(tf: TfNamespace): { x: Tensor; y: Tensor };
  fit(model: LayersModel, data: { x: Tensor; y: Tensor }): Promise<unknown>;
}

export interface Fitted {
  history: unknown;
  /** All weights, then what the optimizer keeps. */
  values: Float32Array[];
  /** Tensors more than before. */
  leaked: number;
}

/**
 * - `uncompiled`: all of it as TensorFlow.js has it
 * - `steps`: compiled steps in the loop of TensorFlow.js
 * - `epochs`: compiled steps in our loop
 */
export type Way = 'uncompiled' | 'steps' | 'epochs';

/** Does a `fit` in one of the ways, with random numbers from a seed. */
export async function fitted(tf: TfNamespace, whole: WholeFit, way: Way): Promise<Fitted> {
  setCompiling(way !== 'uncompiled', { epochs: way === 'epochs' });
  const restore = seeded(7);
  const before = tf.memory().numTensors;
  const model = whole.make(tf);
  const data = whole.data(tf);
  try {
    const result = await whole.fit(model, data);
    const history = (result as { history?: unknown } | undefined)?.history ?? result;
    const kept = await model.optimizer.getWeights();
    const values = [...model.weights.map((weight) => weight.read()), ...kept.map(({ tensor }) => tensor)].map(
      (tensor) => Float32Array.from(tensor.dataSync()),
    );
    kept[0]?.tensor.dispose();
    data.x.dispose();
    data.y.dispose();
    model.optimizer.dispose();
    model.dispose();
    return { history, values, leaked: tf.memory().numTensors - before };
  } finally {
    setCompiling(false);
    restore();
  }
}
