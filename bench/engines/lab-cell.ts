/**
 * The labs as one cell of a notebook. `benchLab(name, folder, files, epochs)` trains an epoch unmeasured, then `epochs` more,
 * and gives what `EngineTimes` says. The networks are those of keras_labs.py, layer by layer.
 */
export const LAB_CELL = `
import * as tf from '@tensorflow/tfjs-node';
import { readFileSync } from 'node:fs';

const { layers } = tf;
const read = (path: string) => {
  const bytes = readFileSync(path);
  return bytes.buffer.slice(bytes.byteOffset, bytes.byteOffset + bytes.byteLength);
};
const dense = (units: number, activation?: any, rest = {}) => layers.dense({ units, activation, ...rest });
const VOCABULARY = 10000;
const LSTM = { words: 80, rows: 2048 };

const benchLabs: Record<string, any> = {
  titanic: {
    batch: 32, loss: 'binaryCrossentropy', optimizer: () => tf.train.adam(0.003),
    net: (inputs: number) => [dense(32, undefined, { inputShape: [inputs], kernelRegularizer: tf.regularizers.l2({ l2: 0.001 }) }),
      layers.batchNormalization({ momentum: 0.9 }), layers.activation({ activation: 'relu' }), layers.dropout({ rate: 0.3 }),
      dense(16, 'relu'), layers.dropout({ rate: 0.3 }), dense(1, 'sigmoid')],
  },
  wine: {
    batch: 16, loss: 'categoricalCrossentropy', optimizer: () => tf.train.adam(0.003),
    net: (inputs: number) => [dense(32, 'relu', { inputShape: [inputs] }), layers.batchNormalization(), layers.dropout({ rate: 0.3 }),
      dense(16, 'relu'), dense(3, 'softmax')],
  },
  boston: {
    batch: 16, loss: 'meanSquaredError', optimizer: () => tf.train.rmsprop(0.001),
    net: (inputs: number) => [dense(64, 'relu', { inputShape: [inputs] }), dense(64, 'relu'), dense(1)],
  },
  'imdb multi-hot': {
    data: 'imdb', batch: 512, loss: 'binaryCrossentropy', optimizer: () => tf.train.rmsprop(0.001),
    net: () => [dense(16, 'relu', { inputShape: [VOCABULARY] }), dense(16, 'relu'), dense(1, 'sigmoid')],
  },
  'imdb embedding': {
    data: 'imdb', batch: 512, loss: 'binaryCrossentropy', optimizer: () => tf.train.adam(0.001),
    net: (inputs: number) => [layers.embedding({ inputDim: VOCABULARY, outputDim: 16, inputLength: inputs }),
      layers.globalAveragePooling1d({}), dense(16, 'relu'), dense(1, 'sigmoid')],
  },
  'imdb lstm': {
    data: 'imdb', batch: 128, loss: 'binaryCrossentropy', optimizer: () => tf.train.adam(0.001),
    net: () => [layers.embedding({ inputDim: VOCABULARY, outputDim: 16, inputLength: LSTM.words }), layers.lstm({ units: 32 }), dense(1, 'sigmoid')],
  },
  convolution: {
    batch: 64, loss: 'categoricalCrossentropy', optimizer: () => tf.train.adam(0.001),
    net: () => [layers.conv2d({ filters: 32, kernelSize: 3, activation: 'relu', inputShape: [28, 28, 1] }), layers.batchNormalization(),
      layers.maxPooling2d({ poolSize: 2 }), layers.flatten(), dense(10, 'softmax')],
  },
  'convolution, two layers': {
    data: 'convolution', batch: 64, loss: 'categoricalCrossentropy', optimizer: () => tf.train.adam(0.001),
    net: () => [layers.conv2d({ filters: 32, kernelSize: 3, activation: 'relu', inputShape: [28, 28, 1] }), layers.maxPooling2d({ poolSize: 2 }),
      layers.conv2d({ filters: 64, kernelSize: 3, activation: 'relu' }), layers.maxPooling2d({ poolSize: 2 }), layers.flatten(),
      layers.dropout({ rate: 0.5 }), dense(10, 'softmax')],
  },
};

/** Twenty-eight by twenty-eight strokes: a bright bar, whose place tells the class. */
function images(samples: number) {
  const x = new Float32Array(samples * 784);
  const y = new Float32Array(samples * 10);
  for (let i = 0; i < samples; i++) {
    const kind = i % 10;
    for (let p = 0; p < 784; p++) x[i * 784 + p] = ((p * 7919 + i * 104729) % 1000) / 2000;
    for (let column = 0; column < 28; column++) x[i * 784 + (4 + 2 * kind) * 28 + column] = 1;
    y[i * 10 + kind] = 1;
  }
  return [tf.tensor4d(x, [samples, 28, 28, 1]), tf.tensor2d(y, [samples, 10])];
}

/** A row for each review: 1 at each of its words. */
function multiHotRows(words: Int32Array, length: number): Float32Array {
  const size = words.length / length;
  const x = new Float32Array(size * VOCABULARY);
  for (let i = 0; i < size; i++)
    for (let j = 0; j < length; j++) x[i * VOCABULARY + (words[i * length + j] as number)] = 1;
  return x;
}

/** Multi-hot batches are made as they are needed: all of them at once would be a gigabyte. */
function multiHot(words: Int32Array, labels: Float32Array, length: number, batch: number) {
  const samples = labels.length;
  return tf.data.generator(function* () {
    for (let start = 0; start < samples; start += batch) {
      const end = Math.min(start + batch, samples);
      const rows = multiHotRows(words.subarray(start * length, end * length), length);
      yield {
        xs: tf.tensor2d(rows, [end - start, VOCABULARY]),
        ys: tf.tensor2d(labels.slice(start, end), [end - start, 1]),
      };
    }
  } as any);
}

async function benchLab(name: string, folder: string, files: any, epochs: number): Promise<string> {
  const lab = benchLabs[name];
  const data = lab.data ?? name;
  const given = data === 'convolution' ? { samples: 1024, inputs: 784 } : files[data];
  const inputs: number = given.inputs;
  const samples: number = name === 'imdb lstm' ? Math.min(LSTM.rows, given.samples) : given.samples;
  const model = tf.sequential({ layers: lab.net(inputs) });
  model.compile({ optimizer: lab.optimizer(), loss: lab.loss, metrics: ['accuracy'] });
  let train: (epochs: number, callbacks?: object) => Promise<tf.History>;
  if (name === 'imdb multi-hot') {
    const words = new Int32Array(read(folder + '/imdb.x'));
    const labels = new Float32Array(read(folder + '/imdb.y'));
    train = (epochs, callbacks) =>
      model.fitDataset(multiHot(words, labels, inputs, lab.batch), { epochs, callbacks, verbose: 0 });
  } else {
    let [x, y]: tf.Tensor[] = [];
    if (data === 'convolution') [x, y] = images(samples);
    else {
      const values = read(folder + '/' + data + '.x');
      const labels = new Float32Array(read(folder + '/' + data + '.y'));
      x = data === 'imdb' ? tf.tensor2d(new Int32Array(values), [given.samples, inputs], 'int32') : tf.tensor2d(new Float32Array(values), [samples, inputs]);
      y = tf.tensor2d(labels, [given.samples, labels.length / given.samples]);
      if (name === 'imdb lstm') {
        x = x.slice([0, inputs - LSTM.words], [samples, LSTM.words]);
        y = y.slice([0, 0], [samples, 1]);
      }
    }
    train = (epochs, callbacks) => model.fit(x, y, { epochs, batchSize: lab.batch, callbacks, verbose: 0 });
  }
  await train(1);
  const times: number[] = [];
  let last = performance.now();
  const { history } = await train(epochs, {
    onEpochBegin: async () => { last = performance.now(); },
    onEpochEnd: async () => { times.push((performance.now() - last) / Math.ceil(samples / lab.batch)); },
  });
  const losses = history.loss.map(Number);
  return JSON.stringify({ msPerStep: times, losses, peakBytes: process.resourceUsage().maxRSS * 1024, backend: tf.getBackend() });
}
`;

export const LABS: readonly {
  name: string;
  epochs: number;
  /** Where a step takes a fraction of a millisecond: so many that what runs warm is what is measured. */
  warm?: number;
}[] = [
  { name: 'titanic', epochs: 20, warm: 200 },
  { name: 'wine', epochs: 30, warm: 400 },
  { name: 'boston', epochs: 20, warm: 200 },
  { name: 'imdb multi-hot', epochs: 3 },
  { name: 'imdb embedding', epochs: 4 },
  { name: 'imdb lstm', epochs: 3 },
  { name: 'convolution', epochs: 5 },
  { name: 'convolution, two layers', epochs: 5 },
];
