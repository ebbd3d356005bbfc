import * as v from 'valibot';
import { amountSchema, finiteSchema, wholeSchema } from './numbers.js';
import { bitsSchema, matrixSchema, quantizedSchema } from './packed.js';
import { runStatuses } from './run-status.js';

/** A layer of the student's network, as it is drawn. */
export const networkLayerSchema = v.object({
  name: v.string(),
  className: v.string(),
  /** `units`: one value per unit. `channels`: one map per channel. `other`: no units of its own (flatten, activation). */
  kind: v.picklist(['input', 'units', 'channels', 'other']),
  /** Units or channels of one sample: the last axis of its output. */
  units: wholeSchema,
  /** Output of one sample, without the batch axis. */
  shape: v.array(v.nullable(wholeSchema)),
  /** Indices of the layers that feed it. */
  from: v.array(wholeSchema),
  activation: v.optional(v.string()),
  /** Of a Dropout layer: the share of units that it silences. */
  rate: v.optional(finiteSchema),
});
export type NetworkLayer = v.InferOutput<typeof networkLayerSchema>;

export const networkSchema = v.object({
  layers: v.array(networkLayerSchema),
  /** Weights from the units of a layer (rows) to those of another (columns), as of the end of `epoch` (0: at the start). */
  weights: v.array(
    v.object({ from: wholeSchema, to: wholeSchema, epoch: wholeSchema, values: quantizedSchema }),
  ),
  /** Of matrices of `rows` × `columns` too large to save, the strongest weights: rows of (row, column, weight). */
  strongest: v.optional(
    v.array(
      v.object({
        from: wholeSchema,
        to: wholeSchema,
        epoch: wholeSchema,
        rows: wholeSchema,
        columns: wholeSchema,
        edges: matrixSchema,
      }),
    ),
  ),
});
export type Network = v.InferOutput<typeof networkSchema>;

/** What one dropout layer silenced. */
export const dropoutLayerSchema = v.object({
  /** Index of the dropout layer, and of the layer whose units it silences, among the network's. */
  layer: wholeSchema,
  over: wholeSchema,
  rate: finiteSchema,
  /** Values that are kept or silenced in one sample: units, or channels for spatial dropout, or all values of a map. */
  units: wholeSchema,
  seeded: v.boolean(),
  /** Recorded steps, counted from 1 over the run, and the epoch of each. */
  steps: v.array(wholeSchema),
  epochs: v.array(wholeSchema),
  /** Samples of each step whose masks are stored, the first ones of the batch, and the samples of the whole batch. */
  samples: v.array(wholeSchema),
  batch: v.array(wholeSchema),
  /** 1 is kept. For each recorded step `samples` rows of `units` bits, one step behind the other. */
  masks: bitsSchema,
  /** Share kept in each recorded step, over the whole batch. */
  kept: v.array(finiteSchema),
  /** Over every step up to recorded step i (row i): how often each unit was kept; of `draws[i]` times. */
  counts: v.object({ draws: v.array(wholeSchema), kept: matrixSchema }),
  /** Different masks seen, over all samples of all steps; `atLeast` where counting them ended early. */
  distinct: v.object({ masks: amountSchema, atLeast: v.boolean() }),
});
export type DropoutLayer = v.InferOutput<typeof dropoutLayerSchema>;

const thinnedSchema = v.object({ kept: amountSchema, of: amountSchema });

/** The picture `dropout`: the network of a run and what its dropout layers silenced, step by step. */
export const dropoutPayloadSchema = v.object({
  version: v.literal(1),
  run: v.string(),
  name: v.string(),
  status: v.picklist(runStatuses),
  plannedEpochs: amountSchema,
  stepsPerEpoch: v.nullable(amountSchema),
  network: networkSchema,
  layers: v.array(dropoutLayerSchema),
  /** Every how many steps one was recorded, at last; recorded steps that were left out of this payload. */
  every: amountSchema,
  thinned: v.optional(v.object({ steps: thinnedSchema })),
});
export type DropoutPayload = v.InferOutput<typeof dropoutPayloadSchema>;
