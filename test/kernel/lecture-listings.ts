/** A listing of the lecture, in TypeScript: its names, options and losses are those of the slides. */
export interface Listing {
  title: string;
  code: string;
  /** What the cell shows; undefined where it only has to run. */
  shows?: RegExp;
  /** Names among the logs of the training. */
  logs?: string[];
  /** Files that are there afterwards, in the notebook's folder. */
  files?: RegExp[];
}

const imports = `import * as tf from '@tensorflow/tfjs-node';
import {
  CSVLogger, datasets, EarlyStopping, ModelCheckpoint, ReduceLROnPlateau, scale, seed, show, TensorBoard, TerminateOnNaN,
} from 'epochbook';
seed(3);`;

const titanicData = `const passengers = await datasets.titanic();
const full = passengers.withColumn('sex', ({ sex }) => (sex === 'female' ? 1 : 0)).fill('age', 'median').fill('embarked', 'mode').oneHot('embarked');
const names = ['pclass', 'sex', 'age', 'sibsp', 'parch', 'fare', 'embarked_C', 'embarked_Q', 'embarked_S'];
const [train, test] = full.split(0.2, { seed: 1, stratify: 'survived' });
const scaler = scale.standardize(train.numbers(names));
const xTrain = tf.tensor2d(scaler.apply(train.numbers(names)));
const yTrain = tf.tensor2d(train.numbers(['survived']));
const xTest = tf.tensor2d(scaler.apply(test.numbers(names)));
const yTest = tf.tensor2d(test.numbers(['survived']));`;

/** Cells of one notebook, in order. */
export const listings: Listing[] = [
  { title: 'the imports', code: imports },
  { title: 'Titanic: the data', code: titanicData },
  {
    title: 'Titanic: a network, compiled with the words of the slide',
    code: `const model = tf.sequential();
model.add(tf.layers.dense({ units: 16, activation: 'relu', inputShape: [names.length] }));
model.add(tf.layers.dense({ units: 8, activation: 'relu' }));
model.add(tf.layers.dense({ units: 1, activation: 'sigmoid' }));
model.compile({ optimizer: 'rmsprop', loss: 'binary_crossentropy', metrics: ['accuracy'] });
model.summary();`,
  },
  {
    title: 'Titanic: fit with validation_split, evaluate',
    code: `const history = await model.fit(xTrain, yTrain, { epochs: 3, batchSize: 32, validationSplit: 0.2, verbose: 0 });
const [loss, accuracy] = model.evaluate(xTest, yTest) as tf.Scalar[];
Object.keys(history.history).join()`,
    shows: /val_loss.*(?=.*loss)(?=.*acc)/,
    logs: ['loss', 'accuracy', 'val_loss', 'val_accuracy', 'acc', 'val_acc'],
  },
  {
    title: 'EarlyStopping and ModelCheckpoint that monitor val_acc',
    code: `const earlyStopping = new EarlyStopping({ monitor: 'val_acc', patience: 2, restoreBestWeights: true });
const checkpoint = new ModelCheckpoint({ filepath: 'models/{epoch:02d}-{val_acc:.4f}.keras', monitor: 'val_acc', saveBestOnly: true });
const history2 = await model.fit(xTrain, yTrain, { epochs: 4, validationSplit: 0.2, callbacks: [earlyStopping, checkpoint] });`,
    files: [/^01-0\.\d{4}\.keras$/],
  },
  {
    title: 'ReduceLROnPlateau, CSVLogger, TerminateOnNaN',
    code: `const reduceLR = new ReduceLROnPlateau({ monitor: 'val_loss', factor: 0.2, patience: 1, minLr: 0.0001 });
await model.fit(xTrain, yTrain, { epochs: 3, validationSplit: 0.2, callbacks: [reduceLR, new CSVLogger('log.csv'), new TerminateOnNaN()] });`,
    files: [/^log\.csv$/],
  },
  {
    title: 'TensorBoard',
    code: `const tensorBoard = new TensorBoard({ logDir: 'logs', histogramFreq: 1 });
await model.fit(xTrain, yTrain, { epochs: 2, validationSplit: 0.2, callbacks: [tensorBoard] });`,
    files: [/^logs$/],
  },
  {
    title: 'Wine: three classes, softmax, categorical_crossentropy',
    code: `const wine = tf.randomNormal([60, 13], 0, 1, 'float32', 5);
const cultivar = Array.from({ length: 60 }, (_, i) => i % 3);
const wineModel = tf.sequential({
  layers: [
    tf.layers.dense({ units: 30, activation: 'relu', inputShape: [13] }),
    tf.layers.dropout({ rate: 0.5 }),
    tf.layers.dense({ units: 12, activation: 'relu' }),
    tf.layers.dense({ units: 3, activation: 'softmax' }),
  ],
});
wineModel.compile({ loss: 'categorical_crossentropy', optimizer: 'adam', metrics: ['accuracy'] });
const wineHistory = await wineModel.fit(wine, tf.oneHot(tf.tensor1d(cultivar, 'int32'), 3), { epochs: 2, batchSize: 16, validationSplit: 0.25 });`,
    logs: ['val_accuracy'],
  },
  {
    title: 'Wine: class numbers, sparse_categorical_crossentropy',
    code: `wineModel.compile({ loss: 'sparse_categorical_crossentropy', optimizer: 'adam', metrics: ['accuracy'] });
const wineHistory2 = await wineModel.fit(wine, tf.tensor1d(cultivar), { epochs: 2 });`,
    logs: ['accuracy'],
  },
  {
    title: 'Boston: a number to predict, mse, mae and rmse',
    code: `const houses = tf.randomNormal([50, 13], 0, 1, 'float32', 7);
const prices = tf.randomUniform([50, 1], 5, 50, 'float32', 8);
const boston = tf.sequential();
boston.add(tf.layers.dense({ units: 64, activation: 'relu', inputShape: [13] }));
boston.add(tf.layers.dense({ units: 1 }));
boston.compile({ optimizer: 'rmsprop', loss: 'mse', metrics: ['mae', 'rmse'] });
const bostonHistory = await boston.fit(houses, prices, { epochs: 2, batchSize: 16, validationSplit: 0.2 });`,
    logs: ['mae', 'rmse', 'val_rmse'],
  },
  {
    title: 'IMDB: words, embedding, binary_crossentropy',
    code: `const reviews = tf.randomUniform([40, 20], 0, 1000, 'int32', 9);
const positive = tf.tensor2d(Array.from({ length: 40 }, (_, i) => [i % 2]));
const imdb = tf.sequential();
imdb.add(tf.layers.embedding({ inputDim: 1000, outputDim: 8, inputLength: 20 }));
imdb.add(tf.layers.flatten());
imdb.add(tf.layers.dense({ units: 1, activation: 'sigmoid' }));
imdb.compile({ optimizer: 'rmsprop', loss: 'binary_crossentropy', metrics: ['acc'] });
const imdbHistory = await imdb.fit(reviews, positive, { epochs: 2, batchSize: 8, validationSplit: 0.2 });`,
    logs: ['acc', 'val_acc'],
  },
  {
    title: 'regularization and batch normalization',
    code: `const regular = tf.sequential();
regular.add(tf.layers.dense({ units: 16, inputShape: [names.length], kernelRegularizer: 'l2' }));
regular.add(tf.layers.batchNormalization());
regular.add(tf.layers.activation({ activation: 'relu' }));
regular.add(tf.layers.dense({ units: 8, activation: 'relu', kernelRegularizer: tf.regularizers.l2({ l2: 0.001 }) }));
regular.add(tf.layers.dense({ units: 1, activation: 'sigmoid', kernelInitializer: 'he_normal' }));
regular.compile({ optimizer: 'RMSprop', loss: 'binary_crossentropy', metrics: ['accuracy'] });
await regular.fit(xTrain, yTrain, { epochs: 2, validationSplit: 0.2 });`,
  },
];

/** The typing error on a slide. */
export const misspelt = `model.compile({ optimizer: 'rmsprop', loss: 'binary_crossentroypy', metrics: ['accuracy'] });`;
