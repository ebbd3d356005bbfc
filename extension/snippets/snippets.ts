/** A piece of code that is written by its name. Bodies are snippets of VS Code: `${1:default}` is a place to fill in. */
const bodies = {
  'dense-model': `const \${1:model} = tf.sequential({
  layers: [
    tf.layers.dense({ units: \${2:16}, activation: 'relu', inputShape: [\${3:4}] }),
    tf.layers.dense({ units: \${4:1}, activation: \${5|'sigmoid','softmax','linear'|} }),
  ],
});
$0`,
  'conv-model': `const \${1:model} = tf.sequential({
  layers: [
    tf.layers.conv2d({ filters: \${2:16}, kernelSize: 3, activation: 'relu', inputShape: [\${3:28}, \${4:28}, \${5:1}] }),
    tf.layers.maxPooling2d({ poolSize: 2 }),
    tf.layers.flatten(),
    tf.layers.dense({ units: \${6:10}, activation: 'softmax' }),
  ],
});
$0`,
  compile: `\${1:model}.compile({
  optimizer: tf.train.adam(\${2:0.001}),
  loss: \${3|'binaryCrossentropy','categoricalCrossentropy','meanSquaredError'|},
  metrics: [\${4|'accuracy','mae'|}],
});
$0`,
  fit: `const \${1:history} = await \${2:model}.fit(\${3:x}, \${4:y}, {
  epochs: \${5:50},
  batchSize: \${6:32},
  validationSplit: \${7:0.2},
});
$0`,
  'fit-callbacks': `const \${1:history} = await \${2:model}.fit(\${3:x}, \${4:y}, {
  epochs: \${5:200},
  batchSize: \${6:32},
  validationSplit: \${7:0.2},
  callbacks: [
    new callbacks.EarlyStopping({ monitor: 'val_loss', patience: \${8:10}, restoreBestWeights: true }),
    new callbacks.ReduceLROnPlateau({ monitor: 'val_loss', factor: 0.5, patience: \${9:5} }),
    new callbacks.ModelCheckpoint(\${10:'best.keras'}, { monitor: 'val_loss', saveBestOnly: true }),
  ],
});
$0`,
  'early-stopping':
    "new callbacks.EarlyStopping({ monitor: ${1:'val_loss'}, patience: ${2:10}, restoreBestWeights: true }),$0",
  'reduce-lr':
    "new callbacks.ReduceLROnPlateau({ monitor: ${1:'val_loss'}, factor: ${2:0.5}, patience: ${3:5} }),$0",
  checkpoint:
    "new callbacks.ModelCheckpoint(${1:'best.keras'}, { monitor: ${2:'val_loss'}, saveBestOnly: true }),$0",
  dropout: 'tf.layers.dropout({ rate: ${1:0.5} }),$0',
  'batch-norm': 'tf.layers.batchNormalization({ momentum: ${1:0.99} }),$0',
  l2: 'kernelRegularizer: tf.regularizers.l2({ l2: ${1:0.001} }),$0',
  evaluate: `const [\${1:testLoss}, \${2:testAccuracy}] = \${3:model}.evaluate(\${4:xTest}, \${5:yTest}) as tf.Scalar[];
console.log('loss', \${1:testLoss}.dataSync()[0], 'accuracy', \${2:testAccuracy}.dataSync()[0]);
$0`,
  'tf-import': `import * as tf from '@tensorflow/tfjs-node';
import { callbacks, seed } from 'epochbook';

seed(\${1:42});
$0`,
} as const;

export type SnippetName = keyof typeof bodies;
export const snippets = Object.entries(bodies).map(([name, body]) => ({ name: name as SnippetName, body }));

/** A snippet goes where a line begins, be it of a list of layers or of callbacks. */
export const startsLine = (before: string): boolean => /^\s*[\w-]*$/.test(before);
