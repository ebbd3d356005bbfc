/** The code of a small training that is complete, a text for each cell. */
export const trainingCode = {
  data: `import * as tf from '@tensorflow/tfjs-node';
import { EarlyStopping, seed } from 'epochbook';

seed(42);
const points = tf.randomUniform([800, 2], -1, 1);
const within = points.square().sum(1, true).less(0.5).toFloat();

// 600 points to learn from, 200 to test with.
const x = points.slice([0, 0], [600, 2]);
const y = within.slice([0, 0], [600, 1]);
const xTest = points.slice([600, 0], [200, 2]);
const yTest = within.slice([600, 0], [200, 1]);`,
  training: `const model = tf.sequential({
  layers: [
    tf.layers.dense({ units: 16, activation: 'relu', inputShape: [2] }),
    tf.layers.dense({ units: 16, activation: 'relu' }),
    tf.layers.dense({ units: 1, activation: 'sigmoid' }),
  ],
});
model.compile({ optimizer: tf.train.adam(0.01), loss: 'binaryCrossentropy', metrics: ['accuracy'] });

const history = await model.fit(x, y, {
  epochs: 60,
  batchSize: 32,
  validationSplit: 0.2,
  callbacks: [new EarlyStopping({ monitor: 'val_loss', patience: 10, restoreBestWeights: true })],
});`,
  result: `const [loss, accuracy] = model.evaluate(xTest, yTest) as tf.Scalar[];
console.log('loss', loss.dataSync()[0].toFixed(3), 'accuracy', accuracy.dataSync()[0].toFixed(3));

model.predict(tf.tensor2d([[0, 0], [0.3, 0.2], [0.9, 0.9]]))`,
};
