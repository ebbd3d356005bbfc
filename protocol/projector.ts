import * as v from 'valibot';
import { amountSchema, finiteSchema, wholeSchema } from './numbers.js';
import { sampleSchema } from './sample.js';

/** More points than these are no picture that a page could draw smoothly. */
export const MOST_PROJECTED = 50_000;
const MOST_LAYOUTS = 120;

const wholes = (most: number) => v.pipe(v.array(wholeSchema), v.maxLength(most));
const texts = (most: number) => v.pipe(v.array(v.string()), v.maxLength(most));

export const projectionMethodSchema = v.picklist(['pca', 'tsne', 'umap']);
export type ProjectionMethod = v.InferOutput<typeof projectionMethodSchema>;

/** Where the points stand in one picture of them. */
const layoutSchema = v.object({
  method: projectionMethodSchema,
  dimensions: v.picklist([2, 3]),
  /** Of vectors of several epochs: at the end of which. */
  epoch: v.optional(amountSchema),
  /** The least coordinate along each axis. */
  low: v.pipe(v.array(finiteSchema), v.maxLength(3)),
  /** A coordinate is `low` and so many steps; the same along all axes, so that distances keep their proportions. */
  step: v.pipe(finiteSchema, v.minValue(0)),
  /** In steps: of all points along the first axis, then along the next. */
  steps: wholes(3 * MOST_PROJECTED),
  /** How far its computation is: iterations of t-SNE, epochs of UMAP. */
  done: amountSchema,
  of: amountSchema,
  /** Of PCA: the share of the variance along each component. */
  shares: v.optional(v.pipe(v.array(finiteSchema), v.maxLength(3))),
});
export type ProjectorLayout = v.InferOutput<typeof layoutSchema>;

const colouringSchema = v.variant('kind', [
  v.object({
    kind: v.literal('class'),
    name: v.string(),
    classes: texts(64),
    /** Of each point 1 more than the place of its class; 0 has none. */
    of: wholes(MOST_PROJECTED),
  }),
  v.object({
    kind: v.literal('value'),
    name: v.string(),
    values: v.pipe(v.array(sampleSchema), v.maxLength(MOST_PROJECTED)),
  }),
]);
export type ProjectorColouring = v.InferOutput<typeof colouringSchema>;

/** Lists of the nearest points, the nearest first, `count` to a point. */
const nearestSchema = v.object({
  /** Places among the points shown. */
  of: wholes(20 * MOST_PROJECTED),
  /** 0 is no distance; else `least` times e to the power of (so many − 1) × `ratio`. */
  distances: wholes(20 * MOST_PROJECTED),
  least: v.pipe(finiteSchema, v.minValue(0)),
  ratio: v.pipe(finiteSchema, v.minValue(0)),
});
export type ProjectorNearest = v.InferOutput<typeof nearestSchema>;

/** The picture `projector`: vectors of many numbers as points. */
export const projectorPayloadSchema = v.object({
  version: v.literal(1),
  title: v.optional(v.string()),
  /** Vectors that were given, and numbers in each. */
  given: wholeSchema,
  width: wholeSchema,
  /** Points shown. */
  points: v.pipe(wholeSchema, v.maxValue(MOST_PROJECTED)),
  /** Which of the given they are, where these are not all. */
  rows: v.optional(wholes(MOST_PROJECTED)),
  status: v.picklist(['running', 'done', 'stopped']),
  /** What is computed now, before there is anything of it to show. */
  working: v.optional(
    v.object({ on: v.picklist(['pca', 'neighbours', 'tsne', 'umap']), done: amountSchema, of: amountSchema }),
  ),
  seed: finiteSchema,
  perplexity: v.optional(amountSchema),
  neighbors: v.optional(wholeSchema),
  layouts: v.pipe(v.array(layoutSchema), v.maxLength(MOST_LAYOUTS)),
  names: v.optional(texts(MOST_PROJECTED)),
  colourings: v.pipe(v.array(colouringSchema), v.maxLength(16)),
  /** Nearest by the vectors themselves; absent where there was no room for them. */
  nearest: v.optional(
    v.object({
      count: v.pipe(wholeSchema, v.maxValue(20)),
      cosine: nearestSchema,
      euclidean: nearestSchema,
    }),
  ),
});
export type ProjectorPayload = v.InferOutput<typeof projectorPayloadSchema>;
