import * as v from 'valibot';
import { amountSchema, wholeSchema } from './numbers.js';
import { runStatuses } from './run-status.js';
import { columnSchema } from './sample.js';

/** The gradient of one layer's first trained weight, epoch by epoch. Lists are as long as `epochs`. */
const gradientLayerSchema = v.object({
  layer: v.string(),
  className: v.string(),
  /** The weight: "kernel". */
  weight: v.string(),
  /** Its activation function, where known. */
  activation: v.optional(v.string()),
  /** Euclidean norm of the gradient. */
  norm: columnSchema,
  /** Root mean square of the gradient: its norm, whatever the number of weights. */
  perWeight: columnSchema,
  /** Euclidean norm of the weight itself, after the epoch. */
  weightNorm: columnSchema,
  /** Share of units that gave 0 for every sample of the batch (ReLU). */
  dead: v.optional(columnSchema),
});
export type GradientLayer = v.InferOutput<typeof gradientLayerSchema>;

/** The picture `gradients`: how large the gradients of each layer were over the epochs of a run. */
export const gradientsPayloadSchema = v.object({
  version: v.literal(1),
  run: v.string(),
  name: v.string(),
  status: v.picklist(runStatuses),
  plannedEpochs: amountSchema,
  /** Recorded epochs, counted from 1. Each gradient is that of the epoch's first step. */
  epochs: v.array(wholeSchema),
  /** From the input to the output. */
  layers: v.array(gradientLayerSchema),
  thinned: v.optional(v.object({ epochs: v.object({ kept: amountSchema, of: amountSchema }) })),
});
export type GradientsPayload = v.InferOutput<typeof gradientsPayloadSchema>;
