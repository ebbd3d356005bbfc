import { expect, it } from 'vitest';
import { found } from './table.js';

/** Programs as they are written elsewhere, in which nothing is wrong: no rule speaks. */
const programs: Readonly<Record<string, string>> = {
  'exclusive or': `const net = tf.sequential();
net.add(tf.layers.dense({ units: 4, inputShape: [2], activation: 'tanh' }));
net.add(tf.layers.dense({ units: 1, activation: 'sigmoid' }));
net.compile({ optimizer: tf.train.adam(0.1), loss: 'binaryCrossentropy', metrics: ['accuracy'] });
const xs = tf.tensor2d([[0, 0], [0, 1], [1, 0], [1, 1]]);
const ys = tf.tensor2d([[0], [1], [1], [0]]);
----
for (let i = 0; i < 10; i++) {
  const history = await net.fit(xs, ys, { epochs: 20, shuffle: true });
  console.log(history.history.loss[0], history.history.acc?.at(-1));
}
net.predict(xs).print();`,

  'a line, with callbacks as an object': `const model = tf.sequential();
model.add(tf.layers.dense({ units: 1, inputShape: [1] }));
model.compile({ loss: 'meanSquaredError', optimizer: 'sgd' });
await model.fit(xs, ys, {
  epochs: 100,
  callbacks: { onEpochEnd: async (epoch, logs) => console.log(epoch, logs?.loss, logs?.val_loss) },
});`,

  images: `const model = tf.sequential({
  layers: [
    tf.layers.conv2d({ inputShape: [28, 28, 1], kernelSize: 5, filters: 8, activation: 'relu' }),
    tf.layers.maxPooling2d({ poolSize: 2 }),
    tf.layers.flatten(),
    tf.layers.dropout({ rate: 0.25 }),
    tf.layers.dense({ units: 10, activation: 'softmax' }),
  ],
});
model.compile({ optimizer: 'rmsprop', loss: 'categoricalCrossentropy', metrics: ['accuracy'] });
----
const { images: trainImages, labels: trainLabels } = data.train();
const history = await model.fit(trainImages, trainLabels, {
  epochs: 10,
  validationSplit: 0.15,
  callbacks: [tf.callbacks.earlyStopping({ monitor: 'val_acc', patience: 3 })],
});
const { images: testImages, labels: testLabels } = data.test();
const [loss, accuracy] = model.evaluate(testImages, testLabels) as tf.Scalar[];
console.log(loss.dataSync()[0], accuracy.dataSync()[0], history.history.val_acc);`,

  'an autoencoder': `const input = tf.input({ shape: [784] });
const code = tf.layers.dense({ units: 2 }).apply(tf.layers.dense({ units: 64, activation: 'relu' }).apply(input));
const output = tf.layers.dense({ units: 784, activation: 'sigmoid' }).apply(tf.layers.dense({ units: 64, activation: 'relu' }).apply(code));
const autoencoder = tf.model({ inputs: input, outputs: output as tf.SymbolicTensor });
autoencoder.compile({ optimizer: tf.train.adam(0.002), loss: 'binaryCrossentropy' });
await autoencoder.fit(x, x, { epochs: 5, batchSize: 128, validationData: [xTest, xTest] });`,

  'gradient descent by hand': `const w = tf.variable(tf.zeros([2, 1]));
const optimizer = tf.train.sgd(0.1);
for (let step = 0; step < 200; step++) {
  const cost = optimizer.minimize(() => x.matMul(w).sub(y).square().mean(), step % 50 === 0);
  if (cost) console.log(cost.dataSync()[0]);
  await tf.nextFrame();
}`,

  'batches by hand': `async function train(model: tf.Sequential, epochs: number) {
  for (let epoch = 0; epoch < epochs; epoch++)
    for (const [xs, ys] of batchesOf(rows)) {
      const [loss] = (await model.trainOnBatch(xs, ys)) as number[];
      tf.dispose([xs, ys]);
      console.log(epoch, loss);
    }
}`,

  'a net of which a part is frozen': `const base = await tf.loadLayersModel('file://mobilenet/model.json');
for (const layer of base.layers) layer.trainable = false;
const cut = base.getLayer('conv_pw_13_relu');
const head = tf.layers.dense({ units: 3, activation: 'softmax' }).apply(tf.layers.flatten().apply(cut.output));
const model = tf.model({ inputs: base.inputs, outputs: head as tf.SymbolicTensor });
model.compile({ optimizer: tf.train.adam(0.0001), loss: 'categoricalCrossentropy', metrics: ['accuracy'] });
await model.fit(x, y, { epochs: 3, validationSplit: 0.2 });`,

  'two answers': `const input = tf.input({ shape: [10] });
const shared = tf.layers.dense({ units: 32, activation: 'relu' }).apply(input);
const kind = tf.layers.dense({ units: 3, activation: 'softmax', name: 'kind' }).apply(shared);
const size = tf.layers.dense({ units: 1, name: 'size' }).apply(shared);
const model = tf.model({ inputs: input, outputs: [kind, size] });
model.compile({ optimizer: 'adam', loss: ['categoricalCrossentropy', 'meanSquaredError'], metrics: ['accuracy'] });
await model.fit(x, [a, b], {
  epochs: 9,
  validationSplit: 0.2,
  callbacks: [new EarlyStopping({ monitor: 'val_kind_loss', patience: 2 })],
});`,

  'rates that are compared': `const build = (rate: number) => {
  const model = tf.sequential({ layers: [tf.layers.dense({ units: 16, activation: 'relu', inputShape: [4] }), tf.layers.dense({ units: 1 })] });
  model.compile({ optimizer: tf.train.adam(rate), loss: 'meanSquaredError', metrics: ['mae'] });
  return model;
};
const histories: Record<string, tf.History> = {};
for (const rate of [1, 0.1, 0.001, 0.00001]) histories[rate] = await build(rate).fit(x, y, { epochs: 5, validationSplit: 0.2 });
console.log(Object.values(histories).map(({ history }) => history.val_mae));`,

  'trainings side by side': `const models = [build(1), build(2)];
const histories = await Promise.all(models.map((model) => model.fit(x, y, { epochs: 5 })));
console.log(histories.map(({ history }) => history.loss));`,

  folds: `const wines = await datasets.wine();
const scores: number[] = [];
for (const { train, validation } of wines.kFold(5, { seed: 1 })) {
  const scaler = scale.standardize(train.numbers(inputs));
  const toTensor = (part) => tf.tensor2d(scaler.apply(part.numbers(inputs)));
  const model = build();
  await model.fit(toTensor(train), yOf(train), { epochs: 20, validationData: [toTensor(validation), yOf(validation)] });
  scores.push(scoreOf(model, validation));
}`,

  'three parts': `const passengers = await datasets.titanic();
const [train, validation, test] = passengers.split([0.64, 0.16, 0.2], { seed: 1, stratify: 'survived' });
const filled = (part) => part.fill('age', 'median', train);
const scaler = scale.standardize(filled(train).numbers(['age', 'fare']));
const setOf = (part) => ({ x: tf.tensor2d(scaler.apply(filled(part).numbers(['age', 'fare']))), y: tf.tensor2d(part.numbers(['survived'])) });
const [trainSet, validationSet, testSet] = [train, validation, test].map(setOf);
----
const model = tf.sequential({ layers: [tf.layers.dense({ units: 1, activation: 'sigmoid', inputShape: [2] })] });
model.compile({ optimizer: 'adam', loss: 'binaryCrossentropy', metrics: ['accuracy'] });
await model.fit(trainSet.x, trainSet.y, {
  epochs: 50,
  validationData: [validationSet.x, validationSet.y],
  callbacks: [
    new ReduceLROnPlateau({ patience: 3 }),
    new EarlyStopping({ monitor: 'val_accuracy', patience: 8, restoreBestWeights: true }),
    new ModelCheckpoint('best/{epoch:02d}-{val_loss:.2f}.keras', { saveBestOnly: true }),
  ],
});
model.evaluate(testSet.x, testSet.y);`,

  "a callback of one's own": `class Until extends callbacks.Callback {
  onEpochEnd(epoch, logs) {
    logs.val_gap = logs.val_loss - logs.loss;
    if (logs.loss < 0.1) this.model.stopTraining = true;
  }
}
await net.fit(x, y, { epochs: 30, callbacks: [new Until(), new EarlyStopping({ monitor: 'val_gap', mode: 'min' })] });`,

  words: `const [train, test] = (await datasets.reviews()).split(0.2, { seed: 1 });
const words = textVectorization({ maxTokens: 1000, outputMode: 'multiHot' });
words.adapt(train.column('text'));
const x = words.apply(train.column('text'));
const xTest = words.apply(test.column('text'));
const model = tf.sequential();
model.add(tf.layers.dense({ units: 16, activation: 'relu', inputShape: [1000] }));
model.add(tf.layers.dropout({ rate: 0.5 }));
model.add(tf.layers.dense({ units: 1, activation: 'sigmoid' }));
model.compile({ optimizer: 'rmsprop', loss: 'binaryCrossentropy', metrics: ['accuracy'] });
const history = await model.fit(x, y, { epochs: 20, validationSplit: 0.2 });
const best = history.history.val_loss.indexOf(Math.min(...history.history.val_loss));`,

  'a sequence': `const model = tf.sequential();
model.add(tf.layers.embedding({ inputDim: 1000, outputDim: 16, inputLength: 50 }));
model.add(tf.layers.bidirectional({ layer: tf.layers.lstm({ units: 32 }) }));
model.add(tf.layers.dense({ units: 5, activation: 'softmax' }));
model.compile({ optimizer: tf.train.adam(1e-3), loss: 'sparseCategoricalCrossentropy', metrics: ['accuracy'] });
async function say(text: string) {
  for (let i = 0; i < 100; i++) {
    const next = tf.tidy(() => (model.predict(tf.tensor2d([numbersOf(text)])) as tf.Tensor).argMax(-1).dataSync()[0]);
    text += wordOf(next);
  }
  return text;
}`,

  'a data set': `const dataset = tf.data.zip({ xs: tf.data.array(xs), ys: tf.data.array(ys) }).shuffle(100).batch(32);
const model = build();
await model.fitDataset(dataset.skip(4), { epochs: 5, validationData: dataset.take(4), callbacks: [new EarlyStopping({ patience: 2 })] });
const [loss] = await model.evaluateDataset(dataset.take(4), {});
console.log((await loss.data())[0]);`,

  'a save that is loaded': `const model = build();
await saveModel(model, 'models/a.keras');
const again = await loadModel('models/a.keras');
again.compile({ optimizer: 'adam', loss: 'mse', metrics: ['mae'] });
console.log(again.predict(x));`,
};

it.each(Object.entries(programs))('%s', (_, text) => {
  expect(found(text)).toEqual([]);
});
