import * as v from 'valibot';
import { finiteSchema } from './numbers.js';

/**
 * One recorded number. JSON has no NaN or infinities, and a diverging loss is exactly what a student must see, so those
 * three travel as words; `null` means "not measured here" (for example a validation metric between validations).
 */
export const sampleSchema = v.nullable(v.union([finiteSchema, v.picklist(['NaN', 'Infinity', '-Infinity'])]));
export type Sample = v.InferOutput<typeof sampleSchema>;

/** A column of a table of samples; all columns of one table have the same length. */
export const columnSchema = v.array(sampleSchema);

/** Encodes a number for JSON, rounded to 7 significant digits (what a float32 carries). */
export function toSample(value: number | null | undefined): Sample {
  if (value === null || value === undefined) return null;
  if (Number.isNaN(value)) return 'NaN';
  if (value === Number.POSITIVE_INFINITY) return 'Infinity';
  if (value === Number.NEGATIVE_INFINITY) return '-Infinity';
  return Number.isInteger(value) ? value : Number(value.toPrecision(7));
}

/** The number a sample stands for; `null` stays `null`. */
export function fromSample(sample: Sample | undefined): number | null {
  if (sample === null || sample === undefined) return null;
  return typeof sample === 'number' ? sample : Number(sample);
}
