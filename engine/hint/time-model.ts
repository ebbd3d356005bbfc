import type { LayersModel } from '@tensorflow/tfjs-layers';
import type { TfNamespace } from '../tf-namespace.js';
import { madeUpData } from './made-up-data.js';
import { batchBytes, type ModelPlan } from './model-plan.js';
import { type ModelTiming, StepWatch } from './step-watch.js';

const MOST_STEPS_IN_DATA = 4;
const MOST_DATA_BYTES = 32 * 2 ** 20;

/**
 * Makes a model of the plan's architecture with weights of its own, and trains it on made-up data for a few seconds.
 *
 * @throws Error when the model cannot be made from its description, or the machine is too busy to tell.
 */
export async function timeModel(tf: TfNamespace, plan: ModelPlan): Promise<ModelTiming> {
  const model = await modelOf(tf, plan);
  const batches = Math.floor(MOST_DATA_BYTES / batchBytes(plan));
  const rows = plan.batchSize * Math.max(1, Math.min(MOST_STEPS_IN_DATA, batches));
  const { inputs, labels } = madeUpData(tf, model, plan, rows);
  const watch = new StepWatch();
  await model.fit(inputs, labels, {
    batchSize: plan.batchSize,
    epochs: 1_000_000,
    verbose: 0,
    yieldEvery: 'never',
    callbacks: {
      onBatchBegin: async () => watch.begin(),
      onBatchEnd: async () => {
        watch.end();
        if (watch.isOver) model.stopTraining = true;
      },
    },
  });
  tf.dispose([...inputs, ...labels]);
  model.dispose();
  return watch.timing();
}

/** A compiled model of the plan, with weights of its own. */
export async function modelOf(
  tf: TfNamespace,
  { topology, optimizer, loss, metrics }: ModelPlan,
): Promise<LayersModel> {
  const model = await tf.models.modelFromJSON(JSON.parse(topology));
  const known = tf.serialization.SerializationMap.getMap().classNameMap[optimizer.className];
  if (!known) throw new Error(`There is no optimizer "${optimizer.className}".`);
  const [type, fromConfig] = known;
  model.compile({
    optimizer: fromConfig(type, optimizer.config as never) as never,
    loss,
    metrics: metrics as never,
  });
  return model;
}
