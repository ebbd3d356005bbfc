import { lossKind } from '../training/loss-names.js';

/** A tensor without its first axis, that of the rows. */
export interface RowShape {
  shape: number[];
  dtype: 'float32' | 'int32' | 'bool';
}

/** Names as `compile` takes them: one for all outputs, one for each in order, or by output name. */
type Names = string | string[] | Record<string, string>;

/** All that is needed to train a model of the same architecture in another process: no weights, no data. Plain JSON. */
export interface ModelPlan {
  /** What `model.toJSON()` gives. */
  topology: string;
  optimizer: { className: string; config: Record<string, unknown> };
  loss: Names;
  metrics: string[] | Record<string, string | string[]>;
  /** In the order of the model's inputs. */
  inputs: RowShape[];
  /** In the order of the model's outputs. */
  labels: RowShape[];
  /** Rows of one training step. */
  batchSize: number;
  /** How many weights the model has. */
  parameters: number;
}

interface Symbolic {
  shape: (number | null)[];
}

/** What of a tfjs LayersModel is read; some of it is private there. Any tfjs 4 has it. */
interface CompiledModel {
  inputs: Symbolic[];
  inputNames: string[];
  outputs: Symbolic[];
  outputNames: string[];
  weights: Symbolic[];
  optimizer: { getClassName(): string; getConfig(): Record<string, unknown> };
  loss: unknown;
  metrics: unknown;
  toJSON(unused?: unknown, returnString?: true): string;
}

/** A `fit` or `fitDataset` that has ended. */
export interface EndedTraining {
  /** The LayersModel. */
  model: object;
  /** What `fit` was given; undefined where the rows came from a data set. */
  data: { inputs: unknown; targets: unknown } | undefined;
  /** Rows of the largest batch; 0 where there was none. */
  batchSize: number;
  /** Milliseconds that it took. */
  ms: number;
}

/**
 * The plan of a model that was trained; undefined for one that cannot be made elsewhere from its description: a loss of the
 * student's own, or a data set whose rows have no fixed shape. Reads only, and never throws.
 */
export function modelPlan({ model: given, data, batchSize }: EndedTraining): ModelPlan | undefined {
  try {
    const model = given as CompiledModel;
    const loss = namesOf(model.loss);
    if (loss === undefined || batchSize < 1) return undefined;
    const inputs = data
      ? givenShapes(data.inputs, model.inputNames)
      : model.inputs.map(({ shape }) => rowShape(shape.slice(1), 'float32'));
    const labels = data
      ? givenShapes(data.targets, model.outputNames)
      : model.outputs.map(({ shape }, i) => datasetLabels(shape, lossOf(loss, i, model.outputNames)));
    if (!areKnown(inputs) || !areKnown(labels)) return undefined;
    return {
      topology: model.toJSON(),
      optimizer: { className: model.optimizer.getClassName(), config: model.optimizer.getConfig() },
      loss,
      metrics: namedMetrics(model.metrics),
      inputs,
      labels,
      batchSize,
      parameters: model.weights.reduce((sum, { shape }) => sum + sizeOf(shape), 0),
    };
  } catch {
    // Something of the student's own in it that does not describe itself.
    return undefined;
  }
}

/** The loss of one output. */
export const lossOf = (loss: Names, output: number, outputNames: string[]): string | undefined =>
  typeof loss === 'string' ? loss : Array.isArray(loss) ? loss[output] : loss[outputNames[output] as string];

/** Bytes of the rows and labels of one step. */
export const batchBytes = ({ inputs, labels, batchSize }: ModelPlan): number =>
  [...inputs, ...labels].reduce(
    (sum, { shape }) => sum + 4 * shape.reduce((size, length) => size * length, batchSize),
    0,
  );

const sizeOf = (shape: (number | null)[]): number =>
  shape.reduce<number>((size, length) => size * (length ?? 1), 1);

const areKnown = (shapes: (RowShape | undefined)[] | undefined): shapes is RowShape[] =>
  shapes?.every((shape) => shape !== undefined) ?? false;

function rowShape(shape: (number | null)[], dtype: string): RowShape | undefined {
  if (!shape.every((length) => typeof length === 'number' && length > 0)) return undefined;
  if (dtype !== 'float32' && dtype !== 'int32' && dtype !== 'bool') return undefined;
  return { shape: shape as number[], dtype };
}

/** Rows for labels of a data set, which nobody may look into: what the loss takes. */
function datasetLabels(output: (number | null)[], loss: string | undefined): RowShape | undefined {
  const shape = output.slice(1);
  const sparse = loss !== undefined && lossKind(loss)?.name === 'sparse_categorical_crossentropy';
  return rowShape(sparse ? [...shape.slice(0, -1), 1] : shape, 'float32');
}

/** A tensor, a list of them, or one for each name. */
function givenShapes(given: unknown, names: string[]): (RowShape | undefined)[] | undefined {
  if (typeof given !== 'object' || given === null) return undefined;
  const tensors = isTensor(given)
    ? [given]
    : Array.isArray(given)
      ? given
      : names.map((name) => (given as Record<string, unknown>)[name]);
  if (tensors.length !== names.length) return undefined;
  return tensors.map((tensor) =>
    isTensor(tensor) ? rowShape(tensor.shape.slice(1), tensor.dtype) : undefined,
  );
}

const isTensor = (value: unknown): value is { shape: number[]; dtype: string } =>
  typeof value === 'object' &&
  value !== null &&
  Array.isArray((value as { shape?: unknown }).shape) &&
  typeof (value as { dtype?: unknown }).dtype === 'string';

/** undefined where one is a function of the student's. */
function namesOf(value: unknown): Names | undefined {
  if (typeof value === 'string') return value;
  if (typeof value !== 'object' || value === null) return undefined;
  const isNamed = Object.values(value).every((name) => typeof name === 'string');
  return isNamed ? (value as Names) : undefined;
}

/** Metrics are a small part of a step; those that are functions are left out of it. */
function namedMetrics(metrics: unknown): ModelPlan['metrics'] {
  const isNamed = (value: unknown) => typeof value === 'string';
  if (isNamed(metrics)) return [metrics as string];
  if (Array.isArray(metrics)) return metrics.filter(isNamed);
  if (typeof metrics !== 'object' || metrics === null) return [];
  const entries = Object.entries(metrics).map(([output, value]) => [
    output,
    Array.isArray(value) ? value.filter(isNamed) : isNamed(value) ? value : [],
  ]);
  return Object.fromEntries(entries) as Record<string, string | string[]>;
}
