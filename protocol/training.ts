import * as v from 'valibot';
import { batchNormPayloadSchema } from './batch-norm.js';
import { callbackEventSchema, callbackLaneSchema, callbackRecordSchema } from './callback-events.js';
import { distributionsPayloadSchema } from './distributions.js';
import { divergenceSchema } from './divergence.js';
import { dropoutPayloadSchema } from './dropout.js';
import { amountSchema, finiteSchema, wholeSchema } from './numbers.js';
import { runStatuses } from './run-status.js';
import { columnSchema, sampleSchema } from './sample.js';

/** How many samples, batches and steps a run was meant to have. `null`: unknown (a dataset of unknown size). */
export const planSchema = v.object({
  samples: v.nullable(amountSchema),
  validationSamples: v.nullable(amountSchema),
  batchSize: v.nullable(amountSchema),
  /** The final epoch index as given to `fit`, counted from 1. */
  epochs: amountSchema,
  /** Epochs already done before this run (`initialEpoch`). */
  initialEpoch: amountSchema,
  /** Epochs of earlier runs whose weights the model still had; absent where it began anew. */
  trainedBefore: v.optional(amountSchema),
  /** Batches per epoch: ⌈n / b⌉. */
  stepsPerEpoch: v.nullable(amountSchema),
  /** Updates in the whole run: ⌈n / b⌉ · e. */
  steps: v.nullable(amountSchema),
  /** The lecture's n · e / b, exact only where b divides n. */
  lectureSteps: v.nullable(amountSchema),
  shuffle: v.nullable(v.boolean()),
});
export type TrainingPlan = v.InferOutput<typeof planSchema>;

export const layerSchema = v.object({
  name: v.string(),
  className: v.string(),
  /** Batch axis is null. */
  outputShape: v.array(v.nullable(wholeSchema)),
  parameters: amountSchema,
  trainable: v.boolean(),
  /** What a reader wants to know of it: units, activation, rate, momentum, regularizer … as short text. */
  details: v.optional(v.string()),
});
export const modelSchema = v.object({
  name: v.string(),
  layers: v.array(layerSchema),
  parameters: amountSchema,
  trainableParameters: amountSchema,
});
export type ModelSummary = v.InferOutput<typeof modelSchema>;

export const compileSchema = v.object({
  optimizer: v.string(),
  /** Learning rate at the start; `null` where the optimizer does not tell. */
  learningRate: v.nullable(finiteSchema),
  optimizerConfig: v.record(v.string(), v.union([finiteSchema, v.string(), v.boolean(), v.null()])),
  loss: v.array(v.string()),
  metrics: v.array(v.string()),
});
export type CompileSummary = v.InferOutput<typeof compileSchema>;

/**
 * One row per finished epoch. `logs` holds the names as tfjs logs them (`loss`, `acc`, `val_loss` …), each column as long
 * as `epoch`. `penalty` is the mean regularization penalty of the epoch's steps, part of `loss`; `validationPenalty` that of
 * the validation, part of `val_loss`. Where it is absent, `val_loss` holds none: so it was in runs saved before it was there.
 */
export const epochTableSchema = v.object({
  /** Counted from 1. */
  epoch: v.array(wholeSchema),
  /** Milliseconds since the run started, at the end of the epoch. */
  time: v.array(finiteSchema),
  learningRate: columnSchema,
  penalty: v.optional(columnSchema),
  validationPenalty: v.optional(columnSchema),
  /** Tensors alive, at the end of the epoch. */
  tensors: columnSchema,
  /** Bytes of these tensors. */
  bytes: columnSchema,
  logs: v.record(v.string(), columnSchema),
});
export type EpochTable = v.InferOutput<typeof epochTableSchema>;

/** One row per recorded step (update). Values are those of that batch, not running means. */
export const stepTableSchema = v.object({
  /** Counted from 1 over the whole run. */
  step: v.array(wholeSchema),
  learningRate: columnSchema,
  penalty: v.optional(columnSchema),
  logs: v.record(v.string(), columnSchema),
});
export type StepTable = v.InferOutput<typeof stepTableSchema>;

/** What is alive: how far the run is. */
export const progressSchema = v.object({
  /** Epoch at work, counted from 1 (the last one when the run has ended; 0 before the first). */
  epoch: wholeSchema,
  /** Batches done of that epoch. */
  batch: wholeSchema,
  /** Updates done in the run. */
  steps: wholeSchema,
  elapsedMs: finiteSchema,
  /** Over the last seconds while running, over the run when ended. `null` until measured. */
  stepsPerSecond: v.nullable(finiteSchema),
});
export type Progress = v.InferOutput<typeof progressSchema>;

const thinnedSchema = v.object({ kept: amountSchema, of: amountSchema });

/** Payloads of the pictures of a run's layers; only those that the model has. */
export const runLayersSchema = v.object({
  dropout: v.optional(dropoutPayloadSchema),
  batchNorm: v.optional(batchNormPayloadSchema),
  distributions: v.optional(distributionsPayloadSchema),
});
export type RunLayersPayload = v.InferOutput<typeof runLayersSchema>;

/**
 * The same as they are saved or sent: each of version 1, or packed (`packedPayloadSchema`). Not looked at until its picture
 * is opened, so that a damaged one leaves the rest of the run alone.
 */
export const savedLayersSchema = v.object({
  dropout: v.optional(v.unknown()),
  batchNorm: v.optional(v.unknown()),
  distributions: v.optional(v.unknown()),
});
export type SavedLayers = v.InferOutput<typeof savedLayersSchema>;

/** Where a run comes from that another program has logged, or that was trained elsewhere. */
export const importedSchema = v.object({
  /** The folder of its logs. */
  from: v.string(),
  /** What the rows of its epoch table are counted in: epochs, or steps of whoever wrote it. */
  by: v.picklist(['epoch', 'step']),
  /** Its hyperparameters. */
  settings: v.record(v.string(), v.string()),
});
export type ImportedFrom = v.InferOutput<typeof importedSchema>;

/** A run, whole or thinned: what the saved output holds and what a view that opens late gets. */
export const runPayloadSchema = v.object({
  version: v.literal(1),
  kind: v.literal('run'),
  id: v.string(),
  /** For people: "Run 3". */
  name: v.string(),
  status: v.picklist(runStatuses),
  /** Why it failed or was lost. */
  reason: v.optional(v.string()),
  /** When it was lost, in ISO 8601. */
  endedAt: v.optional(v.string()),
  /** Compact where one cell makes several runs. */
  view: v.picklist(['full', 'compact']),
  startedAt: v.string(),
  engine: v.object({ name: v.string(), backend: v.string() }),
  plan: planSchema,
  model: modelSchema,
  compile: compileSchema,
  /** Absent where it was recorded here. */
  imported: v.optional(importedSchema),
  progress: progressSchema,
  epochs: epochTableSchema,
  steps: stepTableSchema,
  /** Present where the run has callbacks that report what they do. */
  callbacks: v.optional(callbackRecordSchema),
  /** What its layers did, where it was recorded; only pictures that the model has. */
  layers: v.optional(savedLayersSchema),
  /** Present where rows were left out; extremes are kept. */
  thinned: v.optional(
    v.object({ epochs: thinnedSchema, steps: thinnedSchema, events: v.optional(thinnedSchema) }),
  ),
  /** Of the whole run, by the first validation loss, else the loss; the lowest finite one wins. */
  best: v.nullable(v.object({ metric: v.string(), epoch: wholeSchema, value: sampleSchema })),
});
export type RunPayload = v.InferOutput<typeof runPayloadSchema>;

/** Many runs of one cell (cross-validation, a grid): one line each. */
export const groupPayloadSchema = v.object({
  version: v.literal(1),
  kind: v.literal('group'),
  id: v.string(),
  runs: v.array(
    v.object({
      id: v.string(),
      name: v.string(),
      status: v.picklist(runStatuses),
      /** As of a single run. */
      reason: v.optional(v.string()),
      endedAt: v.optional(v.string()),
      epochs: amountSchema,
      plannedEpochs: amountSchema,
      elapsedMs: finiteSchema,
      /** Last value of each log. */
      final: v.record(v.string(), sampleSchema),
      best: v.nullable(v.object({ metric: v.string(), epoch: wholeSchema, value: sampleSchema })),
      /** Where its loss diverged. */
      diverged: v.optional(divergenceSchema),
      /** At most 60 points each, evenly spread over the run's epochs. */
      curves: v.record(v.string(), columnSchema),
      /** What its layers did, for as many runs as there is room for. */
      layers: v.optional(savedLayersSchema),
    }),
  ),
});
export type GroupPayload = v.InferOutput<typeof groupPayloadSchema>;

export const trainingPayloadSchema = v.variant('kind', [runPayloadSchema, groupPayloadSchema]);
export type TrainingPayload = v.InferOutput<typeof trainingPayloadSchema>;

/**
 * What a live view gets between states: the rows that are new. `seq` grows by one with each delta of a run; a view that
 * misses one asks for the whole state again.
 */
export const runDeltaSchema = v.object({
  run: v.string(),
  seq: v.number(),
  status: v.picklist(runStatuses),
  progress: progressSchema,
  epochs: epochTableSchema,
  steps: stepTableSchema,
  /** Lanes that are new, and how many come before them: a state and a delta may overlap. */
  lanes: v.optional(v.object({ before: v.number(), added: v.array(callbackLaneSchema) })),
  /** Events that are new. */
  events: v.optional(v.array(callbackEventSchema)),
  best: v.nullable(v.object({ metric: v.string(), epoch: wholeSchema, value: sampleSchema })),
});
export type RunDelta = v.InferOutput<typeof runDeltaSchema>;
