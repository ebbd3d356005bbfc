import * as v from 'valibot';

/** Any number but an infinity, which JSON can bring too: `1e999`. */
export const finiteSchema = v.pipe(v.number(), v.finite());

/** How many, how much or how long: not below zero, and small enough that sums stay finite and whole numbers exact. */
export const amountSchema = v.pipe(v.number(), v.minValue(0), v.maxValue(Number.MAX_SAFE_INTEGER));

/** A place in a list, the number of an epoch or a step, a count of rows: a whole number. */
export const wholeSchema = v.pipe(amountSchema, v.integer());
