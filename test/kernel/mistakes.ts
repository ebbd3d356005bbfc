/** A mistake in a cell, and parts of what is said of it. */
export interface Mistake {
  code: string;
  en: string;
  ko: string;
  /** Where the message points to; the last line unless told otherwise. */
  line?: number;
}

/** What the cells of the mistakes find. */
export const setup = `import * as tf from '@tensorflow/tfjs-node';
import { advise, callbacks, DecisionBoundary, EarlyStopping, ridgePath, plan, readCsv, parseCsv, scale, show, metrics, Table, textVectorization } from 'epochbook';
const x = tf.ones([6, 3]);
const y = tf.tensor2d([[0], [1], [0], [1], [0], [1]]);
const classes = tf.tensor1d([0, 1, 2, 0, 1, 2]);
const oneHot = tf.oneHot(tf.cast(classes, 'int32'), 3);
function net(loss, units = 1, activation = 'linear') {
  const net = tf.sequential({ layers: [tf.layers.dense({ units, activation, inputShape: [3] })] });
  if (loss) net.compile({ optimizer: 'sgd', loss });
  return net;
}
const model = net('meanSquaredError');
const table = new Table({ age: [20, 30], name: ['a', 'b'] });
const xs = tf.data.array([[1, 2, 3], [4, 5, 6]]), ys = tf.data.array([[1], [2]]);
const dataset = tf.data.zip({ xs, ys }).batch(2);`;

const refused = (code: string, en: string, ko: string, line?: number): Mistake =>
  line === undefined ? { code, en, ko } : { code, en, ko, line };

export const mistakes: Mistake[] = [
  // Names of what a layer takes
  refused("tf.layers.dense({ units: 2, activation: 'Relu' })", 'activation is "Relu"', '"relu"'),
  refused(
    "tf.layers.dense({ units: 2, activation: 'sigmoyd' })",
    'Did you mean "sigmoid"?',
    '혹시 "sigmoid"',
  ),
  refused("tf.layers.activation({ activation: 'softmaks' })", 'Did you mean "softmax"?', '혹시 "softmax"'),
  refused(
    "tf.layers.dense({ units: 2, kernelInitializer: 'he_normall' })",
    'Did you mean "he_normal"?',
    '혹시 "he_normal"',
  ),
  refused("tf.layers.dense({ units: 2, kernelRegularizer: 'l3' })", 'no regularizer of this name', '"l2"'),
  refused("tf.layers.dense({ units: 2, kernelConstraint: 'max_normm' })", '"max_norm"', '"max_norm"'),
  refused('tf.regularizers.l2({ l: 0.1 })', 'has no option "l"', '"l2"'),
  // Options of the training calls
  refused('await model.fit(x, y, { batch_size: 2 })', 'It is called batchSize here', '여기서는 batchSize'),
  refused('await model.fit(x, y, { validation_split: 0.2 })', 'validationSplit here', 'validationSplit'),
  refused('await model.fit(x, y, { epoch: 2 })', 'Did you mean epochs?', '혹시 epochs'),
  refused('await model.fit(x, y, { nb_epoch: 2 })', 'Write epochs here', 'epochs(으)로 쓰세요'),
  refused(
    'await model.fit(x, y, { epochs: 1.5 })',
    'epochs is 1.5, but a whole number from 1',
    '1.5입니다. 1 이상의 정수',
  ),
  refused('await model.fit(x, y, { epochs: 0 })', 'epochs is 0', 'epochs 값이 0입니다'),
  refused("await model.fit(x, y, { epochs: '3' })", "epochs is '3'", "epochs 값이 '3'입니다"),
  refused('await model.fit(x, y, { batchSize: 0 })', 'batchSize is 0', 'batchSize 값이 0입니다'),
  refused(
    'await model.fit(x, y, { validationSplit: 1 })',
    'validationSplit is 1, but a share',
    '0 이상 1 미만의 비율',
  ),
  refused('await model.fit(x, y, { validationSplit: 1.5 })', 'validationSplit is 1.5', '값이 1.5입니다'),
  refused('await model.fit(x, y, { validationSplit: -0.1 })', 'validationSplit is -0.1', '값이 -0.1입니다'),
  refused('await model.fit(x, y, { validationSplit: NaN })', 'validationSplit is NaN', '값이 NaN입니다'),
  refused('await model.fit(x, y, { validationSplit: 0.99 })', 'leaves 0 of 6 rows to train on', '학습에 0개'),
  refused(
    'await model.fit(x, y, { validationData: x })',
    'validationData is a tensor of shape [6, 3]',
    '[xVal, yVal]',
  ),
  refused('await model.fit(x, y, 32, 10)', 'model.fit has 4 arguments', '인수가 4개'),
  refused('await model.fit(x, y, 10)', 'takes its options in an object', '객체로 주어야'),
  refused('model.evaluate(x, y, { batch_size: 2 })', 'It is called batchSize here', '여기서는 batchSize'),
  refused('model.predict(x, { batchsize: 2 })', 'It is called batchSize here', '여기서는 batchSize'),
  refused(
    "net().compile({ optimiser: 'sgd', loss: 'meanSquaredError' })",
    'Did you mean optimizer?',
    '혹시 optimizer',
  ),
  refused("net().compile({ optimizer: 'sgd' })", 'model.compile needs loss', 'loss이(가) 필요'),
  refused(
    "net().compile({ loss: 'meanSquaredError' })",
    'model.compile needs optimizer',
    'optimizer이(가) 필요',
  ),
  refused(
    "net().compile({ optimizer: tf.train.adam, loss: 'meanSquaredError' })",
    'Call it, with its learning rate',
    '학습률을 넣어 호출',
  ),
  refused("net('binary_crossentroypy')", 'binary_crossentropy', 'binary_crossentropy', 1),
  refused("net().compile({ optimizer: 'sgd', loss: 'mse', metrics: ['acuracy'] })", 'accuracy', 'accuracy'),

  // Data
  refused(
    'await model.fit(tf.zeros([0, 3]), tf.zeros([0, 1]), {})',
    'has no rows: its shape is [0, 3]',
    '행이 없습니다',
  ),
  refused(
    'await model.fit(x, tf.ones([5, 1]), {})',
    'x of model.fit has 6 rows, but y of model.fit has 5',
    '6개인데',
  ),
  refused(
    'await model.fit(x, tf.ones([6, 2]), {})',
    'has shape [6, 2], but the output layer',
    '모양이 [6, 2]인데',
  ),
  refused('await model.fit(tf.ones([6, 4]), y, {})', 'the model takes [rows, 3]', '모델의 입력은 [행 수, 3]'),
  refused('model.predict(tf.ones([3]))', 'For one row put it into a list', '행이 하나라면 목록에'),
  refused(
    'await model.fit([[1, 2, 3]], y, {})',
    'is a plain array, but a tensor is needed',
    '배열입니다. 텐서가 필요',
  ),
  refused('await model.fit(table, y, {})', 'Take its numbers: tf.tensor2d(table.numbers(', '수를 꺼내세요'),
  refused(
    'await model.fit(dataset, { epochs: 1 })',
    'Data sets go to model.fitDataset',
    '데이터 세트는 model.fitDataset',
  ),
  refused('await model.fit(x, undefined, {})', 'y of model.fit is undefined', '이름을 잘못 썼거나'),
  refused('await model.fit(x.array(), y, {})', 'is a Promise: await is missing', 'await이 빠졌습니다'),
  refused(
    "await model.fit(x, tf.tensor2d([['0'], ['1'], ['0'], ['1'], ['0'], ['1']]), {})",
    'holds texts',
    '문자열이 들어 있습니다',
  ),
  refused(
    'const gone = tf.ones([6, 3]); gone.dispose();\nmodel.predict(gone)',
    'has been disposed',
    '이미 해제된 텐서',
  ),
  refused(
    "const freed = tf.ones([6, 3]);\nconst late = net('meanSquaredError').fit(freed, y, { epochs: 2, batchSize: 2 });\nfreed.dispose();\nawait late",
    'Is await missing before it?',
    'await이 빠지지 않았나요?',
    4,
  ),
  refused(
    "await net('categoricalCrossentropy', 3, 'softmax').fit(x, classes, {})",
    'class numbers, but the loss categoricalCrossentropy',
    '클래스 번호',
  ),
  refused(
    "await net('sparseCategoricalCrossentropy', 3, 'softmax').fit(x, oneHot, {})",
    'one-hot), but the loss sparse',
    '원-핫)인데',
  ),
  refused(
    "await net('sparseCategoricalCrossentropy', 2, 'softmax').fit(x, classes, {})",
    'holds 2 in row 2, but the 2 units',
    '2행 값이 2인데',
  ),
  refused(
    "await net('sparseCategoricalCrossentropy', 3, 'softmax').fit(x, classes.add(1), {})",
    'subtract 1, y.sub(1)',
    '1을 빼세요',
  ),
  refused('await net().fit(x, y, {})', 'the model is not compiled yet', '아직 컴파일되지 않아'),
  refused(
    "const half = net();\ntry { half.compile({ optimizer: 'sgd', loss: 'nonsense' }); } catch {}\nawait half.fit(x, y, {})",
    'the model is not compiled yet',
    '아직 컴파일되지 않아',
  ),
  refused('net().evaluate(x, y)', 'the model is not compiled yet', '아직 컴파일되지 않아'),
  refused(
    'tf.sequential().add(tf.layers.dense({ units: 3 }))',
    'The first layer needs inputShape',
    '첫 층에는 inputShape',
  ),
  refused(
    "tf.sequential().compile({ optimizer: 'sgd', loss: 'meanSquaredError' })",
    'The model has no layers yet',
    '모델에 아직 층이 없습니다',
  ),
  refused(
    'await model.fitDataset(x, { epochs: 1 })',
    'takes a data set of tf.data',
    'tf.data 데이터 세트를 주어야',
  ),
  refused('await model.fitDataset(dataset, {})', 'needs the number of epochs', '에포크 수가 필요'),
  refused(
    'await model.fitDataset(dataset, { epochs: 1, batchSize: 2 })',
    'cuts its own batches',
    '배치는 데이터 세트가',
  ),
  refused(
    'await model.fitDataset(dataset.take(0), { epochs: 1 })',
    'the data set gave no batch',
    '배치가 하나도 나오지',
  ),
  refused(
    'await model.fitDataset(tf.data.zip({ xs: ys, ys: xs }).batch(2), { epochs: 1 })',
    'xs of the data set has shape [2, 1]',
    '데이터 세트의 xs',
  ),
  refused(
    'const words = tf.sequential({ layers: [tf.layers.embedding({ inputDim: 2, outputDim: 2, inputLength: 1 }), tf.layers.flatten(), tf.layers.dense({ units: 1 })] });\nwords.predict(tf.tensor2d([[2]]))',
    'has vectors for 0 to 1 (inputDim 2)',
    '0에서 1까지의 벡터',
  ),

  // Layers, optimizers, tensors
  refused(
    'tf.layers.dense({ units: -3 })',
    'units is -3, but a whole number from 1',
    '-3입니다. 1 이상의 정수',
  ),
  refused('tf.layers.dense({ unit: 3 })', 'Did you mean units?', '혹시 units'),
  refused('tf.layers.dense({ activation: "relu" })', 'tf.layers.dense needs units', 'units이(가) 필요'),
  refused('tf.layers.dense(16)', 'in an object, as in { units: … }, but got 16', '{ units: … }처럼 객체로'),
  refused(
    'tf.layers.dense({ units: 3, inputShape: 4 })',
    'inputShape is 4, but a list of sizes',
    '한 행의 크기를 담은 배열',
  ),
  refused(
    'tf.layers.dense({ units: 3, input_shape: [4] })',
    'It is called inputShape here',
    '여기서는 inputShape',
  ),
  refused(
    'tf.layers.dense({ units: 3, kernel_initializer: "zeros" })',
    'kernelInitializer here',
    'kernelInitializer',
  ),
  refused(
    'tf.layers.dropout({ rate: 1.5 })',
    'rate is 1.5, but a share from 0 to below 1',
    '0 이상 1 미만의 비율',
  ),
  refused('tf.layers.dropout(0.5)', 'as in { rate: … }', '{ rate: … }'),
  refused('tf.layers.dropout({ p: 0.5 })', 'Write rate here', 'rate(으)로 쓰세요'),
  refused('tf.layers.conv2d({ filters: 0, kernelSize: 3 })', 'filters is 0', 'filters 값이 0입니다'),
  refused(
    "tf.layers.conv2d({ filters: 2, kernelSize: 3, padding: 'full' })",
    "padding is 'full', but 'valid', 'same'",
    "padding 값이 'full'",
  ),
  refused('tf.layers.lstm({ units: 2, return_sequences: true })', 'returnSequences here', 'returnSequences'),
  refused('tf.layers.maxPooling2d({ pool_size: 2 })', 'poolSize here', 'poolSize'),
  refused(
    'tf.train.adam({ lr: 1 }.lr * -1)',
    'learningRate is -1, but a finite number above 0',
    'learningRate 값이 -1',
  ),
  refused('tf.train.sgd(NaN)', 'learningRate is NaN', 'learningRate 값이 NaN'),
  refused("tf.train.sgd('0.1')", "learningRate is '0.1'", "learningRate 값이 '0.1'"),
  refused('tf.train.sgd()', 'tf.train.sgd needs its learning rate', '학습률이 필요'),
  refused(
    'tf.tensor2d([[1, 2], [3]])',
    'the list at [1] has 1 values, but the first one has 2',
    '[1] 목록의 값은 1개',
  ),
  refused('tf.tensor2d([[1, null]])', 'the value at [0][1] is null', '[0][1]의 값이 null'),
  refused(
    "tf.tensor1d([1, '2'])",
    "the value at [1] is '2', but those before it are numbers",
    "[1]의 값은 '2'",
  ),
  refused('tf.tensor2d(table)', 'Take the numbers of the table', '표에서 수를 꺼내세요'),
  refused('dataset.batch(0)', 'dataset.batch is given 0', 'dataset.batch에 0'),
  refused("tf.data.csv('file:///none.csv', { sep: ';' })", "Write delimiter: ';' here", "delimiter: ';'"),

  // The library
  refused("await readCsv('none.csv', { delimiter: ';' })", "Write separator: ';' here", "separator: ';'"),
  refused(
    "await readCsv('https://example.org/a.csv')",
    'loads nothing from the network',
    '네트워크에서 받지 않습니다',
  ),
  refused(
    "await readCsv('a.csv', { encoding: 'utf9' })",
    "There is no encoding 'utf9'",
    "'utf9' 인코딩은 없습니다",
  ),
  refused("parseCsv('data.csv')", "await readCsv('data.csv')", "await readCsv('data.csv')"),
  refused("parseCsv('a,b\\n1,2\\n3')", 'line 3', '3번째 줄'),
  refused("parseCsv('a,b', { seperator: ';' })", 'Did you mean separator?', '혹시 separator'),
  refused('table.split(0.2, { random_state: 1 })', 'Write seed here', 'seed(으)로 쓰세요'),
  refused('table.split(1.2)', 'must each lie between 0 and 1', '각각 0과 1 사이'),
  refused('plan({ samples: 10, batch_size: 2 })', 'It is called batchSize here', '여기서는 batchSize'),
  refused('scale.standardize(table)', 'train is a Table, but rows of numbers', 'train이(가) Table입니다'),
  refused("show.table(table, { titel: 'people' })", 'Did you mean title?', '혹시 title'),
  refused("table.fill('age', 'medain')", "Did you mean 'median'?", "혹시 'median'"),
  refused("table.column('agee')", 'There is no column "agee"', '열 "agee"이(가) 없습니다'),
  refused('new Table([{ age: 3 }])', 'Table.fromRows(', 'Table.fromRows('),
  refused(
    'metrics.confusionMatrix([0, 1], [0, 1], { label: ["a", "b"] })',
    'Did you mean labels?',
    '혹시 labels',
  ),
  refused(
    "const frame = readCsv('none.csv');\nframe.columns",
    'columns is read of readCsv(…) before there is a result',
    'readCsv(…)의 결과',
  ),
  refused('new EarlyStopping({ min_delta: 0.1 })', 'It is called minDelta here', '여기서는 minDelta'),

  // Names that nobody knows
  refused('tf.layers.Dense({ units: 3 })', 'Did you mean tf.layers.dense?', '혹시 tf.layers.dense'),
  refused('tf.layers.dens({ units: 3 })', 'Did you mean tf.layers.dense?', '혹시 tf.layers.dense'),
  refused('tf.keras.layers.Dense(3)', 'Write tf.layers.dense', 'tf.layers.dense'),
  refused('tf.Sequential()', 'Write tf.sequential()', 'tf.sequential()로'),
  refused('model.add(Dense(16))', 'tf.layers.dense({ … })', 'tf.layers.dense({ … })'),
  refused('model.fit_generator(x)', 'await model.fitDataset(', 'await model.fitDataset('),
  refused('model.sumary()', 'Did you mean model.summary?', '혹시 model.summary'),
  refused('model.predict_classes(x)', 'argMax(-1)', 'argMax(-1)'),
  refused('show.droput()', 'Did you mean show.dropout?', '혹시 show.dropout'),
  refused('new callbacks.EarlyStoping()', 'Did you mean callbacks.EarlyStopping?', 'EarlyStopping인가요'),
  refused('EarlyStopping({ patience: 3 })', 'Write new EarlyStopping(', 'new EarlyStopping('),
  refused(
    'new ReduceLROnPlateau({})',
    "import { ReduceLROnPlateau } from 'epochbook'",
    '라이브러리에 있습니다',
  ),
  refused('tf.train.Adam(0.001)', 'Did you mean tf.train.adam?', '혹시 tf.train.adam'),
  refused('x.shape()', 'x.shape is a value, not a function', '함수가 아니라 값'),
  refused('x.numpy()', 'tensor.arraySync()', 'tensor.arraySync()'),
  refused('tf.reduce_mean(x)', 'Write tf.mean(x)', 'tf.mean(x)'),
  refused('modle.predict(x)', 'Did you mean model?', '혹시 model'),
  refused("import { EarlyStoping } from 'epochbook';\nEarlyStoping", 'EarlyStopping', 'EarlyStopping', 1),

  refused('x.add(1).argmax(-1)', 'Did you mean .argMax?', '혹시 .argMax'),
  refused(
    'const { Dense } = tf.layers;\nDense({ units: 2 })',
    'tf.layers.dense({ … })',
    'tf.layers.dense({ … })',
  ),
  refused('tf.layers.dense({ units: 1 })(x)', 'put behind another with apply', 'apply로 이어'),
  refused(
    "model.getLayer('dense')",
    'there is no layer "dense". The layers are: dense_Dense',
    '있는 층: dense_Dense',
  ),
  refused('model.add([tf.layers.dense({ units: 1 })])', 'model.add takes one layer', '층 하나를 주어야'),
  refused(
    "const h3 = await model.fit(x, y, { epochs: 1 });\nh3.history['val_loss'][0]",
    'as nothing was validated: give model.fit validationSplit',
    '검증을 하지 않아',
  ),
  refused('await model.fit(x, y, { callbacks: { patience: 3 } })', "has no hook 'patience'", "'patience'"),
  refused(
    'await model.fit(x, y, { callbacks: { onEpochsEnd() {} } })',
    'Did you mean onEpochEnd?',
    '혹시 onEpochEnd',
  ),
  refused('tf.callbacks.earlyStopping({ patince: 2 })', 'Did you mean patience?', '혹시 patience'),

  // Python
  refused(
    "import tf2 from 'tensorflow'\ntf2",
    "import * as tf from '@tensorflow/tfjs-node'",
    '@tensorflow/tfjs-node',
    1,
  ),
  refused('import numpy as np', 'tf.tensor2d(rows)', 'NumPy는 Python의'),
  refused(
    'from keras.models import Sequential',
    "import * as tf from '@tensorflow/tfjs-node'",
    '@tensorflow/tfjs-node',
  ),
  refused('np.array([1, 2])', "NumPy is Python's", 'NumPy는 Python의'),
  refused('plt.plot([1, 2])', 'model.fit draws its curves by itself', '곡선을 스스로'),
  refused('print(x)', 'console.log(…)', 'console.log(…)'),
  refused('const n = len([1, 2])', 'list.length', 'list.length'),
  refused('const nothing = None', 'Write null', 'null'),
  refused('const yes = True', 'Write true', 'true'),
  refused('model.evaluate(x, y, verbose=0)', '{ verbose: 0 }', '{ verbose: 0 }'),
  refused(
    'for i in range(10):\n  console.log(i)',
    'for (let i = 0; i < 10; i++)',
    'for (let i = 0; i < 10; i++)',
    1,
  ),
  refused('def build(units):\n  return units', 'function build(units)', 'function build(units)', 1),
  refused('# build the model\nconst q = 1', 'A comment begins with //', '//로 시작', 1),
  refused('const text = f"loss {1}"', 'between backticks: `loss $', '백틱으로 감쌉니다: `loss $'),
  refused('const double = lambda v: v * 2', '(v) => …', '(v) => …'),
  refused('if (1 > 0 and 2 > 1) { }', '&& for and', 'and는 &&'),
  refused('if x is None:\n  pass', 'if (x is None) { … }', 'if (x is None) { … }', 1),
  refused('const part = [1, 2, 3][:2]', 'Slices are methods', '슬라이스는 메서드'),
  refused('tf.layers.dense({ units: 1, input_shape=(13,) })', 'inputShape: [13]', 'inputShape: [13]'),
  refused('undeclared = 3', 'const undeclared = …', 'const undeclared = …'),
  refused('!pip install keras', 'npm install NAME', 'npm install 이름'),

  // A forgotten await
  refused(
    'const h1 = model.fit(x, y, { epochs: 1 });\nh1.history.loss',
    'history is read of model.fit(…) before there is a result: await is missing',
    'await이 빠졌습니다',
  ),
  refused(
    'const h2 = model.fitDataset(dataset, { epochs: 1 });\nconsole.log(h2.history)',
    'before there is a result: await is missing',
    'await이 빠졌습니다',
  ),
  refused('const v1 = x.data();\nMath.max(...v1)', 'v1 is a Promise', '프로미스라서 결과가 아직'),
  refused(
    'const v2 = x.array();\nconst first = v2[0]',
    '0 is read of tensor.array()',
    'tensor.array()의 결과',
  ),
  refused(
    'const scores = model.evaluateDataset(dataset);\nscores.dataSync()',
    'dataSync is read of model.evaluateDataset(…)',
    'model.evaluateDataset(…)의 결과',
  ),
  refused(
    "const loaded = tf.loadLayersModel('file:///none/model.json');\nloaded.predict(x)",
    'predict is read of tf.loadLayersModel(…)',
    'tf.loadLayersModel(…)의 결과',
  ),

  // Messages of TensorFlow.js
  refused('tf.oneHot(tf.tensor1d([1, 2]), 3)', "tensor.cast('int32')", "tensor.cast('int32')"),
  refused('tf.tensor2d([1, 2, 3])', 'of one flat list needs its shape', '모양도 필요'),
  refused('tf.ones([6]).reshape([4, 2])', 'do not fit into the shape [4, 2]', '모양 [4, 2]에 맞지 않습니다'),
  refused(
    'tf.sequential({ layers: [tf.layers.lstm({ units: 2, inputShape: [4, 1] }), tf.layers.lstm({ units: 2 })] })',
    'returnSequences: true in the first',
    'returnSequences: true',
  ),

  // What the library is given
  refused('await scale.load(undefined);', 'A path is needed', '경로가 필요한데'),
  refused(
    'await show.rocCurve(undefined, undefined);',
    'undefined, but a list or a tensor is needed',
    '목록이나 텐서가',
  ),
  refused(
    'await show.rocCurve(table, [0, 1]);',
    'a Table, but a list or a tensor is needed. Take a column',
    '열을 꺼내세요',
  ),
  refused('await show.rocCurve([0, 1], Promise.resolve([0.1, 0.2]));', 'is await missing?', 'await이 빠지지'),
  refused(
    'await show.rocCurve([0, 1], { a: Promise.resolve([0.1, 0.2]) });',
    'is await missing?',
    'await이 빠지지',
  ),
  refused(
    'await show.residuals([1, 2], undefined);',
    'predicted is undefined',
    'predicted이(가) undefined입니다',
  ),
  refused(
    'await show.decisionBoundary(undefined);',
    'new DecisionBoundary(x, y), but got undefined',
    '콜백 new',
  ),
  refused('metrics.accuracy(Promise.resolve([1]), [1]);', 'is await missing?', 'await이 빠지지'),
  refused("readCsv('x.csv').kFold(5);", 'await is missing', 'await이 빠졌습니다'),
  refused("advise(readCsv('x.csv'), { target: 'age' });", 'is await missing?', 'await이 빠지지'),
  refused("advise(table, { target: 'agee' });", 'Did you mean "age"?', '열 "agee"'),
  refused(
    'new DecisionBoundary([[1, NaN], [2, 3]], [0, 1]);',
    'point 0 is [1, NaN]',
    '0번째 점이 [1, NaN]입니다',
  ),
  refused(
    'new DecisionBoundary([[1, 2], [2, 3]], [0, 1], { resolution: 0 });',
    'resolution is 0',
    'resolution 값이 0',
  ),
  refused('ridgePath([[1], [2]], [1, 2], {});', 'ridgePath needs the strengths', '시험할 세기'),
  refused('scale.standardize([[1], [2]]).apply(undefined);', 'The data is undefined', '데이터가 undefined'),
  refused('await show.table(undefined);', 'a list of rows is needed', '행의 목록이'),
  refused("await show.table(readCsv('x.csv'));", 'is await missing?', 'await이 빠지지'),
  refused('Table.fromRows([{ age: 1 }, null]);', 'row 1 is null', '1행으로 null'),
  refused(
    "table.numbers('age');",
    "a list of columns, table.numbers(['age', 'fare']), but got 'age'",
    '열의 목록을',
  ),
  refused(
    "table.select(['age']);",
    'The name of a column is needed, in quotes, but got the list [age]',
    '열 이름이 필요한데',
  ),
  refused("table.split('x');", 'table.split(0.2), or several', '시험 부분의 비율이나'),
  refused("table.fill('age', 'median', readCsv('x.csv'));", 'is await missing?', 'await이 빠지지'),
  refused("table.oneHot('name', 3);", 'takes the training table as `from`, but got 3', '학습 표를'),
  refused('textVectorization().adapt([]);', 'an empty list', '빈 목록'),
];

/** What is computed, with a warning on stderr. */
export const suspicious: Mistake[] = [
  refused(
    'await model.fit(tf.tensor2d([[1, NaN, 3]]), tf.ones([1, 1]), {});',
    'holds NaN (row 0, column 1',
    'NaN이(가) 있습니다',
  ),
  refused(
    "net('binaryCrossentropy', 1, 'softmax');",
    'a softmax of one unit, which is always 1',
    '항상 1입니다',
  ),
  refused(
    "net('categoricalCrossentropy', 3, 'sigmoid');",
    "activation 'softmax' gives them",
    "activation 'softmax'",
  ),
  refused(
    "net('binaryCrossentropy', 1);",
    "has activation 'linear', but the loss binaryCrossentropy",
    "활성화 함수가 'linear'",
  ),
  refused(
    "await net('binaryCrossentropy', 1, 'sigmoid').fit(x, classes, {});",
    'holds values from 0 to 2, but the loss binaryCrossentropy',
    '값이 0에서 2까지',
  ),
  refused(
    "await net('categoricalCrossentropy', 3, 'softmax').fit(x, tf.ones([6, 3]), {});",
    'add up to 3',
    '더하면 3인데',
  ),
  refused(
    "net().compile({ optimizer: 'sgd', loss: 'meanSquaredError', metrics: ['accuracy'] });",
    'The metric accuracy counts right classes',
    '지표 accuracy',
  ),
  refused(
    'await model.fit(x, y, { epochs: 2, initialEpoch: 2 });',
    'there is no epoch to train',
    '학습할 에포크가 없습니다',
  ),
];
