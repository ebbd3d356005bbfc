import { describe } from 'vitest';
import { testRule } from './table.js';

/** A net with this last layer, compiled with these options. */
const net = (last: string, compile: string): string =>
  `const net = tf.sequential();
net.add(tf.layers.dense({ units: 16, activation: 'relu', inputShape: [4] }));
net.add(tf.layers.dense({ ${last} }));
net.compile({ optimizer: 'adam', ${compile} });`;

describe('the table of model selection', () => {
  testRule('softmax-one-unit', {
    fixes: 2,
    wrong: {
      'a layer': "tf.layers.dense({ units: 1, activation: «'softmax'» });",
      'in a net': net("units: 1, activation: «'softmax'»", "loss: 'binaryCrossentropy'"),
      'the number has a name':
        "const classes = 1;\n----\ntf.layers.dense({ units: classes, activation: «'softmax'» });",
      'double quotes': 'tf.layers.dense({ units: 1, activation: «"softmax"» });',
    },
    right: {
      'two units': "tf.layers.dense({ units: 2, activation: 'softmax' });",
      sigmoid: "tf.layers.dense({ units: 1, activation: 'sigmoid' });",
      'nobody knows how many':
        "const layerOf = (units: number) => tf.layers.dense({ units, activation: 'softmax' });",
      'a function that is called with one and with three': `const ends = (units: number) => tf.layers.dense({ units, activation: 'softmax' });
const three = ends(3);
const one = ends(1);`,
    },
  });

  testRule('sigmoid-categorical', {
    fixes: 1,
    wrong: {
      'several units': net("units: 3, activation: 'sigmoid'", "loss: «'categoricalCrossentropy'»"),
      'one unit': net("units: 1, activation: 'sigmoid'", "loss: «'categoricalCrossentropy'»"),
      'class numbers': net("units: 3, activation: 'sigmoid'", "loss: «'sparseCategoricalCrossentropy'»"),
      'as Keras spells it': net("units: 3, activation: 'sigmoid'", "loss: «'categorical_crossentropy'»"),
    },
    right: {
      softmax: net("units: 3, activation: 'softmax'", "loss: 'categoricalCrossentropy'"),
      'several labels': net("units: 3, activation: 'sigmoid'", "loss: 'binaryCrossentropy'"),
      'a loss of logits': net(
        "units: 3, activation: 'sigmoid'",
        'loss: (a, b) => tf.losses.softmaxCrossEntropy(a, b)',
      ),
      'a share': net("units: 1, activation: 'sigmoid'", "loss: 'meanSquaredError'"),
    },
  });

  testRule('softmax-binary', {
    fixes: 1,
    wrong: {
      'three classes': net("units: 3, activation: 'softmax'", "loss: «'binaryCrossentropy'»"),
      'however many': net("units: kinds.length, activation: 'softmax'", "loss: «'binary_crossentropy'»"),
    },
    right: {
      sigmoid: net("units: 3, activation: 'sigmoid'", "loss: 'binaryCrossentropy'"),
      'the loss has options': net("units: 3, activation: 'softmax'", 'loss: makeLoss()'),
      'a loss for each of two outputs': net(
        "units: 3, activation: 'softmax'",
        "loss: ['binaryCrossentropy', 'mse']",
      ),
    },
  });

  testRule('crossentropy-output', {
    fixes: 1,
    wrong: {
      'no activation': `const net = tf.sequential();
net.add(tf.layers.dense({ units: 16, activation: 'relu', inputShape: [4] }));
net.add(«tf.layers.dense({ units: 3 })»);
net.compile({ optimizer: 'adam', loss: 'categoricalCrossentropy' });`,
      linear: net("units: 1, activation: «'linear'»", "loss: 'binaryCrossentropy'"),
      relu: net("units: 1, activation: «'relu'»", "loss: 'binaryCrossentropy'"),
      tanh: net("units: 4, activation: «'tanh'»", "loss: 'sparseCategoricalCrossentropy'"),
      'one unit for classes': net('units: 1', "loss: «'categoricalCrossentropy'»"),
      'dropout stands behind': `const net = tf.sequential({ layers: [tf.layers.dense({ units: 2, activation: «'relu'» }), tf.layers.flatten()] });
net.compile({ optimizer: 'adam', loss: 'categoricalCrossentropy' });`,
    },
    right: {
      'a loss of logits': net('units: 3', 'loss: tf.losses.categoricalCrossentropy({ fromLogits: true })'),
      'an activation of its own layer': `const net = tf.sequential({
  layers: [tf.layers.dense({ units: 3, inputShape: [4] }), tf.layers.activation({ activation: 'softmax' })],
});
net.compile({ optimizer: 'adam', loss: 'categoricalCrossentropy' });`,
      'a layer softmax': `const net = tf.sequential({ layers: [tf.layers.dense({ units: 3, inputShape: [4] }), tf.layers.softmax()] });
net.compile({ optimizer: 'adam', loss: 'categoricalCrossentropy' });`,
      'the activation is an option': `const build = (activation) => {
  const net = tf.sequential({ layers: [tf.layers.dense({ units: 3, activation })] });
  net.compile({ optimizer: 'adam', loss: 'categoricalCrossentropy' });
  return net;
};`,
      'either activation': net(
        "units: 3, activation: isLogits ? 'linear' : 'softmax'",
        "loss: 'categoricalCrossentropy'",
      ),
      numbers: net('units: 1', "loss: 'meanSquaredError'"),
    },
  });

  testRule('softmax-error', {
    fixes: 1,
    wrong: {
      squares: net("units: 3, activation: 'softmax'", "loss: «'meanSquaredError'»"),
      'for short': net("units: 3, activation: 'softmax'", "loss: «'mse'»"),
    },
    right: {
      'shares by sigmoid': net("units: 3, activation: 'sigmoid'", "loss: 'meanSquaredError'"),
      'a divergence': net("units: 3, activation: 'softmax'", "loss: 'kullbackLeiblerDivergence'"),
    },
  });

  testRule('relu-output', {
    fixes: 1,
    wrong: { numbers: net("units: 1, activation: «'relu'»", "loss: 'meanAbsoluteError'") },
    right: {
      linear: net("units: 1, activation: 'linear'", "loss: 'meanSquaredError'"),
      'a hidden relu': net('units: 1', "loss: 'mse'"),
      'counts, by their own loss': net("units: 1, activation: 'relu'", "loss: 'poisson'"),
    },
  });

  testRule('accuracy-of-numbers', {
    fixes: 1,
    wrong: {
      accuracy: net('units: 1', "loss: 'meanSquaredError', metrics: [«'accuracy'»]"),
      'acc, beside another': net('units: 1', "loss: 'mse', metrics: ['mae', «'acc'»]"),
      'not in a list': net('units: 1', "loss: 'mse', metrics: «'accuracy'»"),
      'the list has a name': `const metrics = [«'accuracy'»];\n----\n${net('units: 1', "loss: 'mse', metrics")}`,
    },
    right: {
      mae: net('units: 1', "loss: 'meanSquaredError', metrics: ['mae']"),
      'a share that is rounded': net("units: 1, activation: 'sigmoid'", "loss: 'mse', metrics: ['accuracy']"),
      classes: net(
        "units: 3, activation: 'softmax'",
        "loss: 'categoricalCrossentropy', metrics: ['accuracy']",
      ),
    },
  });

  testRule('metric-loss', {
    fixes: 1,
    wrong: {
      'binaryAccuracy of classes': net(
        "units: 3, activation: 'softmax'",
        "loss: 'categoricalCrossentropy', metrics: [«'binaryAccuracy'»]",
      ),
      'multiLabelAccuracy of classes': net(
        "units: 3, activation: 'softmax'",
        "loss: 'categoricalCrossentropy', metrics: [«'multiLabelAccuracy'»]",
      ),
      'categoricalAccuracy of one unit': net(
        "units: 1, activation: 'sigmoid'",
        "loss: 'binaryCrossentropy', metrics: [«'categoricalAccuracy'»]",
      ),
      'one-hot rows for class numbers': net(
        "units: 3, activation: 'softmax'",
        "loss: 'sparseCategoricalCrossentropy', metrics: [«'categoricalAccuracy'»]",
      ),
      'class numbers for one-hot rows': net(
        "units: 3, activation: 'softmax'",
        "loss: 'categoricalCrossentropy', metrics: [«'sparseCategoricalAccuracy'»]",
      ),
    },
    right: {
      accuracy: net(
        "units: 3, activation: 'softmax'",
        "loss: 'categoricalCrossentropy', metrics: ['accuracy']",
      ),
      'several labels': net(
        "units: 3, activation: 'sigmoid'",
        "loss: 'binaryCrossentropy', metrics: ['binaryAccuracy']",
      ),
      'a metric of the student': net(
        "units: 3, activation: 'softmax'",
        "loss: 'categoricalCrossentropy', metrics: [mine]",
      ),
    },
  });
});
