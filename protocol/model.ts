import * as v from 'valibot';
import { histogramSchema } from './batch-norm.js';
import { amountSchema, wholeSchema } from './numbers.js';
import { sampleSchema } from './sample.js';

/** Weights of a layer, and lines of its configuration. */
const MOST_PARTS = 500;

/** The shape of one sample, without the batch; `null` is a size that is not fixed. */
const shapeSchema = v.pipe(v.array(v.nullable(wholeSchema)), v.maxLength(16));

/** How the values of a weight are spread when the picture is made. */
const weightValuesSchema = v.object({
  /** So many were looked at: all, or every k-th of a very large weight. */
  counted: amountSchema,
  /** So many of them are NaN, so many infinite; the other numbers are of the rest. */
  nan: amountSchema,
  infinite: amountSchema,
  mean: sampleSchema,
  /** Of the population (divided by n). */
  standardDeviation: sampleSchema,
  min: sampleSchema,
  max: sampleSchema,
  /** Left out where the output would get too large. */
  histogram: v.optional(histogramSchema),
});
export type WeightValues = v.InferOutput<typeof weightValuesSchema>;

const modelWeightSchema = v.object({
  /** "kernel", "bias". */
  name: v.string(),
  shape: v.pipe(v.array(amountSchema), v.maxLength(16)),
  dtype: v.string(),
  /** Whether training changes it. */
  trainable: v.boolean(),
  /** Absent where they could not be read, as after `dispose()`. */
  values: v.optional(weightValuesSchema),
});
export type ModelWeight = v.InferOutput<typeof modelWeightSchema>;

const modelLayerSchema = v.object({
  /** As pictures call it: "Dense 1", or the name that the student gave. */
  name: v.string(),
  /** The name in the model, which `model.getLayer` takes, where it is another. */
  ownName: v.optional(v.string()),
  className: v.string(),
  /** Weights, all and those that training changes. */
  parameters: amountSchema,
  trainableParameters: amountSchema,
  /** Bytes of its weights. */
  weightBytes: amountSchema,
  activation: v.optional(v.string()),
  /** "L2 0.01", "bias L1 0.001". */
  regularizers: v.optional(v.array(v.string())),
  /** Of Dropout and its kin. */
  rate: v.optional(amountSchema),
  /** What tells it from others of its class in a word: "3×3". */
  detail: v.optional(v.string()),
  weights: v.pipe(v.array(modelWeightSchema), v.maxLength(MOST_PARTS)),
  /** Its configuration, as `getConfig()` gives it: names and values in words. */
  config: v.pipe(v.array(v.tuple([v.string(), v.string()])), v.maxLength(MOST_PARTS)),
});
export type ModelLayer = v.InferOutput<typeof modelLayerSchema>;

const modelNodeSchema = v.object({
  /** Its layer's place in `layers`; a layer that is used several times has a node for each. */
  layer: wholeSchema,
  /** The node of the nested model that it stands in. */
  within: v.nullable(wholeSchema),
  /** It is a nested model: other nodes stand within it, and edges lead to those. */
  nested: v.optional(v.boolean()),
  /** The nodes that feed it, in the order of its inputs. Each stands before it. */
  from: v.array(wholeSchema),
  /** Of each output. */
  shapes: v.pipe(v.array(shapeSchema), v.maxLength(64)),
  /** Of one sample; `null` is unknown. */
  multiplyAdds: v.nullable(amountSchema),
  /** Bytes of its outputs for one sample; `null` where a size is not fixed. */
  outputBytes: v.nullable(amountSchema),
  /** An output of the whole model. */
  output: v.optional(v.boolean()),
});
export type ModelNode = v.InferOutput<typeof modelNodeSchema>;

/** More nodes than these are no model that a page could draw. */
const MOST_NODES = 2000;

/** The picture `model`: the structure of a model, with its weights as they are now. */
export const modelPayloadSchema = v.object({
  version: v.literal(1),
  title: v.optional(v.string()),
  name: v.string(),
  className: v.string(),
  layers: v.pipe(v.array(modelLayerSchema), v.maxLength(MOST_NODES)),
  /** In an order in which each stands behind what feeds it, and what is within a nested model right behind it. */
  nodes: v.pipe(v.array(modelNodeSchema), v.maxLength(MOST_NODES)),
  /** The notebook's latest run, where it trained this model. */
  run: v.optional(v.string()),
  /** What was left out so that the output keeps its size: histograms of weights, or all weights and configurations. */
  thinned: v.optional(v.picklist(['histograms', 'details'])),
});
export type ModelPayload = v.InferOutput<typeof modelPayloadSchema>;
