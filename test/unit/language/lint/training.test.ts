import { describe } from 'vitest';
import { testRule } from './table.js';

const deep = (optimizer: string): string =>
  `const net = tf.sequential();
net.add(tf.layers.dense({ units: 16, activation: 'relu', inputShape: [4] }));
net.add(tf.layers.dense({ units: 1 }));
net.compile({ optimizer: ${optimizer}, loss: 'mse' });`;

const line = (optimizer: string): string =>
  `const net = tf.sequential({ layers: [tf.layers.dense({ units: 1, inputShape: [1] })] });
net.compile({ optimizer: ${optimizer}, loss: 'mse' });`;

describe('the learning rate', () => {
  testRule('learning-rate', {
    fixes: 0,
    wrong: {
      'that of sgd for adam': deep('tf.train.adam(«0.1»)'),
      rmsprop: deep('tf.train.rmsprop(«0.5»)'),
      'by a name': `const rate = 1;\n----\n${deep('tf.train.adam(«rate»)')}`,
      'in a constant': `const optimizer = tf.train.adam(«0.3»);\n----\n${deep('optimizer')}`,
      sgd: deep('tf.train.sgd(«5»)'),
      momentum: deep('tf.train.momentum(«1», 0.9)'),
      'of any model': line('tf.train.adam(«1»)'),
      'hardly any': deep('tf.train.adam(«1e-9»)'),
    },
    right: {
      'the usual ones': deep('tf.train.adam(0.001)'),
      'a great one': deep('tf.train.adam(0.03)'),
      'a few units bear more': deep('tf.train.adam(0.1)').replace('16', '4'),
      'a line bears more': line('tf.train.adam(0.1)'),
      'sgd bears more': deep('tf.train.sgd(0.5)'),
      'a fine one': deep('tf.train.adam(1e-5)'),
      'by its name': deep("'adam'"),
      'adadelta has another scale': deep('tf.train.adadelta(1)'),
      'rates that are compared': `for (const rate of [0.001, 0.01, 1]) {\n${deep('tf.train.adam(rate)')}\n}`,
      'a schedule sets it': `${deep('tf.train.adam(0.5)')}\nconst schedule = new LearningRateScheduler(() => 0.001);`,
    },
  });
});

describe('a loop over settings', () => {
  const built = `const net = tf.sequential({ layers: [tf.layers.dense({ units: 1, inputShape: [1] })] });\n`;
  testRule('compile-in-loop', {
    fixes: 0,
    wrong: {
      rates: `${built}for (const rate of [0.1, 0.01]) {
  «net.compile({ optimizer: tf.train.sgd(rate), loss: 'mse' })»;
  await net.fit(x, y, { epochs: 3 });
}`,
      'built in an earlier cell, by a function': `function build() {
  return tf.sequential({ layers: [tf.layers.dense({ units: 1, inputShape: [1] })] });
}
const net = build();
----
for (let i = 0; i < 3; i++) {
  «net.compile({ optimizer: 'adam', loss: 'mse' })»;
  const history = await net.fit(x, y, { epochs: 3 });
  console.log(history.history.loss);
}`,
    },
    right: {
      'built in the loop': `for (const rate of [0.1, 0.01]) {
  const net = tf.sequential({ layers: [tf.layers.dense({ units: 1, inputShape: [1] })] });
  net.compile({ optimizer: tf.train.sgd(rate), loss: 'mse' });
  await net.fit(x, y, { epochs: 3 });
}`,
      'a variable that takes the next': `let net = tf.sequential();
for (const rate of [0.1, 0.01]) {
  net = build();
  net.compile({ optimizer: tf.train.sgd(rate), loss: 'mse' });
  await net.fit(x, y, { epochs: 3 });
}`,
      'weights of before': `${built}const start = net.getWeights();
for (const rate of [0.1, 0.01]) {
  net.setWeights(start);
  net.compile({ optimizer: tf.train.sgd(rate), loss: 'mse' });
  await net.fit(x, y, { epochs: 3 });
}`,
      'a loop over nets': `for (const net of nets as tf.Sequential[]) {
  net.compile({ optimizer: 'adam', loss: 'mse' });
  await net.fit(x, y, { epochs: 3 });
}`,
      'layers that thaw': `${built}for (const layer of net.layers) {
  layer.trainable = true;
  net.compile({ optimizer: 'adam', loss: 'mse' });
  await net.fit(x, y, { epochs: 3 });
}`,
      'compiled before': `${built}net.compile({ optimizer: 'adam', loss: 'mse' });
for (let i = 0; i < 3; i++) await net.fit(x, y, { epochs: 3 });`,
      'compiled in the first turn': `${built}for (let i = 0; i < 3; i++) {
  if (i === 0) net.compile({ optimizer: 'adam', loss: 'mse' });
  await net.fit(x, y, { epochs: 3 });
}`,
    },
  });
});

const compiled = `const net = tf.sequential({ layers: [tf.layers.dense({ units: 1, inputShape: [1] })] });
net.compile({ optimizer: 'adam', loss: 'mse', metrics: ['mae'] });
`;

describe('what callbacks watch', () => {
  testRule('monitor-without-validation', {
    fixes: 0,
    wrong: {
      named:
        "await net.fit(x, y, { epochs: 9, callbacks: [new EarlyStopping({ monitor: «'val_loss'», patience: 2 })] });",
      'what is watched where nothing is said':
        'await net.fit(x, y, { epochs: 9, callbacks: [«new EarlyStopping({ patience: 2 })»] });',
      'no options': 'await net.fit(x, y, { epochs: 9, callbacks: [«new EarlyStopping()»] });',
      'not in a list': 'await net.fit(x, y, { epochs: 9, callbacks: «new EarlyStopping({ patience: 2 })» });',
      'the best model':
        "await net.fit(x, y, { epochs: 9, callbacks: [«new ModelCheckpoint('a.keras', { saveBestOnly: true })»] });",
      'the best model, all options in one':
        "await net.fit(x, y, { epochs: 9, callbacks: [«new ModelCheckpoint({ filepath: 'a.keras', saveBestOnly: true })»] });",
      'the name of a file':
        "await net.fit(x, y, { epochs: 9, callbacks: [«new ModelCheckpoint('{val_loss:.2f}.keras')»] });",
      'the learning rate':
        "await net.fit(x, y, { epochs: 9, callbacks: [new ReduceLROnPlateau({ monitor: «'val_mae'» })] });",
      'by tfjs':
        "await net.fit(x, y, { epochs: 9, callbacks: tf.callbacks.earlyStopping({ monitor: «'val_acc'» }) });",
      'from the namespace of callbacks':
        'await net.fit(x, y, { epochs: 9, callbacks: [«new callbacks.EarlyStopping({ patience: 2 })»] });',
      'a validation of nothing':
        'await net.fit(x, y, { epochs: 9, validationSplit: 0, callbacks: [«new EarlyStopping({ patience: 2 })»] });',
      'options and callbacks have names': `const stop = «new EarlyStopping({ patience: 2 })»;
const options = { epochs: 9, callbacks: [stop] };
----
await net.fit(x, y, { ...options, batchSize: 8 });`,
      'a data set':
        'await net.fitDataset(rows, { epochs: 9, callbacks: [«new EarlyStopping({ patience: 2 })»] });',
      'on lines of their own': `await net.fit(x, y, {
  epochs: 9,
  callbacks: [
    «new EarlyStopping({ patience: 2 })»,
  ],
});`,
    },
    right: {
      validated:
        'await net.fit(x, y, { epochs: 9, validationSplit: 0.2, callbacks: [new EarlyStopping({ patience: 2 })] });',
      'by a pair':
        'await net.fit(x, y, { epochs: 9, validationData: [xVal, yVal], callbacks: [new EarlyStopping({ patience: 2 })] });',
      'the training loss':
        "await net.fit(x, y, { epochs: 9, callbacks: [new EarlyStopping({ monitor: 'loss', patience: 2 })] });",
      'options that are not known':
        'await net.fit(x, y, { epochs: 9, ...more, callbacks: [new EarlyStopping({ patience: 2 })] });',
      'a share that is not known':
        'await net.fit(x, y, { epochs: 9, validationSplit: share, callbacks: [new EarlyStopping({ patience: 2 })] });',
      'what is always saved':
        "await net.fit(x, y, { epochs: 9, callbacks: [new ModelCheckpoint('a.keras')] });",
      'a callback of the student may log it':
        'await net.fit(x, y, { epochs: 9, callbacks: [new Validate(), new EarlyStopping({ patience: 2 })] });',
      'callbacks that are not known': 'await net.fit(x, y, { epochs: 9, callbacks: list });',
    },
  });

  testRule('monitor-unknown', {
    fixes: 1,
    wrong: {
      'not compiled': `${compiled}await net.fit(x, y, { epochs: 9, validationSplit: 0.2, callbacks: [new EarlyStopping({ monitor: «'val_accuracy'» })] });`,
      misspelt: `${compiled}await net.fit(x, y, { epochs: 9, validationSplit: 0.2, callbacks: [new EarlyStopping({ monitor: «'val_los'» })] });`,
      'of the training': `${compiled}await net.fit(x, y, { epochs: 9, callbacks: [new EarlyStopping({ monitor: «'acc'» })] });`,
      'as in a sentence': `${compiled}await net.fit(x, y, { epochs: 9, validationSplit: 0.2, callbacks: [new ReduceLROnPlateau({ monitor: «'validation_loss'» })] });`,
      'in another cell': `${compiled}----\nawait net.fit(x, y, { epochs: 9, validationSplit: 0.2, callbacks: [new ModelCheckpoint('a.keras', { monitor: «'val_acc'», saveBestOnly: true })] });`,
      'no metrics': `const net = tf.sequential({ layers: [tf.layers.dense({ units: 1, inputShape: [1] })] });
net.compile({ optimizer: 'adam', loss: 'mse' });
await net.fit(x, y, { epochs: 9, validationSplit: 0.2, callbacks: [new EarlyStopping({ monitor: «'val_mae'» })] });`,
    },
    right: {
      compiled: `${compiled}await net.fit(x, y, { epochs: 9, validationSplit: 0.2, callbacks: [new EarlyStopping({ monitor: 'val_mae' })] });`,
      'by its long name': `${compiled}await net.fit(x, y, { epochs: 9, validationSplit: 0.2, callbacks: [new EarlyStopping({ monitor: 'val_meanAbsoluteError' })] });`,
      'acc for accuracy': `const net = tf.sequential({ layers: [tf.layers.dense({ units: 1, activation: 'sigmoid' })] });
net.compile({ optimizer: 'adam', loss: 'binaryCrossentropy', metrics: ['accuracy'] });
await net.fit(x, y, { epochs: 9, validationSplit: 0.2, callbacks: [new EarlyStopping({ monitor: 'val_acc' })] });`,
      'a metric that is a function': `const net = tf.sequential({ layers: [tf.layers.dense({ units: 1 })] });
net.compile({ optimizer: 'adam', loss: 'mse', metrics: [mine] });
await net.fit(x, y, { epochs: 9, validationSplit: 0.2, callbacks: [new EarlyStopping({ monitor: 'val_mine' })] });`,
      'several outputs': `const net = tf.model({ inputs: input, outputs: [a, b] });
net.compile({ optimizer: 'adam', loss: 'mse' });
await net.fit(x, y, { epochs: 9, validationSplit: 0.2, callbacks: [new EarlyStopping({ monitor: 'val_a_loss' })] });`,
      'compiled elsewhere':
        "const net = await loadModel('a.keras');\nawait net.fit(x, y, { epochs: 9, validationSplit: 0.2, callbacks: [new EarlyStopping({ monitor: 'val_acc' })] });",
      'compiled in either way': `${compiled}if (isOther) net.compile(other);\nawait net.fit(x, y, { epochs: 9, validationSplit: 0.2, callbacks: [new EarlyStopping({ monitor: 'val_acc' })] });`,
      'the learning rate': `${compiled}await net.fit(x, y, { epochs: 9, callbacks: [new EarlyStopping({ monitor: 'learning_rate', mode: 'min' })] });`,
    },
  });

  testRule('monitor-mode', {
    fixes: 1,
    wrong: {
      'accuracy downwards': "new EarlyStopping({ monitor: 'val_accuracy', mode: «'min'» });",
      'loss upwards': "new ModelCheckpoint('a.keras', { saveBestOnly: true, mode: «'max'» });",
      'by tfjs': "tf.callbacks.earlyStopping({ monitor: 'val_acc', mode: «'min'» });",
    },
    right: {
      'accuracy upwards': "new EarlyStopping({ monitor: 'val_accuracy', mode: 'max' });",
      'loss downwards': "new ReduceLROnPlateau({ monitor: 'val_loss', mode: 'min' });",
      'by its name': "new EarlyStopping({ monitor: 'val_accuracy', mode: 'auto' });",
      'another value': "new EarlyStopping({ monitor: 'val_mine', mode: 'max' });",
    },
  });

  testRule('patience-too-long', {
    fixes: 0,
    wrong: {
      'as many as epochs':
        'await net.fit(x, y, { epochs: 10, validationSplit: 0.2, callbacks: [new EarlyStopping({ patience: «10» })] });',
      'the learning rate':
        'await net.fit(x, y, { epochs: 5, validationSplit: 0.2, callbacks: [new ReduceLROnPlateau({ patience: «10» })] });',
    },
    right: {
      fewer:
        'await net.fit(x, y, { epochs: 10, validationSplit: 0.2, callbacks: [new EarlyStopping({ patience: 9 })] });',
      'only the best weights are wanted':
        'await net.fit(x, y, { epochs: 10, validationSplit: 0.2, callbacks: [new EarlyStopping({ patience: 10, restoreBestWeights: true })] });',
      'epochs that are not known':
        'await net.fit(x, y, { epochs: many, validationSplit: 0.2, callbacks: [new EarlyStopping({ patience: 10 })] });',
      'a training that goes on':
        'await net.fit(x, y, { epochs: 10, initialEpoch: first, validationSplit: 0.2, callbacks: [new EarlyStopping({ patience: 10 })] });',
    },
  });

  testRule('plateau-after-stop', {
    fixes: 0,
    wrong: {
      'less patience to stop':
        'await net.fit(x, y, { epochs: 90, validationSplit: 0.2, callbacks: [new ReduceLROnPlateau({ patience: «8» }), new EarlyStopping({ patience: 5 })] });',
      'nothing is said':
        'await net.fit(x, y, { epochs: 90, validationSplit: 0.2, callbacks: [«new ReduceLROnPlateau()», new EarlyStopping({ patience: 5 })] });',
    },
    right: {
      'more patience to stop':
        'await net.fit(x, y, { epochs: 90, validationSplit: 0.2, callbacks: [new ReduceLROnPlateau({ patience: 3 }), new EarlyStopping({ patience: 8 })] });',
      'each watches another':
        "await net.fit(x, y, { epochs: 90, validationSplit: 0.2, callbacks: [new ReduceLROnPlateau({ monitor: 'loss', patience: 8 }), new EarlyStopping({ patience: 5 })] });",
    },
  });

  testRule('restore-without-stopping', {
    fixes: 1,
    wrong: {
      'an option of fit': 'await net.fit(x, y, { epochs: 9, «restoreBestWeights: true» });',
      'of ModelCheckpoint':
        "new ModelCheckpoint('a.keras', { saveBestOnly: true, «restoreBestWeights: true» });",
      'of ReduceLROnPlateau': 'new ReduceLROnPlateau({ «restoreBestWeights: true», patience: 3 });',
    },
    right: { 'of EarlyStopping': 'new EarlyStopping({ patience: 3, restoreBestWeights: true });' },
  });

  testRule('restore-of-tfjs', {
    fixes: 1,
    wrong: { 'by tfjs': 'tf.callbacks.earlyStopping({ patience: 3, «restoreBestWeights: true» });' },
    right: {
      'not asked for': 'tf.callbacks.earlyStopping({ patience: 3, restoreBestWeights: false });',
      'of epochbook': 'new EarlyStopping({ patience: 3, restoreBestWeights: true });',
    },
  });

  testRule('history-unknown', {
    fixes: 0,
    wrong: {
      'not compiled': `${compiled}const history = await net.fit(x, y, { epochs: 3, validationSplit: 0.1 });
console.log(«history.history.val_acc», history.history.val_mae);`,
      misspelt: `${compiled}const { history } = await net.fit(x, y, { epochs: 3 });\nconst last = «history.los».at(-1);`,
    },
    right: {
      compiled: `${compiled}const history = await net.fit(x, y, { epochs: 3, validationSplit: 0.1 });
console.log(history.history.val_mae, history.history.meanAbsoluteError, history.history.loss, history.history.learning_rate);`,
      'a callback of the student may log it': `${compiled}const history = await net.fit(x, y, { epochs: 3, callbacks: [new Watch()] });
console.log(history.history.seen);`,
      'compiled elsewhere':
        "const net = await loadModel('a.keras');\nconst history = await net.fit(x, y, { epochs: 3 });\nconsole.log(history.history.acc);",
      'by a name that is not known': `${compiled}const history = await net.fit(x, y, { epochs: 3 });\nconsole.log(history.history[name]);`,
      'what objects have': `${compiled}const history = await net.fit(x, y, { epochs: 3 });\nconsole.log(history.history.hasOwnProperty('acc'));`,
    },
  });

  testRule('history-without-validation', {
    fixes: 0,
    wrong: {
      'of a constant':
        'const history = await net.fit(x, y, { epochs: 3 });\n----\nconsole.log(«history.history.val_loss»);',
      'by a text':
        "const { history } = await net.fit(x, y, { epochs: 3 });\nconsole.log(«history['val_acc']»);",
      'at once': 'console.log(«(await net.fit(x, y, { epochs: 3 })).history.val_loss»);',
    },
    right: {
      validated:
        'const history = await net.fit(x, y, { epochs: 3, validationSplit: 0.1 });\nconsole.log(history.history.val_loss);',
      'the training loss':
        'const history = await net.fit(x, y, { epochs: 3 });\nconsole.log(history.history.loss);',
      'options that are not known':
        'const history = await net.fit(x, y, { epochs: 3, ...more });\nconsole.log(history.history.val_loss);',
      'one name, two trainings': `let history = await net.fit(x, y, { epochs: 3 });
if (isMore) history = await net.fit(x, y, { epochs: 3, validationSplit: 0.1 });
console.log(history.history.val_loss);`,
    },
  });
});
