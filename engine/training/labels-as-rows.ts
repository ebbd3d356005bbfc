import type { BatchNumbers } from './metric.js';

/**
 * Class numbers as rows of 0 and 1, one for each class, where the predictions are rows and the labels numbers. (Keras takes no
 * labels of another shape than the predictions here.) A number that is no class gives a row of 0.
 */
export function labelsAsRows(batch: BatchNumbers): BatchNumbers {
  const { yTrue, yPred, shape } = batch;
  const classes = shape.at(-1) ?? 1;
  if (yTrue.length === yPred.length || yTrue.length * classes !== yPred.length) return batch;
  const rows = new Float32Array(yPred.length);
  for (let i = 0; i < yTrue.length; i++) {
    const label = yTrue[i] as number;
    if (label >= 0 && label < classes) rows[i * classes + Math.trunc(label)] = 1;
  }
  return { ...batch, yTrue: rows };
}
