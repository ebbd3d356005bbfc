import * as v from 'valibot';
import { amountSchema } from './numbers.js';

const shareSchema = v.nullable(v.pipe(v.number(), v.minValue(0), v.maxValue(1)));

/** The mean of each score over the classes, each counted alike. */
const macroScoreSchema = v.object({
  precision: shareSchema,
  recall: shareSchema,
  f1: shareSchema,
  /** So many classes; one that neither is nor was predicted does not count. */
  classes: amountSchema,
  /** In one of them a share of nothing counts as 0, as in scikit-learn. */
  zeros: v.boolean(),
});
export type MacroScore = v.InferOutput<typeof macroScoreSchema>;

export const confusionMatrixPayloadSchema = v.object({
  version: v.literal(1),
  title: v.optional(v.string()),
  labels: v.array(v.string()),
  /** counts[i][j]: samples of true class i that were predicted as class j. */
  counts: v.array(v.array(amountSchema)),
  /** Where the last label stands for several classes, so that the output keeps its size. */
  joined: v.optional(
    v.object({
      classes: amountSchema,
      /** Of the samples at its own cell, so many were given their very class. */
      right: amountSchema,
      /** Of all classes before they were joined. */
      macro: macroScoreSchema,
    }),
  ),
});
export type ConfusionMatrixPayload = v.InferOutput<typeof confusionMatrixPayloadSchema>;
