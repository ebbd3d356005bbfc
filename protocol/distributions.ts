import * as v from 'valibot';
import { histogramSchema } from './batch-norm.js';
import { amountSchema, wholeSchema } from './numbers.js';
import { runStatuses } from './run-status.js';
import { columnSchema } from './sample.js';

/** How the values of one weight, activation or gradient are spread, epoch by epoch. Lists are as long as `epochs`. */
export const distributionSchema = v.object({
  layer: v.string(),
  className: v.string(),
  what: v.picklist(['weight', 'activation', 'gradient']),
  /** "kernel", "bias"; for activations the activation function, where known. */
  name: v.string(),
  /** `null` where there is none (activations before the first step). */
  histograms: v.array(v.nullable(histogramSchema)),
  mean: columnSchema,
  standardDeviation: columnSchema,
  /** Euclidean norm of all values. */
  norm: columnSchema,
  /** Of an activation: share of units that gave 0 for every sample of the batch (ReLU). */
  dead: v.optional(columnSchema),
  /** Of an activation: share of values within 1 % of a bound of its range (sigmoid, tanh). */
  saturated: v.optional(columnSchema),
});
export type Distribution = v.InferOutput<typeof distributionSchema>;

const thinnedSchema = v.object({ kept: amountSchema, of: amountSchema });

/** The picture `distributions`: histograms of a run's weights, activations and gradients over its epochs. */
export const distributionsPayloadSchema = v.object({
  version: v.literal(1),
  run: v.string(),
  name: v.string(),
  status: v.picklist(runStatuses),
  plannedEpochs: amountSchema,
  /** Recorded epochs, counted from 1; 0 is before the first step (weights alone; other lists begin with null). */
  epochs: v.array(wholeSchema),
  layers: v.array(distributionSchema),
  /** What regularization does, each as long as `epochs`: penalty and data loss of the epoch, norm of all trained weights. */
  penalty: columnSchema,
  dataLoss: columnSchema,
  weightNorm: columnSchema,
  thinned: v.optional(v.object({ epochs: thinnedSchema })),
});
export type DistributionsPayload = v.InferOutput<typeof distributionsPayloadSchema>;
