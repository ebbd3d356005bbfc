import type { Tensor } from '@tensorflow/tfjs-core';
import type { LayersModel } from '@tensorflow/tfjs-layers';
import { fixedNumbers } from './fixed-numbers.js';
import { type CompiledProbe, type ProbeCase, probeCompiled, withCompiling } from './probe-compiled.js';
import type { TfNamespace } from './tf-namespace.js';

export interface ProbeResult {
  /** Every loss is finite and has fallen. */
  trains: boolean;
  cases: ProbeCase[];
  /** The same models with compiled steps, on an engine that has them. */
  compiled?: CompiledProbe[];
}

interface Lesson {
  name: string;
  model: LayersModel;
  x: Tensor;
  y: Tensor;
  batchSize: number;
}

/** Enough for every loss to fall. */
const EPOCHS = 7;
const TIMED_MS = 800;

/**
 * Trains small models of the kinds that lessons have, and says whether and how fast they learn.
 *
 * @param compiles Whether the engine has compiled steps, which are then tried too.
 */
export async function probeEngine(tf: TfNamespace, compiles = false): Promise<ProbeResult> {
  const cases: ProbeCase[] = [];
  const compiled: CompiledProbe[] = [];
  for (const make of [dense, embedding, convolution]) {
    const train = () => trainOnce(tf, make);
    const uncompiled = await (compiles ? withCompiling(false, train) : train());
    cases.push(uncompiled);
    if (compiles) compiled.push(await probeCompiled(uncompiled, train));
  }
  return {
    trains: cases.every(({ first, last }) => Number.isFinite(first) && last < first * 0.95),
    cases,
    ...(compiles && { compiled }),
  };
}

async function trainOnce(tf: TfNamespace, make: (tf: TfNamespace) => Lesson): Promise<ProbeCase> {
  const lesson = make(tf);
  try {
    return await train(tf, lesson);
  } finally {
    tf.dispose([lesson.x, lesson.y]);
    lesson.model.dispose();
  }
}

async function train(tf: TfNamespace, { name, model, x, y, batchSize }: Lesson): Promise<ProbeCase> {
  const loss = (): number =>
    tf.tidy(() => (model.evaluate(x, y, { batchSize }) as Tensor).dataSync()[0] ?? Number.NaN);
  const first = loss();
  // In order: compiled steps are compared by what they have learnt.
  await model.fit(x, y, { batchSize, epochs: EPOCHS, shuffle: false, verbose: 0 });
  const last = loss();
  return { name, first, last, msPerStep: await timeSteps(x, y, model, batchSize) };
}

/**
 * The quick quarter of the later half of the steps: the first ones pay for memory, caches and the compiling of JavaScript,
 * and on a busy machine many wait.
 */
async function timeSteps(x: Tensor, y: Tensor, model: LayersModel, batchSize: number): Promise<number> {
  const times: number[] = [];
  const started = performance.now();
  let begun = started;
  await model.fit(x, y, {
    batchSize,
    epochs: 1_000_000,
    verbose: 0,
    yieldEvery: 'never',
    callbacks: {
      onBatchBegin: async () => {
        begun = performance.now();
      },
      onBatchEnd: async () => {
        times.push(performance.now() - begun);
        if (performance.now() - started > TIMED_MS) model.stopTraining = true;
      },
    },
  });
  const later = times.slice(times.length >> 1).sort((a, b) => a - b);
  return later[later.length >> 2] ?? Number.NaN;
}

const glorot = (tf: TfNamespace, seed: number) => tf.initializers.glorotUniform({ seed });

function dense(tf: TfNamespace): Lesson {
  const { layers } = tf;
  const features = fixedNumbers(320 * 8, 1);
  const labels = Float32Array.from({ length: 320 }, (_, i) =>
    (features[i * 8] ?? 0) + (features[i * 8 + 1] ?? 0) > 1 ? 1 : 0,
  );
  const model = tf.sequential({
    layers: [
      layers.dense({ units: 64, activation: 'relu', inputShape: [8], kernelInitializer: glorot(tf, 1) }),
      // A quick moving mean: the loss is taken after few steps.
      layers.batchNormalization({ momentum: 0.8 }),
      layers.dropout({ rate: 0.2, seed: 1 }),
      layers.dense({ units: 32, activation: 'relu', kernelInitializer: glorot(tf, 2) }),
      layers.dense({ units: 1, activation: 'sigmoid', kernelInitializer: glorot(tf, 3) }),
    ],
  });
  model.compile({ optimizer: tf.train.adam(0.02), loss: 'binaryCrossentropy' });
  return {
    name: 'dense',
    model,
    x: tf.tensor2d(features, [320, 8]),
    y: tf.tensor2d(labels, [320, 1]),
    batchSize: 32,
  };
}

function embedding(tf: TfNamespace): Lesson {
  const { layers } = tf;
  const words = Int32Array.from(fixedNumbers(128 * 32, 2), (value) => Math.floor(value * 500));
  const labels = Float32Array.from({ length: 128 }, (_, i) => ((words[i * 32] ?? 0) < 250 ? 1 : 0));
  const model = tf.sequential({
    layers: [
      layers.embedding({
        inputDim: 500,
        outputDim: 16,
        inputLength: 32,
        embeddingsInitializer: tf.initializers.randomUniform({ minval: -0.05, maxval: 0.05, seed: 4 }),
      }),
      layers.globalAveragePooling1d({}),
      layers.dense({ units: 1, activation: 'sigmoid', kernelInitializer: glorot(tf, 5) }),
    ],
  });
  model.compile({ optimizer: tf.train.adam(0.05), loss: 'binaryCrossentropy' });
  return {
    name: 'embedding',
    model,
    x: tf.tensor2d(words, [128, 32], 'int32'),
    y: tf.tensor2d(labels, [128, 1]),
    batchSize: 32,
  };
}

function convolution(tf: TfNamespace): Lesson {
  const { layers } = tf;
  const side = 20;
  const pixels = fixedNumbers(64 * side * side, 3);
  const labels = Int32Array.from({ length: 64 }, (_, i) => i % 2);
  // Images of the second kind are bright in their upper half.
  for (let i = 1; i < 64; i += 2) {
    for (let p = 0; p < (side * side) / 2; p++) pixels[i * side * side + p] = 1;
  }
  const model = tf.sequential({
    layers: [
      layers.conv2d({
        filters: 16,
        kernelSize: 3,
        activation: 'relu',
        inputShape: [side, side, 1],
        kernelInitializer: glorot(tf, 6),
      }),
      layers.maxPooling2d({ poolSize: 2 }),
      layers.flatten(),
      layers.dense({ units: 2, activation: 'softmax', kernelInitializer: glorot(tf, 7) }),
    ],
  });
  model.compile({ optimizer: tf.train.adam(0.005), loss: 'sparseCategoricalCrossentropy' });
  return {
    name: 'convolution',
    model,
    x: tf.tensor4d(pixels, [64, side, side, 1]),
    y: tf.tensor2d(labels, [64, 1], 'int32'),
    batchSize: 16,
  };
}
