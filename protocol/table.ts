import * as v from 'valibot';
import { amountSchema } from './numbers.js';

/** A cell of a table: missing values are `null` and are drawn as such. */
const cellSchema = v.nullable(v.union([v.string(), v.number(), v.boolean()]));

export const tablePayloadSchema = v.object({
  version: v.literal(1),
  title: v.optional(v.string()),
  columns: v.array(
    v.object({
      name: v.string(),
      type: v.picklist(['number', 'text', 'boolean']),
      /** Of all rows of the table, not only of those shown. */
      missing: amountSchema,
      distinct: amountSchema,
      /** Of a number column. */
      min: v.optional(v.number()),
      mean: v.optional(v.number()),
      max: v.optional(v.number()),
      /** Number: 12 equal bins from min to max, or each value where they are few. Text: the most frequent values, at most 6. */
      histogram: v.optional(v.array(v.object({ label: v.string(), count: amountSchema }))),
    }),
  ),
  /** The first rows, at most 200. */
  rows: v.array(v.array(cellSchema)),
  totalRows: amountSchema,
});
export type TablePayload = v.InferOutput<typeof tablePayloadSchema>;
