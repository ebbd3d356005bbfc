import { describe } from 'vitest';
import { testRule } from './table.js';

const net = 'const net = tf.sequential();\n';

describe('what takes its time', () => {
  testRule('missing-await', {
    fixes: 1,
    wrong: {
      'a training that nobody waits for': `${net}«net.fit(x, y, { epochs: 3 })»;\nconsole.log('done');`,
      'of a data set': `${net}«net.fitDataset(rows, { epochs: 3 })»;\nconsole.log('done');`,
      'a history': `${net}const history = «net.fit(x, y, { epochs: 3 })»;\n----\nconsole.log(history.history.loss);`,
      'a history, taken apart': `${net}const { history } = «net.fit(x, y, { epochs: 3 })»;`,
      'a history that nobody asks for': `${net}const history = «net.fit(x, y, { epochs: 3 })»;\nnet.predict(x);`,
      'in a function': `async function train(net: tf.Sequential) {\n  «net.fit(x, y, { epochs: 3 })»;\n  return net;\n}`,
      'in a loop': `${net}for (const rate of rates) {\n  «net.fit(x, y, { epochs: rate })»;\n}`,
      'the numbers of a tensor': 'const numbers = «tf.ones([3]).data()»;\nconsole.log(numbers[0]);',
      'the rows of a tensor': 'const rows = «tf.ones([3]).array()».map((row) => row);',
      'the numbers of a prediction': `${net}const out = net.predict(x) as tf.Tensor;\nfor (const value of «out.data()») console.log(value);`,
      'numbers that are spread': 'const largest = Math.max(...«tf.ones([3]).data()»);',
      'a promise that is printed': 'console.log(«tf.ones([3]).data()»);',
      'a list of it': 'const numbers = Array.from(«tf.ones([3]).data()»);',
      'a model': "const old = «tf.loadLayersModel('file://a/model.json')»;\nold.predict(x);",
      'a model of epochbook': "const old = «loadModel('a.keras')»;\nold.summary();",
      'a table': 'const wines = «datasets.wine()»;\nconst [train, test] = wines.split(0.2);',
      'a table of a file': "const wines = «readCsv('wines.csv')»;\nconsole.log(wines.columns);",
      evaluateDataset: `${net}const [loss] = «net.evaluateDataset(rows, {})»;`,
      'a model that is saved': `${net}«saveModel(net, 'a.keras')»;\nconsole.log('saved');`,
      'by tfjs': `${net}«net.save('file://a')»;\nconsole.log('saved');`,
      'a picture': "«show.curves()»;\nconsole.log('drawn');",
      'a function of the student': `async function answer() {\n  return [1, 2];\n}\nconst first = «answer()».length;`,
    },
    right: {
      'waited for': `${net}const history = await net.fit(x, y, { epochs: 3 });\nconsole.log(history.history.loss);`,
      'the last expression of a cell': `${net}net.fit(x, y, { epochs: 3 });`,
      'waited for later': `${net}const training = net.fit(x, y, { epochs: 3 });\nconst { history } = await training;`,
      'all together': `${net}const trainings = [net.fit(x, y, { epochs: 3 }), other.fit(x, y, { epochs: 3 })];
const [first] = await Promise.all(trainings);
console.log(first.history.loss);`,
      'a then behind it': `${net}net.fit(x, y, { epochs: 3 }).then((history) => console.log(history.history.loss));\nconsole.log('on its way');`,
      'handed back': `${net}const train = (epochs: number) => net.fit(x, y, { epochs });\nconst history = await train(3);\nconsole.log(history.history.loss);`,
      'handed on': `${net}const training = net.fit(x, y, { epochs: 3 });\nwatch(training);`,
      'on purpose': `${net}void net.fit(x, y, { epochs: 3 });\nconsole.log('on its way');`,
      'at once': 'const numbers = tf.ones([3]).dataSync();\nconsole.log(numbers[0]);',
      'data of something else': 'const numbers = response.data();\nconsole.log(numbers[0]);',
      'fit of something else': 'text.fit(box, 3);\nconsole.log(text);',
    },
  });

  testRule('tidy-async', {
    fixes: 0,
    wrong: {
      'an arrow': 'const sum = «tf.tidy(async () => (await tf.ones([2]).data())[0])»;',
      'with a name': "«tf.tidy('step', async () => tf.ones([2]))»;",
      'a promise that is handed back':
        'const net = tf.sequential();\nconst training = «tf.tidy(() => net.fit(x, y, { epochs: 3 }))»;',
      'by a name': 'const step = async () => tf.ones([2]);\n«tf.tidy(step)»;',
    },
    right: {
      'at once': 'const sum = tf.tidy(() => tf.ones([2]).sum());',
      'of something else': 'desk.tidy(async () => 1);',
    },
  });
});

describe('tensors', () => {
  testRule('tensor-in-loop', {
    fixes: 0,
    wrong: {
      'a chain': 'for (let i = 0; i < 100; i++) console.log(«tf.scalar(i).square()».dataSync()[0]);',
      'with names': `for (let i = 0; i < epochs; i++) {
  const x = «tf.tensor1d([i])»;
  console.log(x.mul(2).dataSync()[0]);
}`,
      'gradient descent by hand': `let w = tf.zeros([2, 1]);
for (let step = 0; step < 500; step++) {
  const error = «tf.matMul(x, w).sub(y)»;
  w = w.sub(error.mul(0.1));
}`,
      'without an end': 'while (isOpen) console.log(«tf.randomNormal([3]).mean()».dataSync()[0]);',
      'over rows': 'for (const row of rows) console.log(«tf.tensor1d(row).max()».dataSync()[0]);',
      'in a function that waits': `async function answer() {
  for (let i = 0; i < 1000; i++) {
    const sum = await «tf.ones([i]).sum()».data();
    console.log(sum[0]);
  }
}`,
      predictions: `const net = tf.sequential();
for (const row of rows) {
  const out = «net.predict(tf.tensor2d([row]))» as tf.Tensor;
  console.log(out.dataSync()[0]);
}`,
    },
    right: {
      'tidy inside':
        'for (let i = 0; i < 100; i++) tf.tidy(() => console.log(tf.scalar(i).square().dataSync()[0]));',
      'tidy around': `tf.tidy(() => {
  for (let i = 0; i < 100; i++) console.log(tf.scalar(i).square().dataSync()[0]);
});`,
      dispose: `for (let i = 0; i < 100; i++) {
  const x = tf.tensor1d([i]);
  console.log(x.dataSync()[0]);
  x.dispose();
}`,
      'kept in a list': 'const all = [];\nfor (let i = 0; i < 100; i++) all.push(tf.scalar(i));',
      'a few turns': 'for (const rate of [0.1, 0.2]) console.log(tf.scalar(rate).square().dataSync()[0]);',
      'a few turns, counted': 'for (let i = 0; i < 5; i++) console.log(tf.scalar(i).square().dataSync()[0]);',
      'a list with a name':
        'const rates = [0.1, 0.2];\n----\nfor (const rate of rates) console.log(tf.scalar(rate).square().dataSync()[0]);',
      'layers, which are no tensors': `const net = tf.sequential();
for (let i = 0; i < 100; i++) net.add(tf.layers.dense({ units: 8, activation: 'relu' }));`,
      'layers in the functional style': `let x = tf.input({ shape: [4] });
for (let i = 0; i < 100; i++) x = tf.layers.dense({ units: 8, activation: 'relu' }).apply(x);`,
      'a function that others may tidy': `function norm(rows) {
  let sum = 0;
  for (const row of rows) sum += tf.tensor1d(row).norm().dataSync()[0];
  return sum;
}`,
    },
  });
});
