import * as v from 'valibot';
import { amountSchema, wholeSchema } from './numbers.js';
import { matrixSchema, quantizedSchema } from './packed.js';
import { sampleSchema } from './sample.js';

/** What all values of a layer were for one sample. */
const valueFactsSchema = v.object({
  /** Values of the sample, all of them. */
  count: amountSchema,
  /** So many are exactly 0. */
  zeros: amountSchema,
  /** So many are NaN or infinite; what follows is of the others. */
  notFinite: amountSchema,
  /** So many lie within 1 % of a bound of the activation function's range (sigmoid, tanh). */
  saturated: v.optional(amountSchema),
  min: sampleSchema,
  max: sampleSchema,
  mean: sampleSchema,
});
export type ValueFacts = v.InferOutput<typeof valueFactsSchema>;

/** Values as pictures: so many tiles for each sample, one sample after the other, each of `height` × `width` values, row by row. */
const mapsSchema = v.object({
  height: wholeSchema,
  width: wholeSchema,
  /** Each value is the mean of so many by so many of the layer's. */
  pooled: v.pipe(wholeSchema, v.minValue(1)),
  /** Which of the layer's channels are shown, from 0. */
  channels: v.array(wholeSchema),
  values: quantizedSchema,
});
export type ActivationMaps = v.InferOutput<typeof mapsSchema>;

const activationLayerSchema = v.object({
  /** As pictures call it: "Dense 1", or the name that the student gave. */
  name: v.string(),
  className: v.string(),
  activation: v.optional(v.string()),
  /** Of one sample. */
  shape: v.pipe(v.array(wholeSchema), v.maxLength(16)),
  /** Of each sample. */
  facts: v.array(valueFactsSchema),
  /** Units or channels, and how many of them are 0 everywhere for all samples. */
  units: amountSchema,
  silent: amountSchema,
  /** A layer of units: which of them are shown, and their values, a row for each sample. */
  strip: v.optional(v.object({ units: v.array(wholeSchema), values: matrixSchema })),
  maps: v.optional(mapsSchema),
});
export type ActivationLayer = v.InferOutput<typeof activationLayerSchema>;

const MOST_LAYERS = 1000;

/** The picture `activations`: what each layer of a model makes of a few samples. */
export const activationsPayloadSchema = v.object({
  version: v.literal(1),
  title: v.optional(v.string()),
  model: v.string(),
  samples: v.pipe(wholeSchema, v.minValue(1)),
  /** Samples that were given, where there were more. */
  given: v.optional(wholeSchema),
  /** The inputs first, then the layers in the order in which they compute. */
  layers: v.pipe(v.array(activationLayerSchema), v.maxLength(MOST_LAYERS)),
  /** Of the classes that the last layer tells apart. */
  labels: v.optional(v.array(v.string())),
  /** Layers that leave every value as it is, or only move them, are not listed: so many. */
  unchanged: amountSchema,
  /** What was left out so that the output keeps its size: some channels, or all values but the last layer's. */
  thinned: v.optional(v.picklist(['channels', 'values'])),
});
export type ActivationsPayload = v.InferOutput<typeof activationsPayloadSchema>;
