/** Cells that make a small dense net, which trains faster on the embedded engine than on the native one, and fit it. */
export const NET = `import * as tf from '@tensorflow/tfjs-node';
function net(units) {
  const model = tf.sequential({ layers: [
    tf.layers.dense({ units, inputShape: [8], activation: 'relu' }),
    tf.layers.dropout({ rate: 0.2 }),
    tf.layers.dense({ units: 32, activation: 'relu' }),
    tf.layers.dense({ units: 1, activation: 'sigmoid' }),
  ] });
  model.compile({ loss: 'binaryCrossentropy', optimizer: 'adam', metrics: ['accuracy'] });
  return model;
}
const x = tf.ones([320, 8]), y = tf.ones([320, 1]);
let model = net(64);`;
export const FIT = 'await model.fit(x, y, { epochs: 2 }); undefined';
