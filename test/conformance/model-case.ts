import type { Tensor, Variable } from '@tensorflow/tfjs-core';
import type { LayersModel, SymbolicTensor } from '@tensorflow/tfjs-layers';
import type { TfNamespace } from '../../kernel/engine.js';
import type { Case, Kind, Named } from './case.js';
import { randomValues, seedOf } from './draw.js';
import { type Input, makeInput, weightedSum } from './op-case.js';

type Layer = ReturnType<TfNamespace['layers']['dense']>;

interface ModelCase {
  of: string;
  name: string;
  /** Shapes with the batch in front. */
  inputs: readonly Input[];
  /** What stands between the inputs and the output. */
  build: (tf: TfNamespace, ...inputs: SymbolicTensor[]) => SymbolicTensor;
  kind?: Kind;
  /** Range that the weights get their values from, instead of initial ones. */
  weights?: readonly [number, number];
  /** Phases that make no sense for it. */
  without?: readonly ('backward' | 'trained')[];
  refuses?: Case['refuses'];
}

/** Samples of the `trained` phase: batches of 3, 3 and 1. */
const SAMPLES = 7;
const BATCH = 3;

/**
 * A model, mostly of one layer: its predictions, with and without `training`, the gradients by its inputs and its
 * weights, and what comes of three steps of `fit`.
 */
export function modelCase(options: ModelCase): Case {
  const { of, name, inputs, build, kind = 'contraction', weights, without = [], refuses } = options;
  const seed = seedOf(`${of} ${name}`);
  const make = (
    tf: TfNamespace,
    front: (input: SymbolicTensor, i: number) => SymbolicTensor,
  ): LayersModel => {
    const symbols = inputs.map(({ shape, dtype }) => tf.input({ shape: [...shape.slice(1)], dtype }));
    const outputs = build(tf, ...symbols.map(front));
    const model = tf.model({ inputs: symbols, outputs });
    randomWeights(tf, model, seed, weights);
    return model;
  };
  const plain = (tf: TfNamespace): LayersModel => make(tf, (input) => input);
  return {
    of,
    name,
    kind,
    refuses,
    run: {
      forward: (tf) => {
        const model = plain(tf);
        // What was never compiled for training predicts uncompiled.
        model.compile({ loss: 'meanSquaredError', optimizer: 'sgd' });
        const x = inputs.map((input, i) => makeInput(tf, input, seed + i));
        return [
          ['prediction', model.predict(x) as Tensor],
          ['output in training', model.apply(x, { training: true }) as Tensor],
        ];
      },
      ...(!without.includes('backward') && { backward: (tf) => gradients(tf, plain(tf), inputs, seed) }),
      ...(!without.includes('trained') && {
        trained: (tf) => {
          // A layer without weights of its own sends its gradient on to a dense layer before it.
          const model = trainable(plain(tf)) ? plain(tf) : make(tf, denseFront(tf));
          return train(tf, model, inputs, seed);
        },
      }),
    },
  };
}

const trainable = (model: LayersModel): boolean => model.trainableWeights.length > 0;

const denseFront = (tf: TfNamespace) => (input: SymbolicTensor) =>
  tf.layers.dense({ units: input.shape.at(-1) as number }).apply(input) as SymbolicTensor;

/** A model of one input whose layers stand in a row. */
export const layerCase = (
  options: Omit<ModelCase, 'build' | 'inputs'> & { input: Input; layers: (tf: TfNamespace) => unknown[] },
): Case =>
  modelCase({
    ...options,
    inputs: [options.input],
    build: (tf, input) => chain(input, options.layers(tf)),
  });

export const chain = (input: SymbolicTensor, layers: unknown[]): SymbolicTensor =>
  layers.reduce((x: SymbolicTensor, layer) => (layer as Layer).apply(x) as SymbolicTensor, input);

/** Initial biases of 0 and scales of 1 would hide how they are used. Variances stay positive. */
export function randomWeights(
  tf: TfNamespace,
  model: LayersModel,
  seed: number,
  range: readonly [number, number] = [-0.6, 0.6],
): void {
  const values = model.weights.map(({ shape, name }, i) =>
    tf.tensor(
      randomValues(seed + 10 + i, shape as number[], 'float32', /variance/.test(name) ? [0.5, 1.5] : range),
      shape as number[],
    ),
  );
  model.setWeights(values);
}

function gradients(
  tf: TfNamespace,
  model: LayersModel,
  inputs: readonly Input[],
  seed: number,
): readonly Named[] {
  const x = inputs.map((input, i) => {
    const tensor = makeInput(tf, input, seed + i);
    return tensor.dtype === 'float32' ? tf.variable(tensor, true, `input ${i} of ${seed}`) : tensor;
  });
  const variables = [
    ...x.filter((tensor): tensor is Variable => tensor instanceof tf.Variable),
    ...model.trainableWeights.map((weight) => weight.read() as Variable),
  ];
  const { grads } = tf.variableGrads(
    () => weightedSum(tf, model.apply(x, { training: true }) as Tensor, seed).asScalar(),
    variables,
  );
  return variables.map((variable, i): Named => {
    const weight = model.trainableWeights[i - (variables.length - model.trainableWeights.length)];
    return [
      `gradient by ${weight ? nameOf(weight, i) : 'input'}`,
      grads[variable.name] ?? tf.zeros(variable.shape),
    ];
  });
}

async function train(
  tf: TfNamespace,
  model: LayersModel,
  inputs: readonly Input[],
  seed: number,
): Promise<readonly Named[]> {
  model.compile({ optimizer: tf.train.sgd(0.05), loss: 'meanSquaredError' });
  const x = inputs.map((input, i) =>
    makeInput(tf, { ...input, shape: [SAMPLES, ...input.shape.slice(1)] }, seed + 50 + i),
  );
  const outputShape = [SAMPLES, ...((model.outputs[0]?.shape ?? []).slice(1) as number[])];
  const y = tf.tensor(randomValues(seed + 60, outputShape), outputShape);
  const { history } = await model.fit(x, y, { batchSize: BATCH, epochs: 1, shuffle: false, verbose: 0 });
  return [
    ['loss', history.loss?.[0] as number],
    ...model.weights.map((weight, i): Named => [nameOf(weight, i), weight.read()]),
    ['prediction', model.predict(x) as Tensor],
  ];
}

/** A weight's name without the numbers that count up in a process. */
const nameOf = ({ name }: { name: string }, i: number): string =>
  `${name.replace(/_[A-Za-z]*\d+/g, '').replace(/.*\//, '')} (weight ${i})`;
