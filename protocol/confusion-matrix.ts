import * as v from 'valibot';

export const confusionMatrixPayloadSchema = v.object({
  version: v.literal(1),
  title: v.optional(v.string()),
  labels: v.array(v.string()),
  /** counts[i][j]: samples of true class i that were predicted as class j. */
  counts: v.array(v.array(v.number())),
});
export type ConfusionMatrixPayload = v.InferOutput<typeof confusionMatrixPayloadSchema>;
