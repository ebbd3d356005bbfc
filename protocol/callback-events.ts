import * as v from 'valibot';
import { finiteSchema } from './numbers.js';
import { sampleSchema } from './sample.js';

/**
 * What a callback can do, for the timeline. `noted` is a callback of the student's own that reports something
 * (`report(kind, text, value)`); all others speak through `facts`, so that each viewer reads them in their language.
 */
export const callbackEventKinds = [
  /** The monitored value beat the best one. */
  'improved',
  /** It did not; `wait` of `patience` epochs are used. */
  'waited',
  /** A file was written: `path`. */
  'saved',
  /** Nothing was written, since the value did not beat the best. */
  'skipped',
  /** The learning rate was cut: `from`, `to`. */
  'reduced',
  /** The learning rate would have been cut, but is at its least: `minimum`. */
  'held',
  /** An epoch of the pause after a cut: `cooldown` remain. */
  'cooled',
  /** A schedule set the learning rate: `from`, `to`. */
  'scheduled',
  /** It asked the training to stop. */
  'stopped',
  /** Weights of `bestEpoch` were put back. */
  'restored',
  /** The training went on from a backup: `from` epoch. */
  'resumed',
  /** The monitored value is not among the logs: `available`. */
  'missing',
  /** A stopping criterion was looked at: `threshold`. */
  'measured',
  /** Something went wrong that did not end the training: `reason`. */
  'failed',
  'noted',
] as const;
export type CallbackEventKind = (typeof callbackEventKinds)[number];

const factSchema = v.union([v.number(), v.string(), v.boolean(), v.null()]);

/** A callback of the run. */
export const callbackLaneSchema = v.object({
  /** Its class, as the student wrote it: "EarlyStopping". */
  name: v.string(),
  /** What it watches, where it watches something. */
  monitor: v.optional(v.string()),
  mode: v.optional(v.picklist(['min', 'max'])),
  /** Its parameters, under the names of their documentation. */
  settings: v.record(v.string(), factSchema),
});
export type CallbackLane = v.InferOutput<typeof callbackLaneSchema>;

/** One thing that a callback did. */
export const callbackEventSchema = v.object({
  /** Index of its callback among the lanes. */
  lane: finiteSchema,
  kind: v.picklist(callbackEventKinds),
  /** The epoch in or after which it acted, counted from 1; 0 before the first. */
  epoch: finiteSchema,
  /** Updates done in the run by then. */
  step: finiteSchema,
  /** The value it acted on, where there is one. */
  value: v.optional(sampleSchema),
  /**
   * Why it acted: `best`, `bestEpoch`, `wait`, `patience`, `minDelta`, `path`, `from`, `to`, `minimum`, `cooldown`,
   * `available`, `threshold`, `reason` … as the kind has them. Epochs are counted from 1.
   */
  facts: v.record(v.string(), factSchema),
  /** What the student's own callback says. */
  text: v.optional(v.string()),
  /** The student's own word for what happened. */
  label: v.optional(v.string()),
});
export type CallbackEvent = v.InferOutput<typeof callbackEventSchema>;

/** The callbacks of a run and what they did, in order. */
export const callbackRecordSchema = v.object({
  lanes: v.array(callbackLaneSchema),
  events: v.array(callbackEventSchema),
});
export type CallbackRecord = v.InferOutput<typeof callbackRecordSchema>;
