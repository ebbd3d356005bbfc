import * as v from 'valibot';
import { matrixSchema } from './packed.js';
import { runStatuses } from './run-status.js';

/** A histogram between `low` and `high`, in bins of equal width. */
export const histogramSchema = v.object({
  low: v.number(),
  high: v.number(),
  counts: v.array(v.number()),
});
export type Histogram = v.InferOutput<typeof histogramSchema>;

/** The statistics of one BatchNormalization layer. Matrices have a row per recorded step and a column per channel. */
export const batchNormLayerSchema = v.object({
  name: v.string(),
  /** What stands before it: "dense_1 (Dense)". */
  after: v.optional(v.string()),
  /** All channels of the layer, and which of them the columns are (their indices), where not all are here. */
  channels: v.number(),
  shown: v.optional(v.array(v.number())),
  momentum: v.number(),
  epsilon: v.number(),
  /** Recorded steps, counted from 1 over the run, and the epoch of each. */
  steps: v.array(v.number()),
  epochs: v.array(v.number()),
  /** Samples (times positions, for maps) that the batch statistics of a step are taken over. */
  values: v.array(v.number()),
  batchMean: matrixSchema,
  batchVariance: matrixSchema,
  /** After the step's update. */
  movingMean: matrixSchema,
  movingVariance: matrixSchema,
  /** Absent where the layer has none (`scale: false`, `center: false`). */
  gamma: v.optional(matrixSchema),
  beta: v.optional(matrixSchema),
  /** Once per recorded epoch, of one batch: values before and after normalizing (γ and β applied). */
  activations: v.array(v.object({ epoch: v.number(), before: histogramSchema, after: histogramSchema })),
});
export type BatchNormLayer = v.InferOutput<typeof batchNormLayerSchema>;

const thinnedSchema = v.object({ kept: v.number(), of: v.number() });

/** The picture `batch-norm`: how the batch and the moving statistics of a run part and meet. */
export const batchNormPayloadSchema = v.object({
  version: v.literal(1),
  run: v.string(),
  name: v.string(),
  status: v.picklist(runStatuses),
  plannedEpochs: v.number(),
  batchSize: v.nullable(v.number()),
  stepsPerEpoch: v.nullable(v.number()),
  layers: v.array(batchNormLayerSchema),
  every: v.number(),
  thinned: v.optional(v.object({ steps: thinnedSchema, channels: thinnedSchema })),
});
export type BatchNormPayload = v.InferOutput<typeof batchNormPayloadSchema>;
