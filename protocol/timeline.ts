import * as v from 'valibot';
import { callbackRecordSchema } from './callback-events.js';
import { divergenceSchema } from './divergence.js';
import { amountSchema, wholeSchema } from './numbers.js';
import { runStatuses } from './run-status.js';
import { columnSchema } from './sample.js';

/** What the callbacks of a run did and why, on its epoch axis. */
export const timelinePayloadSchema = v.object({
  version: v.literal(1),
  /** The run's id and name. */
  run: v.string(),
  name: v.string(),
  status: v.picklist(runStatuses),
  /** The last epoch of the plan, counted from 1. */
  plannedEpochs: amountSchema,
  /** Epochs that have ended, counted from 1; each column below is as long. */
  epochs: v.array(wholeSchema),
  /** The monitored values, by name. */
  monitored: v.record(v.string(), columnSchema),
  learningRate: columnSchema,
  /** Where the run's loss diverged. */
  diverged: v.optional(divergenceSchema),
  callbacks: callbackRecordSchema,
  /** Present where events of little weight (waiting, improving) were left out. */
  thinned: v.optional(v.object({ kept: amountSchema, of: amountSchema })),
});
export type TimelinePayload = v.InferOutput<typeof timelinePayloadSchema>;
