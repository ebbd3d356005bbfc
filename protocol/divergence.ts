import * as v from 'valibot';
import { finiteSchema, wholeSchema } from './numbers.js';

const whereSchema = v.object({
  /** Counted from 1. */
  epoch: wholeSchema,
  /** The update in which it showed first, counted from 1 over the run; `null` where single steps do not tell. */
  step: v.nullable(wholeSchema),
});

/** That a run's loss left all measure and did not come back: see `renderers/training/divergence.ts`. */
export const divergenceSchema = v.object({
  /** The log in which it showed first: `loss` or `val_loss`. */
  log: v.string(),
  /** Training itself stayed finite. */
  validationOnly: v.boolean(),
  /** The first epoch from which on every value is not finite, or orders of magnitude beyond the first. */
  epoch: wholeSchema,
  /** Where finite values exploded: the last of them. */
  grown: v.nullable(finiteSchema),
  /** Where values stopped being finite. */
  broken: v.nullable(
    v.object({ ...whereSchema.entries, value: v.picklist(['NaN', 'Infinity', '-Infinity']) }),
  ),
});
export type Divergence = v.InferOutput<typeof divergenceSchema>;
