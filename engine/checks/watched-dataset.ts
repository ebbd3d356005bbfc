import type { Tensor } from '@tensorflow/tfjs-core';
import { say } from '../../words/index.js';
import { checkBatch } from './check-training.js';
import type { CheckedModel, CheckTf } from './checked-model.js';

interface Batch {
  done: boolean;
  value: unknown;
}

interface Dataset {
  iterator(): Promise<{ next(): Promise<Batch> }>;
}

/**
 * The data set, with every batch looked at before the model sees it. Lists of n numbers become n rows of one column, as in
 * `fit`: tfjs would compare each of n predictions with all n targets.
 */
export function watchedDataset(tf: CheckTf, model: CheckedModel, dataset: Dataset, call: string): object {
  let first = true;
  return Object.create(dataset, {
    iterator: {
      value: async () => {
        const batches = await dataset.iterator();
        let count = 0;
        return {
          next: async (): Promise<Batch> => {
            const batch = await batches.next();
            if (batch.done && count === 0) throw noBatches(call);
            count += 1;
            if (batch.done || !isPair(batch.value)) return batch;
            const value = { ...batch.value, xs: asRows(tf, batch.value.xs), ys: asRows(tf, batch.value.ys) };
            checkBatch(tf, model, value, first);
            first = false;
            return { done: false, value };
          },
        };
      },
    },
  });
}

const isPair = (value: unknown): value is { xs: unknown; ys: unknown } =>
  typeof value === 'object' && value !== null && 'xs' in value && 'ys' in value;

const isTensor = (value: unknown): value is Tensor =>
  typeof value === 'object' && value !== null && 'dataSync' in value;

function asRows(tf: CheckTf, given: unknown): unknown {
  if (isTensor(given)) {
    if (given.shape.length !== 1) return given;
    const rows = tf.expandDims(given, 1);
    given.dispose();
    return rows;
  }
  if (Array.isArray(given)) return given.map((one) => asRows(tf, one));
  if (typeof given !== 'object' || given === null) return given;
  return Object.fromEntries(Object.entries(given).map(([name, value]) => [name, asRows(tf, value)]));
}

const noBatches = (call: string): RangeError =>
  new RangeError(
    say(
      `${call}: the data set gave no batch, so there is nothing to compute. A generator that is used up gives nothing a second time; a file may hold only its header; filter, take and skip may leave nothing; dataset.repeat() starts over.`,
      `${call}: 데이터 세트에서 배치가 하나도 나오지 않아 계산할 것이 없습니다. 다 쓴 제너레이터는 두 번째에 아무것도 주지 않습니다. 파일에 머리글만 있거나 filter, take, skip에서 남은 것이 없을 수도 있습니다. dataset.repeat()은 처음부터 다시 시작합니다.`,
    ),
  );
