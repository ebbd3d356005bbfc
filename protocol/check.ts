import * as v from 'valibot';
import { amountSchema, wholeSchema } from './numbers.js';

/** A text in both languages, so that each viewer reads it in theirs. */
export const wordsSchema = v.object({ en: v.string(), ko: v.string() });
export type Words = v.InferOutput<typeof wordsSchema>;

/** One rule of an exercise, as it came out. */
export const checkedRuleSchema = v.object({
  /** What it asks for: "The training stops before epoch 40". */
  words: wordsSchema,
  passed: v.boolean(),
  /** Of a rule that failed: what was found, what was wanted, and where to look. */
  found: v.optional(wordsSchema),
  wanted: v.optional(wordsSchema),
  where: v.optional(wordsSchema),
  /** What it looks at is not there yet: its cell has not run, nothing has been trained. */
  missing: v.optional(v.boolean()),
  /** Those that it gave, and could give. */
  points: amountSchema,
  maximum: amountSchema,
  /** It is not in the copies that students get. */
  hidden: v.boolean(),
});
export type CheckedRule = v.InferOutput<typeof checkedRuleSchema>;

export const checkHintSchema = v.object({
  words: wordsSchema,
  /** Index of the rule that it helps with; absent: it is of the exercise. */
  rule: v.optional(wholeSchema),
  /** Whether the student has asked for it. */
  shown: v.boolean(),
});
export type CheckHint = v.InferOutput<typeof checkHintSchema>;

/** The picture `check`: the rules of an exercise, and how far the student's work keeps them. */
export const checkPayloadSchema = v.object({
  version: v.literal(1),
  id: v.string(),
  title: v.optional(wordsSchema),
  passed: v.boolean(),
  points: amountSchema,
  maximum: amountSchema,
  rules: v.array(checkedRuleSchema),
  /** How many rules this copy lacks, which are looked at when it is handed in. */
  more: wholeSchema,
  /** In the order in which they are given. How many were asked for is the number of those that are shown. */
  hints: v.array(checkHintSchema),
  /** Names of the trainings that rules have looked at. */
  runs: v.array(v.string()),
});
export type CheckPayload = v.InferOutput<typeof checkPayloadSchema>;
