import { describe } from 'vitest';
import { testRule } from './table.js';

const parted = `const wines = await datasets.wine();
const [train, test] = wines.split(0.2, { seed: 1 });
`;

describe('rows that are kept apart', () => {
  testRule('learn-from-test', {
    fixes: 0,
    wrong: {
      'the test part': `${parted}const scaler = scale.standardize(«test.numbers(inputs)»);`,
      'both parts, each by itself': `${parted}const a = scale.minMax(train.numbers(inputs));
const b = scale.minMax(«test.numbers(inputs)»);`,
      'by its name': 'const scaler = scale.standardize(«xTest»);',
      'in snake case': 'const scaler = scale.standardize(«x_test»);',
      'of an object': 'const scaler = scale.symmetric(«parts.validation.x»);',
      encoded: 'const scaler = scale.standardize(«encode(test, train)»);',
      'a tensor of it': `${parted}const scaler = scale.standardize(«tf.tensor2d(test.numbers(inputs))»);`,
      'by another name': `${parted}const rows = test.numbers(inputs);\n----\nscale.standardize(«rows»);`,
      'the words of the test':
        'const words = textVectorization({ maxTokens: 100 });\nwords.adapt(«testTexts»);',
      gaps: `${parted}const filled = «test».fill('age', 'median');`,
    },
    right: {
      'the training part': `${parted}const scaler = scale.standardize(train.numbers(inputs));\nscaler.apply(test.numbers(inputs));`,
      'applied to the test part': 'const scaled = scaler.apply(xTest);',
      'a name that only sounds like it':
        'const scaler = scale.standardize(latest);\nscale.minMax(contest.rows);\nscale.minMax(validRows);',
      'a value': 'scale.minMax(val);',
      'gaps, as the training part says': `${parted}const filled = test.fill('age', 'median', train);`,
      'gaps, with a number': `${parted}const filled = test.fill('age', 0);`,
      'the words of the training part':
        'const words = textVectorization({ maxTokens: 100 });\nwords.adapt(trainTexts);',
      'a function of any part': 'const scaledOf = (part) => scale.standardize(part.numbers(inputs));',
    },
  });

  testRule('scaler-before-split', {
    fixes: 0,
    wrong: {
      before: `const wines = await datasets.wine();
const scaler = scale.standardize(«wines.numbers(inputs)»);
const scaled = scaler.apply(wines.numbers(inputs));
----
const [train, test] = wines.split(0.2);`,
      behind: `${parted}const scaler = scale.standardize(«wines.numbers(inputs)»);
const scaled = scaler.apply(wines.numbers(inputs));`,
      'with further columns': `const wines = await readCsv('wines.csv');
const rows = wines.select('a', 'b').withColumn('c', (row) => 1);
const scaled = scale.minMax(«rows.numbers(inputs)»).apply(rows.numbers(inputs));
const parts = rows.split([0.8, 0.2]);`,
      folds: `const wines = await datasets.wine();
const scaler = scale.standardize(«wines.numbers(inputs)»);
const scaled = scaler.apply(wines.numbers(inputs));
for (const { train } of wines.kFold(5)) console.log(train.length);`,
      'parted by hand': `const rows = (await datasets.wine()).numbers(inputs);
const scaler = scale.standardize(«rows»);
const scaled = scaler.apply(rows);
const trainRows = rows.slice(0, 100);
const testRows = rows.slice(100);`,
    },
    right: {
      'it is only drawn': `${parted}await show.scaling(scale.standardize(wines.numbers(inputs)), wines.numbers(inputs));`,
      'drawn by its name': `${parted}const scaler = scale.standardize(wines.numbers(inputs));\nawait show.scaling(scaler, wines.numbers(inputs));`,
      'never parted':
        'const wines = await datasets.wine();\nconst scaler = scale.standardize(wines.numbers(inputs));',
      'of the part': `${parted}const scaler = scale.standardize(train.numbers(inputs));`,
      'the table is declared again': `${parted}----\nconst wines = await datasets.boston();\nscale.standardize(wines.numbers(inputs));`,
      'only a look at some rows': `const rows = (await datasets.wine()).numbers(inputs);
const scaler = scale.standardize(rows);
console.log(rows.slice(0, 5));`,
      'a part of which a part is taken': `${parted}const [rest, validation] = train.split(0.2);
const scaler = scale.standardize(rest.numbers(inputs));`,
    },
  });

  testRule('train-on-test', {
    fixes: 0,
    wrong: {
      'test rows': 'await net.fit(«xTest», yTest, { epochs: 3 });',
      'validation rows': 'await net.fit(«x_val», y_val, { epochs: 3 });',
      members: 'await net.fit(«testSet.x», testSet.y, { epochs: 3 });',
      'tensors of a part': `${parted}const x = tf.tensor2d(test.numbers(inputs));
const y = tf.tensor1d(test.column('cultivar'));
await net.fit(«x», y, { epochs: 3 });`,
      'a data set': 'await net.fitDataset(«testRows», { epochs: 3 });',
    },
    right: {
      'training rows': 'await net.fit(xTrain, yTrain, { epochs: 3, validationData: [xVal, yVal] });',
      'names that say nothing': 'await net.fit(x, y, { epochs: 3 });',
      'training and validation rows together': 'await net.fit(trainAndValX, trainAndValY, { epochs: 3 });',
      'a judgement': 'net.evaluate(xTest, yTest);',
    },
  });

  testRule('mixed-parts', {
    fixes: 0,
    wrong: {
      'of fit': 'await net.fit(xTrain, «yTest», { epochs: 3 });',
      'of the validation': 'await net.fit(xTrain, yTrain, { epochs: 3, validationData: [xVal, «yTrain»] });',
      'of evaluate': `const net = tf.sequential();\nnet.evaluate(xTest, «yTrain»);`,
    },
    right: {
      'one part each': 'await net.fit(xTrain, yTrain, { epochs: 3, validationData: [xVal, yVal] });',
      'one of them says nothing': 'await net.fit(xTrain, labels, { epochs: 3 });',
    },
  });

  testRule('validation-is-training', {
    fixes: 1,
    wrong: {
      'the same names': 'await net.fit(x, y, { epochs: 3, validationData: «[x, y]» });',
      'the same members':
        'await net.fit(set.x, set.y, {\n  epochs: 3,\n  validationData: «[set.x, set.y]»,\n});',
    },
    right: {
      others: 'await net.fit(x, y, { epochs: 3, validationData: [xVal, yVal] });',
      'a share': 'await net.fit(x, y, { epochs: 3, validationSplit: 0.2 });',
      'other answers': 'await net.fit(x, y, { epochs: 3, validationData: [x, clean] });',
    },
  });

  testRule('test-chooses', {
    fixes: 0,
    wrong: {
      'early stopping': `const net = tf.sequential();
await net.fit(x, y, { epochs: 9, validationData: «[xTest, yTest]», callbacks: [new EarlyStopping({ patience: 2 })] });
----
net.evaluate(xTest, yTest);`,
      'the best model': `const net = tf.sequential();
await net.fit(x, y, { epochs: 9, validationData: «[test.x, test.y]», callbacks: [new ModelCheckpoint('a.keras', { saveBestOnly: true })] });
net.evaluate(test.x, test.y);`,
    },
    right: {
      'nothing chooses': `const net = tf.sequential();
await net.fit(x, y, { epochs: 9, validationData: [xTest, yTest] });
net.evaluate(xTest, yTest);`,
      'the training loss chooses': `const net = tf.sequential();
await net.fit(x, y, { epochs: 9, validationData: [xTest, yTest], callbacks: [new EarlyStopping({ monitor: 'loss', patience: 2 })] });
net.evaluate(xTest, yTest);`,
      'validation rows': `const net = tf.sequential();
await net.fit(x, y, { epochs: 9, validationData: [xVal, yVal], callbacks: [new EarlyStopping({ patience: 2 })] });
net.evaluate(xVal, yVal);
net.evaluate(xTest, yTest);`,
    },
  });
});
