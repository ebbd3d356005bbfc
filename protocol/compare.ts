import * as v from 'valibot';
import { divergenceSchema } from './divergence.js';
import { amountSchema, finiteSchema, wholeSchema } from './numbers.js';
import { runStatuses } from './run-status.js';
import { columnSchema } from './sample.js';

/** What can tell runs of a comparison apart, in the order in which it is named. */
export const comparedSettings = [
  'dropout',
  'batchNorm',
  'l1',
  'l2',
  'net',
  'optimizer',
  'learningRate',
  'loss',
  'batchSize',
  'epochs',
  'samples',
  'engine',
] as const;
export type ComparedSetting = (typeof comparedSettings)[number];

/** Hyperparameters of imported runs have names of their own beside these. */
const settingsSchema = v.record(v.string(), v.string());

/** Settings that are named as what differs. */
export const MOST_DIFFERING = 24;

/** One run of a comparison. Columns are as long as `epoch`; logs are named as tfjs logs them (`loss`, `val_loss` …). */
export const comparedRunSchema = v.object({
  id: v.string(),
  name: v.string(),
  /** What the student calls it in this comparison. */
  called: v.optional(v.string()),
  status: v.picklist(runStatuses),
  /** What it was trained with; a regularizer that it does not have is absent. */
  settings: settingsSchema,
  parameters: amountSchema,
  /** Counted from 1; steps where the comparison is by steps. */
  epoch: v.array(wholeSchema),
  /** Milliseconds since the run started, at the end of the epoch. */
  time: v.array(finiteSchema),
  /** Mean regularization penalty of the epoch, part of `loss`. */
  penalty: v.optional(columnSchema),
  /** The one that is part of `val_loss`; absent where it holds none. */
  validationPenalty: v.optional(columnSchema),
  logs: v.record(v.string(), columnSchema),
  /** Epochs done before this run (`initialEpoch`). */
  initialEpoch: amountSchema,
  /** Where its loss diverged. */
  diverged: v.optional(divergenceSchema),
});
export type ComparedRun = v.InferOutput<typeof comparedRunSchema>;

/** The picture `compare`: the curves, gaps and times of several runs. */
export const comparePayloadSchema = v.object({
  version: v.literal(1),
  runs: v.array(comparedRunSchema),
  /** The settings that are not the same in all runs. */
  differs: v.pipe(v.array(v.string()), v.maxLength(MOST_DIFFERING)),
  /** Its rows are steps, not epochs: of runs that another program has logged so. */
  by: v.optional(v.literal('step')),
  thinned: v.optional(v.object({ epochs: v.object({ kept: amountSchema, of: amountSchema }) })),
});
export type ComparePayload = v.InferOutput<typeof comparePayloadSchema>;
