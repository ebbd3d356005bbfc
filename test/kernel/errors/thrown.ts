/** Cells of which the last one fails, and exactly how. */
export interface ThrownCase {
  name: string;
  cells: string[];
  /** What is pointed at in the last cell that the error passed through: in the last of `cells`, or `in` another of them. */
  line: number;
  column: number;
  /** The name of the error; Error unless told. */
  error?: string;
  message: string;
  /** The same on the native engine, where it must differ. */
  native?: string;
  korean?: string;
  /** All lines of the stack that begin with `at`; the last of the cells is [0], the one before it [-1]. */
  frames?: string[];
  /** Other lines of what is shown. */
  contains?: string[];
}

const row = (
  name: string,
  cells: string | string[],
  [line, column]: [number, number],
  message: string,
  more: Omit<ThrownCase, 'name' | 'cells' | 'line' | 'column' | 'message'> = {},
): ThrownCase => ({ name, cells: [cells].flat(), line, column, message, ...more });

const TF = "import * as tf from '@tensorflow/tfjs-node';";
const NET = `${TF}
const net = tf.sequential({ layers: [tf.layers.dense({ units: 1, inputShape: [1] })] });
net.compile({ optimizer: 'sgd', loss: 'meanSquaredError' });
const xs = tf.ones([4, 1]), ys = tf.ones([4, 1]);`;
const DISPOSED =
  'a tensor has been disposed: it was freed by dispose() or at the end of a tf.tidy. Make it anew, return it from the tidy, or keep it with tf.keep.';
const UNEVEN =
  'the lists are not all of one length: by the first ones the shape is [2, 2], which has 4 values, but there are 3. All rows need the same length.';

export const thrown: ThrownCase[] = [
  // Where it was thrown
  row('in a function', 'function f() {\n  throw new Error("here");\n}\nf();', [2, 9], 'here', {
    frames: ['at f (Cell [0]:2:9)', 'at Cell [0]:4:1'],
  }),
  row(
    'in a function of another cell',
    ['const g = () => { throw new Error("there"); };', '1;\n g();'],
    [1, 25],
    'there',
    {
      frames: ['at g (Cell [-1]:1:25)', 'at Cell [0]:2:2'],
    },
  ),
  row(
    'after an await',
    'const later = async () => {\n  await null;\n  throw new Error("late");\n};\nawait later()',
    [3, 9],
    'late',
  ),
  row(
    'in a callback of a list',
    '[1, 2].map((x) => {\n  if (x === 2) throw new Error("two");\n});',
    [2, 22],
    'two',
  ),
  row('in a getter', 'const o = { get a() { throw new Error("got"); } };\no.a', [1, 29], 'got'),
  row(
    'behind types',
    'const n: number = 1; type T<A> = { a: A };\nlet t: T<number> = undefined!; t.a;',
    [2, 34],
    "Cannot read properties of undefined (reading 'a'). t is undefined, so it has no a.",
    { error: 'TypeError' },
  ),
  row(
    'behind an enum',
    'enum Kind { A, B }\nconst k: Kind = Kind.B;\n  throw new Error(Kind[k]);',
    [3, 9],
    'B',
  ),
  row(
    'behind a decorator',
    'const same = (f: any, _: any) => f;\nclass D {\n  @same m(): number {\n    throw new Error("decorated");\n  }\n}\nnew D().m()',
    [4, 11],
    'decorated',
  ),
  row('behind using', 'using r = { [Symbol.dispose]() {} };\n\nthrow new Error("used");', [3, 7], 'used'),
  row(
    'a call that fails, as the last statement',
    `${TF}\ntf.ones([2]).dot(tf.ones([3]))`,
    [2, 14],
    'tensor.dot(tensor [2], tensor [3]) cannot be computed: inner dimensions of inputs must match, but got 2 and 3.',
    { error: 'RangeError', korean: '계산할 수 없습니다' },
  ),
  row(
    'behind tabs and Korean',
    '\t"한글"; null.x;',
    [1, 13],
    "Cannot read properties of null (reading 'x'). null is null, so it has no x.",
    {
      error: 'TypeError',
      contains: ['  1 | \t"한글"; null.x;', '      \t \u3000\u3000        ^'],
    },
  ),
  row('in eval', 'eval("null.y")', [1, 1], "Cannot read properties of null (reading 'y')", {
    error: 'TypeError',
  }),
  row(
    'without end',
    'function deep(n) { return deep(n + 1); }\ndeep(0)',
    [1, 20],
    'Maximum call stack size exceeded',
    { error: 'RangeError', contains: ['    … 37 more calls …'] },
  ),

  row(
    'through the awaits of other cells',
    [
      "const inner = async () => {\n  await null;\n  throw new Error('inner');\n};",
      'const outer = async () => {\n  const x = 1;\n  return x + (await inner());\n};',
      'await null;\nawait outer();',
    ],
    [3, 9],
    'inner',
    { frames: ['at inner (Cell [-2]:3:9)', 'at outer (Cell [-1]:3:21)', 'at Cell [0]:2:7'] },
  ),
  row(
    'through Promise.all',
    "const one = async () => {\n  await null;\n  throw new Error('of all');\n};\nawait Promise.all([1, one()]);",
    [3, 9],
    'of all',
    { frames: ['at one (Cell [0]:3:9)', 'at Cell [0]:5:7'] },
  ),

  // What is not allowed
  row(
    'assigning to a const',
    'const fixed = 1;\nfixed = 2;',
    [2, 1],
    '"fixed" is a const and cannot be assigned again. Declare it with let, or run its declaration again.',
    { error: 'TypeError', korean: '다시 대입할 수 없습니다' },
  ),
  row(
    'assigning to a const of another cell',
    ['const fixed2 = 1;', '\n  fixed2++'],
    [2, 3],
    '"fixed2" is a const and cannot be assigned again. Declare it with let, or run its declaration again.',
    { error: 'TypeError' },
  ),
  row(
    'a name before its declaration',
    'console.log(early);\nlet early = 1;',
    [1, 13],
    "Cannot access 'early' before initialization: this cell declares it further down. Move the declaration above its first use.",
    { error: 'ReferenceError', korean: '이 셀의 더 아래에서 선언' },
  ),
  row(
    'a name within its own declaration',
    'const itself = itself + 1;',
    [1, 16],
    "Cannot access 'itself' before initialization: this cell declares it further down. Move the declaration above its first use.",
    { error: 'ReferenceError' },
  ),
  row(
    'a class before its declaration',
    'const early2 = { Early2 };\nclass Early2 {}',
    [1, 18],
    "Cannot access 'Early2' before initialization: this cell declares it further down. Move the declaration above its first use.",
    { error: 'ReferenceError' },
  ),
  row(
    'a name in its own block',
    '{\n  const a = b;\n  let b = 1;\n}',
    [2, 13],
    "Cannot access 'b' before initialization",
    { error: 'ReferenceError' },
  ),

  // Names
  row(
    'a misspelt name',
    ['const learningRate = 0.1;', 'learningrate * 2'],
    [1, 1],
    'learningrate is not defined. Did you mean learningRate?',
    { error: 'ReferenceError', korean: '혹시 learningRate인가요' },
  ),
  row(
    'a misspelt Korean name',
    ['const 손실값 = 0.1;', '1 + 손실깂'],
    [1, 5],
    '손실깂 is not defined. Did you mean 손실값?',
    { error: 'ReferenceError' },
  ),
  row(
    'a misspelt member',
    `${TF}\ntf.tensr([1])`,
    [2, 4],
    'tf.tensr is not a function. Did you mean tf.tensor?',
    { error: 'TypeError' },
  ),

  // Other errors than plain ones
  row(
    'a subclass with properties',
    'class Mine extends Error { constructor(message, public extra = { a: 1 }) { super(message); this.name = "Mine"; } }\nthrow new Mine("mine");',
    [2, 7],
    'mine',
    { error: 'Mine', contains: ['{ extra: { a: 1 } }'] },
  ),
  row(
    'of the file system',
    "import fs from 'node:fs';\nfs.readFileSync('/none/at/all')",
    [2, 4],
    "ENOENT: no such file or directory, open '/none/at/all'",
    { contains: ["{ errno: -2, code: 'ENOENT', syscall: 'open', path: '/none/at/all' }"] },
  ),
  row(
    'of the file system, awaited',
    "import fs from 'node:fs';\nconst text = await fs.promises.readFile('/none')",
    [2, 20],
    "ENOENT: no such file or directory, open '/none'",
  ),
  row('a cause', 'throw new Error("outer", { cause: new TypeError("inner") });', [1, 7], 'outer', {
    contains: ['Caused by: TypeError: inner', '    at Cell [0]:1:35'],
    korean: '원인: TypeError: inner',
  }),
  row(
    'a cause that goes round',
    'const round = new Error("round");\nround.cause = round;\nthrow round;',
    [1, 15],
    'round',
  ),
  row(
    'several reasons',
    'await Promise.any([Promise.reject(new Error("one")), Promise.reject(new RangeError("two"))])',
    [1, 7],
    'All promises were rejected',
    {
      error: 'AggregateError',
      contains: [
        'Reason 1 of 2: Error: one',
        '    at Cell [0]:1:35',
        'Reason 2 of 2: RangeError: two',
        '    at Cell [0]:1:69',
      ],
      korean: '이유 1/2',
    },
  ),
  row('a DOMException', "throw new DOMException('enough', 'AbortError');", [1, 7], 'enough', {
    error: 'AbortError',
  }),
  row('an object', 'const no = () => { throw { code: 3 }; };\nno()', [1, 26], '{ code: 3 }', {
    error: 'Uncaught',
    frames: ['at no (Cell [0]:1:26)', 'at Cell [0]:2:1'],
  }),
  row('a text', "1;\nthrow 'only a text'", [2, 7], 'only a text', { error: 'Uncaught' }),
  row('a rejected text', "await Promise.reject('rejected')", [1, 7], 'rejected', { error: 'Uncaught' }),
  row(
    'of a worker thread',
    "import { Worker } from 'node:worker_threads';\nawait new Promise((_, no) => new Worker('./worker.mjs').on('error', no))",
    [2, 7],
    'in a worker',
    { error: 'SyntaxError', frames: ['at worker.mjs:1:7', 'at Cell [0]:2:7'] },
  ),
  row(
    'of a child process',
    "import { execFileSync } from 'node:child_process';\nexecFileSync(process.execPath, ['-e', 'process.exit(3)'], { stdio: 'pipe' }).length",
    [2, 1],
    `Command failed: ${process.env.EPOCHBOOK_TEST_NODE || process.execPath} -e process.exit(3)`,
  ),
  row(
    'JSON',
    `const config = JSON.parse('{"a": }')`,
    [1, 21],
    `Unexpected token '}', "{"a": }" is not valid JSON`,
    { error: 'SyntaxError' },
  ),
  row('a structured clone', 'structuredClone(() => 1)', [1, 1], '() => 1 could not be cloned.', {
    error: 'DataCloneError',
  }),

  // What does not parse
  row('a missing bracket', 'const ok = 1;\nconst list = [1, 2;', [2, 19], "Expected ',', got ';'", {
    error: 'SyntaxError',
  }),

  // Files of the student's
  row(
    'in a file without its types',
    "import { plainBoom } from './plain';\nplainBoom()",
    [2, 1],
    "Cannot read properties of undefined (reading 'b')",
    {
      error: 'TypeError',
      frames: ['at plainBoom (plain.ts:3:34)', 'at Cell [0]:2:1'],
      contains: ['  3 |   return (undefined as any as A).b as any;'],
    },
  ),
  row(
    'in a promise of a file',
    "import { reject } from './plain';\nawait reject()",
    [2, 7],
    'from a promise',
    { error: 'RangeError', frames: ['at reject (plain.ts:7:9)', 'at Cell [0]:2:7'] },
  ),
  row('in a rewritten file', "import { boom } from './rewritten';\n\nboom()", [3, 1], 'boom', {
    error: 'TypeError',
    frames: ['at boom (rewritten.ts:13:30)', 'at Cell [0]:3:1'],
    contains: [
      "  13 |   const a: number = 1; throw new TypeError('boom');",
      '                                    ^',
    ],
  }),
  row(
    'in a decorated method of a file',
    "import { Net } from './rewritten';\nnew Net(1).size()",
    [2, 12],
    'one',
    { frames: ['at Net.size (rewritten.ts:8:33)', 'at Net.called (rewritten.ts:4:83)', 'at Cell [0]:2:12'] },
  ),
  row('behind using in a file', "import { work } from './resources';\nwork()", [2, 1], 'within using', {
    frames: ['at work (resources.ts:4:9)', 'at Cell [0]:2:1'],
  }),
  row('in a CommonJS file', "require('./common.cts').thrown(1)", [1, 25], 'of CommonJS', {
    error: 'RangeError',
    frames: ['at Object.thrown (common.cts:4:24)', 'at Cell [0]:1:25'],
  }),
  row('while a file loads', "import './at-load';", [1, 1], "Cannot read properties of null (reading 'x')", {
    error: 'TypeError',
    frames: ['at at-load.ts:3:7', 'at Cell [0]:1:1'],
  }),
  row(
    'while a rewritten file loads',
    "import './at-load-rewritten';",
    [1, 1],
    "Cannot read properties of undefined (reading 'x')",
    { error: 'TypeError', frames: ['at at-load-rewritten.ts:4:20', 'at Cell [0]:1:1'] },
  ),
  row(
    'in JavaScript',
    "import { js } from './script.js';\njs()",
    [2, 1],
    'zzz is not defined. Is it misspelt, or was the cell that makes it not run since the kernel started?',
    { error: 'ReferenceError', frames: ['at js (script.js:2:10)', 'at Cell [0]:2:1'] },
  ),
  row('deep in a package', "import { outer } from 'faulty';\nouter()", [2, 1], 'of a package', {
    frames: ['at inner (node_modules/faulty/index.js:1:29)', 'at Cell [0]:2:1'],
  }),

  // TensorFlow.js
  row(
    'in a callback of fit',
    `${NET}\nawait net.fit(xs, ys, { epochs: 1, callbacks: { onEpochEnd() {\n  null.x\n} } })`,
    [6, 8],
    "Cannot read properties of null (reading 'x'). null is null, so it has no x.",
    { error: 'TypeError' },
  ),
  row(
    'in a loss of one’s own',
    `${NET}\nnet.compile({ optimizer: 'sgd', loss: (t, p) => {\n  return t.sub(tf.ones([3, 7]));\n} });\nawait net.fit(xs, ys, {});`,
    [6, 12],
    'tensor.sub(tensor [4, 1], tensor [3, 7]) cannot be computed: the shapes [4, 1] and [3, 7] do not fit each other: counted from the last axis, sizes must be equal, or one of them 1.',
    { error: 'RangeError' },
  ),
  row(
    'deep in tf.tidy',
    `${TF}\ntf.tidy(() => tf.tidy(() => {\n  return tf.matMul(tf.ones([2, 3]), tf.ones([2, 3]));\n}));`,
    [3, 13],
    'tf.matMul(tensor [2, 3], tensor [2, 3]) cannot be computed: the inner sizes 3 and 2 of [2, 3] and [2, 3] differ: the columns of the first must be as many as the rows of the second.',
    { error: 'RangeError' },
  ),
  row(
    'in a gradient',
    `${TF}\ntf.grad((x) => {\n  return x.matMul(tf.ones([5, 1])).sum();\n})(tf.ones([2, 2]))`,
    [3, 12],
    'tensor.matMul(tensor [2, 2], tensor [5, 1]) cannot be computed: the inner sizes 2 and 5 of [2, 2] and [5, 1] differ: the columns of the first must be as many as the rows of the second.',
    { error: 'RangeError' },
  ),
  row(
    'rows of different lengths',
    `${TF}\ntf.tensor2d([[1, 2], [3]])`,
    [2, 4],
    'tf.tensor2d: the list at [1] has 1 values, but the first one has 2. All rows need the same length.',
    { error: 'RangeError' },
  ),
  row(
    'rows of different lengths for an operation',
    `${TF}\ntf.add([[1, 2], [3]], 1)`,
    [2, 4],
    `tf.add([[1, 2], [3]], 1) cannot be computed: ${UNEVEN}`,
    { error: 'RangeError', korean: '목록의 길이가 서로 다릅니다' },
  ),
  row(
    'rows of different lengths in a data set',
    `${TF}\nawait tf.data.array([[1, 2], [3]]).batch(2).toArray()`,
    [2, 7],
    UNEVEN,
    { error: 'RangeError' },
  ),
  row(
    'a list as a variable',
    `${TF}\ntf.variable([1, 2])`,
    [2, 4],
    'tf.variable([1, 2]) cannot be computed: a variable begins as a tensor: tf.variable(tf.tensor(values)).',
    { error: 'RangeError' },
  ),
  row(
    'a disposed tensor among others',
    `${TF}\nconst gone = tf.ones([2]);\ngone.dispose();\ntf.concat([gone, tf.ones([2])])`,
    [4, 4],
    `tf.concat([tensor [2], tensor [2]]) cannot be computed: ${DISPOSED}`,
    { error: 'RangeError', korean: '텐서가 이미 해제되었습니다' },
  ),
  row(
    'a disposed tensor',
    `${TF}\nconst gone2 = tf.ones([2]); gone2.dispose();\ngone2.add(1)`,
    [3, 7],
    'The tensor has been disposed: it was freed by dispose() or at the end of a tf.tidy. Make it anew, return it from the tidy, or keep it with tf.keep. (TensorFlow.js: tensor.add(tensor [2], 1) cannot be computed: Tensor is disposed.)',
    { error: 'RangeError' },
  ),
  row(
    'an index out of range',
    `${TF}\ntf.gather(tf.ones([3]), tf.tensor1d([5], 'int32'))`,
    [2, 4],
    'tf.gather(tensor [3], int32 tensor [1]) cannot be computed: GatherV2: the index value 5 is not in [0, 2]',
    { error: 'RangeError' },
  ),
  row(
    'an uneven split',
    `${TF}\ntf.split(tf.ones([5]), 2)`,
    [2, 4],
    'tf.split(tensor [5], 2) cannot be computed: axis 0 of [5] cannot be split into 2 equal parts.',
    { error: 'RangeError' },
  ),
  row(
    'a model file that is not there',
    `${TF}\nawait tf.loadLayersModel('file:///none/model.json')`,
    [2, 7],
    'Cannot load a model: /none/model.json does not exist. Save one there, or correct the path.',
  ),
  row(
    'places that are not in a tensor',
    `${TF}\ntf.gatherND(tf.ones([3]), tf.tensor2d([[9]], [1, 1], 'int32')).dataSync()`,
    [2, 4],
    'tf.gatherND(tensor [3], int32 tensor [1, 1]) cannot be computed: the place [9] is not in a tensor of shape [3]: places go from 0 to one less than the size.',
    { error: 'RangeError' },
  ),
  row(
    'values written outside',
    `${TF}\ntf.scatterND(tf.tensor2d([[9]], [1, 1], 'int32'), tf.ones([1]), [3])`,
    [2, 4],
    'tf.scatterND(int32 tensor [1, 1], tensor [1], [3]) cannot be computed: the place [9] is not in a tensor of shape [3]: places go from 0 to one less than the size.',
    { error: 'RangeError' },
  ),
  row(
    'more values than memory',
    `${TF}\ntf.ones([1e6, 1e6])`,
    [2, 4],
    'tf.ones([1000000, 1000000]) cannot be computed: so many values do not fit into memory. Take a smaller shape, or a part of the data at a time.',
    { error: 'RangeError', korean: '메모리에 들어가지 않습니다' },
  ),
  row(
    'a layer applied to nothing',
    `${TF}\ntf.layers.dense({ units: 3, name: 'bare' }).apply(undefined)`,
    [2, 45],
    'The layer "bare" was applied to undefined. Its input is a tensor, or what another layer\'s apply gave: layer.apply(input).',
    { error: 'TypeError', korean: '층 "bare"의 입력으로' },
  ),
  row(
    'an input that the model does not name',
    `${TF}\nconst in1 = tf.input({ shape: [3] }), in2 = tf.input({ shape: [4], name: 'second' });\ntf.model({ inputs: in1, outputs: tf.layers.dense({ units: 1 }).apply(in2) })`,
    [3, 4],
    'The outputs of tf.model come from the input "second", which is not among its inputs. Name all tf.input(…) that the outputs are made of. (TensorFlow.js: Graph disconnected: cannot obtain value for tensor [object Object] at layer "second". The following previous layers were accessed without issue: )',
    { korean: 'inputs에 없습니다' },
  ),
  row(
    'a folder without file://',
    `${NET}\nawait net.save('/tmp/x')`,
    [5, 11],
    "To save into a folder write file:// before its path: model.save('file:///tmp/x'). (TensorFlow.js: Cannot find any save handlers for URL '/tmp/x')",
    { korean: '경로 앞에 file://' },
  ),
  row(
    'a model file without file://',
    `${TF}\nconst { loadLayersModel } = tf; await loadLayersModel('model.json')`,
    [2, 39],
    "To load a model from a file write file:// before its path: 'file://model.json'. (TensorFlow.js: Failed to parse URL from model.json)",
    { error: 'TypeError' },
  ),
  row(
    'a backend that is not there',
    `${TF}\nawait tf.setBackend('webgl')`,
    [2, 10],
    "There is no backend 'webgl' here. Leave tf.setBackend out: the notebook's engine is chosen in its status bar, and tf.getBackend() tells which it is. (TensorFlow.js: Backend name 'webgl' not found in registry)",
    { korean: "'webgl' 백엔드가 없습니다" },
  ),
  row(
    'in a generator of data',
    `${NET}\nawait net.fitDataset(tf.data.generator(function* () {\n  throw new Error('in generator');\n}), { epochs: 1 })`,
    [6, 9],
    'Error thrown while iterating through a dataset: in generator',
  ),
  row(
    'in a map of a data set',
    `${TF}\nawait tf.data.array([1, 2]).map((x) => {\n  if (x === 2) throw new RangeError('in map');\n  return x;\n}).toArray()`,
    [3, 22],
    'in map',
    { error: 'RangeError' },
  ),
  row(
    'a single letter is no misspelling',
    ['const q7 = 1;', 'z'],
    [1, 1],
    'z is not defined. Is it misspelt, or was the cell that makes it not run since the kernel started?',
    { error: 'ReferenceError' },
  ),
];
