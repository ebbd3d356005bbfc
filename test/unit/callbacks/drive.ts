import type { Callback, Logs } from '../../../library/index.js';

/** What the hooks are called with, without a training around: the values are given. */
export interface Script {
  epochs: number;
  /** The logs of an epoch, counted from 0. */
  logs(epoch: number): Logs;
  /** Running means after each batch of an epoch; none: the epoch has no batches. */
  batches?: (epoch: number) => Logs[];
  initialEpoch?: number;
  before?: (epoch: number) => void;
  after?: (epoch: number, logs: Logs) => void;
}

/** Calls the hooks of one callback in the order of Keras. The answer is how many epochs ran. */
export async function drive(callback: Callback, model: object, script: Script): Promise<number> {
  const trained = model as { stopTraining: boolean };
  const { epochs, initialEpoch = 0 } = script;
  callback.setParams({
    epochs,
    initialEpoch,
    samples: null,
    steps: null,
    batchSize: null,
    verbose: 0,
    doValidation: true,
    metrics: [],
  });
  callback.setModel(model);
  trained.stopTraining = false;
  let ran = 0;
  await callback.onTrainBegin({});
  for (let epoch = initialEpoch; epoch < epochs && !trained.stopTraining; epoch += 1) {
    script.before?.(epoch);
    await callback.onEpochBegin(epoch, {});
    for (const [batch, logs] of (script.batches?.(epoch) ?? []).entries()) {
      await callback.onTrainBatchBegin(batch, {});
      await callback.onTrainBatchEnd(batch, { ...logs });
      if (trained.stopTraining) break;
    }
    const logs = { ...script.logs(epoch) };
    await callback.onEpochEnd(epoch, logs);
    script.after?.(epoch, logs);
    ran += 1;
  }
  await callback.onTrainEnd({});
  return ran;
}

/** Collects what a callback reports. */
export function acts(callback: Callback): { kind: string; value?: number; facts: Record<string, unknown> }[] {
  const collected: { kind: string; value?: number; facts: Record<string, unknown> }[] = [];
  const link = callback[Symbol.for('epochbook.callback') as never] as { connect(sink: unknown): void };
  link.connect((act: never) => collected.push(act));
  return collected;
}
