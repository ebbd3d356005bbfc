import * as v from 'valibot';
import { amountSchema, finiteSchema, wholeSchema } from './numbers.js';
import { matrixSchema } from './packed.js';
import { runStatuses } from './run-status.js';

/** A histogram between `low` and `high`, in bins of equal width. */
export const histogramSchema = v.object({
  low: finiteSchema,
  high: finiteSchema,
  counts: v.array(amountSchema),
});
export type Histogram = v.InferOutput<typeof histogramSchema>;

/** The statistics of one BatchNormalization layer. Matrices have a row per recorded step and a column per channel. */
export const batchNormLayerSchema = v.object({
  name: v.string(),
  /** What stands before it: "dense_1 (Dense)". */
  after: v.optional(v.string()),
  /** All channels of the layer, and which of them the columns are (their indices), where not all are here. */
  channels: wholeSchema,
  shown: v.optional(v.array(wholeSchema)),
  momentum: finiteSchema,
  epsilon: finiteSchema,
  /** Recorded steps, counted from 1 over the run, and the epoch of each. */
  steps: v.array(wholeSchema),
  epochs: v.array(wholeSchema),
  /** Samples (times positions, for maps) that the batch statistics of a step are taken over. */
  values: v.array(amountSchema),
  batchMean: matrixSchema,
  batchVariance: matrixSchema,
  /** After the step's update. */
  movingMean: matrixSchema,
  movingVariance: matrixSchema,
  /** Absent where the layer has none (`scale: false`, `center: false`). */
  gamma: v.optional(matrixSchema),
  beta: v.optional(matrixSchema),
  /** Once per recorded epoch, of one batch: values before and after normalizing (γ and β applied). */
  activations: v.array(v.object({ epoch: wholeSchema, before: histogramSchema, after: histogramSchema })),
});
export type BatchNormLayer = v.InferOutput<typeof batchNormLayerSchema>;

const thinnedSchema = v.object({ kept: amountSchema, of: amountSchema });

/** The picture `batch-norm`: how the batch and the moving statistics of a run part and meet. */
export const batchNormPayloadSchema = v.object({
  version: v.literal(1),
  run: v.string(),
  name: v.string(),
  status: v.picklist(runStatuses),
  plannedEpochs: amountSchema,
  batchSize: v.nullable(amountSchema),
  stepsPerEpoch: v.nullable(amountSchema),
  layers: v.array(batchNormLayerSchema),
  every: amountSchema,
  thinned: v.optional(v.object({ steps: thinnedSchema, channels: thinnedSchema })),
});
export type BatchNormPayload = v.InferOutput<typeof batchNormPayloadSchema>;
