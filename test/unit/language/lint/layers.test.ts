import { describe } from 'vitest';
import { testRule } from './table.js';

const compile = "net.compile({ optimizer: 'adam', loss: 'mse' });";

describe('layers', () => {
  testRule('dropout-rate', {
    fixes: 0,
    wrong: {
      'a percentage': 'tf.layers.dropout({ rate: «50» });',
      all: 'tf.layers.dropout({ rate: «1» });',
      'less than nothing': 'tf.layers.dropout({ rate: «-0.2» });',
      'of maps': 'tf.layers.spatialDropout1d({ rate: «20» });',
      'by a name': 'const rate = 30;\n----\ntf.layers.dropout({ rate: «rate» });',
    },
    right: {
      'a half': 'tf.layers.dropout({ rate: 0.5 });',
      none: 'tf.layers.dropout({ rate: 0 });',
      'an option': 'const drop = (rate) => tf.layers.dropout({ rate });',
      'another rate': 'tf.layers.gaussianNoise({ stddev: 2 });',
    },
  });

  testRule('dropout-last', {
    fixes: 0,
    wrong: {
      'in a list': `const net = tf.sequential({ layers: [tf.layers.dense({ units: 1 }), «tf.layers.dropout({ rate: 0.2 })»] });
${compile}`,
      added: `const net = tf.sequential();
net.add(tf.layers.dense({ units: 1 }));
net.add(«tf.layers.dropout({ rate: 0.2 })»);
${compile}`,
      'in the functional style': `const input = tf.input({ shape: [4] });
const output = «tf.layers.dropout({ rate: 0.2 })».apply(tf.layers.dense({ units: 1 }).apply(input));
const net = tf.model({ inputs: input, outputs: output });
${compile}`,
    },
    right: {
      'between layers': `const net = tf.sequential();
net.add(tf.layers.dense({ units: 8, activation: 'relu' }));
net.add(tf.layers.dropout({ rate: 0.2 }));
net.add(tf.layers.dense({ units: 1 }));
${compile}`,
      'another layer may follow': `const net = tf.sequential({ layers: [tf.layers.dropout({ rate: 0.2 })] });
finish(net);
${compile}`,
      'only sometimes': `const net = tf.sequential({ layers: [tf.layers.dense({ units: 1 })] });
if (isNoisy) net.add(tf.layers.dropout({ rate: 0.2 }));
${compile}`,
      'a part of another net': `const body = tf.sequential({ layers: [tf.layers.dense({ units: 8 }), tf.layers.dropout({ rate: 0.2 })] });`,
    },
  });

  testRule('normalization-last', {
    fixes: 0,
    wrong: {
      'of the batch': `const net = tf.sequential({
  layers: [
    tf.layers.dense({ units: 3, activation: 'softmax' }),
    «tf.layers.batchNormalization()»,
  ],
});
${compile}`,
    },
    right: {
      'before the activation': `const net = tf.sequential({
  layers: [
    tf.layers.dense({ units: 3 }),
    tf.layers.batchNormalization(),
    tf.layers.activation({ activation: 'softmax' }),
  ],
});
net.compile({ optimizer: 'adam', loss: 'categoricalCrossentropy' });`,
      'between layers': `const net = tf.sequential();
net.add(tf.layers.dense({ units: 3, activation: 'relu' }));
net.add(tf.layers.batchNormalization());
net.add(tf.layers.dense({ units: 1 }));
${compile}`,
    },
  });

  testRule('linear-hidden', {
    fixes: 1,
    wrong: {
      'no activation': `const net = tf.sequential({ layers: [«tf.layers.dense({ units: 8 })», tf.layers.dense({ units: 1 })] });
${compile}`,
      'linear, with dropout between': `const net = tf.sequential();
net.add(«tf.layers.dense({ units: 8, activation: 'linear' })»);
net.add(tf.layers.dropout({ rate: 0.2 }));
net.add(tf.layers.dense({ units: 1 }));
${compile}`,
      'options on lines of their own': `const net = tf.sequential();
net.add(
  «tf.layers.dense({
    units: 8,
    inputShape: [4],
  })»,
);
net.add(tf.layers.dense({ units: 1 }));
${compile}`,
    },
    right: {
      relu: `const net = tf.sequential({ layers: [tf.layers.dense({ units: 8, activation: 'relu' }), tf.layers.dense({ units: 1 })] });
${compile}`,
      'the activation has a layer of its own': `const net = tf.sequential();
net.add(tf.layers.dense({ units: 8 }));
net.add(tf.layers.batchNormalization());
net.add(tf.layers.activation({ activation: 'relu' }));
net.add(tf.layers.dense({ units: 1 }));
${compile}`,
      'relu as a layer': `const net = tf.sequential({ layers: [tf.layers.dense({ units: 8 }), tf.layers.reLU(), tf.layers.dense({ units: 1 })] });
${compile}`,
      'options that are not known': `const net = tf.sequential({ layers: [tf.layers.dense({ units: 8, ...more }), tf.layers.dense({ units: 1 })] });
${compile}`,
      'a narrow place': `const net = tf.sequential({ layers: [tf.layers.dense({ units: 2 }), tf.layers.dense({ units: 64 })] });
${compile}`,
      'only one layer': `const net = tf.sequential({ layers: [tf.layers.dense({ units: 1 })] });\n${compile}`,
    },
  });
});
