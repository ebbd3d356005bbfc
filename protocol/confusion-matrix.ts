import * as v from 'valibot';
import { amountSchema } from './numbers.js';

export const confusionMatrixPayloadSchema = v.object({
  version: v.literal(1),
  title: v.optional(v.string()),
  labels: v.array(v.string()),
  /** counts[i][j]: samples of true class i that were predicted as class j. */
  counts: v.array(v.array(amountSchema)),
});
export type ConfusionMatrixPayload = v.InferOutput<typeof confusionMatrixPayloadSchema>;
