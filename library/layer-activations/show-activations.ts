import type { ActivationsPayload } from '../../protocol/index.js';
import { say } from '../../words/index.js';
import { libraryContext } from '../context.js';
import { knownEngine } from '../known-engine.js';
import { graphOf, isModel, type ModelPart, type Shape, shapeList } from '../model-structure/model-parts.js';
import { loadModel } from '../models.js';
import type { TensorLike } from '../tensor-like.js';
import { outputOf, takeOutputs } from './layer-outputs.js';
import { activationLayer, type LayerOutput } from './layer-values.js';
import { readSample, type SampleInput } from './read-sample.js';

export interface ActivationOptions {
  /** Above the picture; else the model's name. */
  title?: string;
  /** Names of the classes that the last layer tells apart, in its order; of two for a single sigmoid unit. */
  labels?: readonly string[];
}

/** What of a tfjs model is called here. */
interface Model extends ModelPart {
  readonly inputs: readonly { readonly shape: Shape }[];
  readonly inputNames: readonly string[];
  apply(inputs: unknown, kwargs: { training: boolean }): unknown;
  dispose(): unknown;
}

interface Reshaped extends TensorLike {
  reshape(shape: readonly number[]): Reshaped;
}

const notAModel = (given: unknown): TypeError => {
  const got =
    typeof given === 'object' && given !== null ? (given.constructor?.name ?? 'object') : String(given);
  return new TypeError(
    say(
      `show.activations needs a model, or the path of a .h5, a .keras or a model.json, but got ${got}. Pass the model first, then a sample.`,
      `show.activations에는 모델이나 .h5, .keras, model.json 파일의 경로가 필요한데 ${got}을(를) 받았습니다. 모델을 먼저, 표본을 그다음에 주세요.`,
    ),
  );
};

const unbuilt = (name: string): Error =>
  new Error(
    say(
      `show.activations: the model '${name}' does not know the shape of its inputs yet. Give the first layer inputShape, as in tf.layers.dense({ units: 32, inputShape: [13] }).`,
      `show.activations: 모델 '${name}'은(는) 아직 입력의 모양을 모릅니다. tf.layers.dense({ units: 32, inputShape: [13] })처럼 첫 층에 inputShape를 주세요.`,
    ),
  );

const wrongInputs = (wanted: number, got: number | undefined): RangeError =>
  new RangeError(
    say(
      `show.activations: the model has ${wanted} inputs; pass a list with one sample for each${got === undefined ? '' : `, not ${got}`}.`,
      `show.activations: 모델의 입력이 ${wanted}개입니다. 입력마다 표본이 하나씩 든 목록을 주세요${got === undefined ? '' : `(받은 것은 ${got}개)`}.`,
    ),
  );

const wrongLabels = (wanted: number, got: number): RangeError =>
  new RangeError(
    say(
      `show.activations: labels needs a name for each of the ${wanted} classes of the last layer, but has ${got}.`,
      `show.activations: labels에는 마지막 층의 클래스 ${wanted}개마다 이름이 있어야 하는데 ${got}개입니다.`,
    ),
  );

const unevenSamples = (counts: readonly number[]): RangeError =>
  new RangeError(
    say(
      `show.activations: the inputs have different numbers of samples: ${counts.join(', ')}.`,
      `show.activations: 입력마다 표본의 수가 다릅니다: ${counts.join(', ')}.`,
    ),
  );

function builtModel(model: Model): Model {
  try {
    if (!model.built) model.build();
  } catch {
    throw unbuilt(model.name);
  }
  if (!graphOf(model) || !(model.inputs?.length > 0)) throw unbuilt(model.name);
  return model;
}

/** The samples of each input, and how many were given. */
function readSamples(model: Model, given: unknown): { inputs: SampleInput[]; given: number } {
  const { inputs, inputNames } = model;
  if (inputs.length > 1 && (!Array.isArray(given) || given.length !== inputs.length))
    throw wrongInputs(inputs.length, Array.isArray(given) ? given.length : undefined);
  const parts = inputs.length > 1 ? (given as unknown[]) : [given];
  const read = inputs.map(({ shape }, index) =>
    readSample(inputNames[index] ?? `input ${index + 1}`, shapeList(shape)[0]?.slice(1) ?? [], parts[index]),
  );
  const counts = read.map(({ given: count }) => count);
  if (new Set(counts).size > 1) throw unevenSamples(counts);
  return { inputs: read.map(({ input }) => input), given: counts[0] as number };
}

function tensorOf({ shape, values }: SampleInput): Reshaped {
  return (knownEngine().tensor2d(values, [1, values.length]) as unknown as Reshaped).reshape(shape);
}

/** The inputs and the layers of a model for these samples. No tensor is left behind. */
function activationsOf(
  model: Model,
  inputs: readonly SampleInput[],
): Pick<ActivationsPayload, 'layers' | 'unchanged'> {
  const samples = inputs[0]?.shape[0] ?? 1;
  const layers: ActivationsPayload['layers'] = [];
  let unchanged = 0;
  const take = (output: LayerOutput): void => void layers.push(activationLayer(output, samples));
  knownEngine().tidy(() => {
    const tensors = inputs.map(tensorOf);
    tensors.forEach((tensor, index) => {
      const name = inputs.length > 1 ? (model.inputNames[index] ?? '') : '';
      take({ ...outputOf(tensor), name, className: 'InputLayer', activation: undefined });
    });
    const predict = (): void =>
      void model.apply(tensors.length > 1 ? tensors : tensors[0], { training: false });
    unchanged = takeOutputs(model, predict, take);
  });
  return { layers, unchanged };
}

/** Shows what each layer of a model makes of a sample or a few. A model that was loaded for it is disposed again. */
export async function showActivations(
  given: unknown,
  sample: unknown,
  { title, labels }: ActivationOptions,
): Promise<void> {
  const path = typeof given === 'string' ? given : undefined;
  const loaded: unknown = path === undefined ? given : await loadModel(path);
  if (!isModel(loaded)) throw notAModel(given);
  const model = loaded as Model;
  try {
    const { inputs, given: count } = readSamples(builtModel(model), sample);
    const samples = inputs[0]?.shape[0] ?? 1;
    const found = activationsOf(model, inputs);
    const classes = found.layers.at(-1)?.units ?? 0;
    if (labels && labels.length !== (classes === 1 ? 2 : classes))
      throw wrongLabels(classes === 1 ? 2 : classes, labels.length);
    const words = title ?? path;
    const payload: ActivationsPayload = {
      version: 1,
      ...(words !== undefined && { title: words }),
      model: model.name,
      samples,
      ...(count > samples && { given: count }),
      ...found,
      ...(labels && { labels: [...labels] }),
    };
    await libraryContext().picture('activations', payload);
  } finally {
    if (path !== undefined) model.dispose();
  }
}
