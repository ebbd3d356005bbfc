import { describe, expect, it } from 'vitest';
import { lintNotebook } from '../../../../language/lint/index.js';
import { found } from './table.js';

/** Found where the rule sees that a layer is a softmax of one unit; what stands between is what must be followed. */
const followed: Readonly<Record<string, string>> = {
  'the layers of tf by their own name':
    "const { layers } = tf;\nlayers.dense({ units: 1, activation: 'softmax' });",
  'another name for tf':
    "import * as flow from '@tensorflow/tfjs';\nflow.layers.dense({ units: 1, activation: 'softmax' });",
  'the default of tf':
    "import flow from '@tensorflow/tfjs-node-gpu';\nflow.layers.dense({ units: 1, activation: 'softmax' });",
  'a member of tf':
    "import { layers as L } from '@tensorflow/tfjs';\nL.dense({ units: 1, activation: 'softmax' });",
  'a function with another name':
    "const { dense: layer } = tf.layers;\nlayer({ units: 1, activation: 'softmax' });",
  'a constant of an earlier cell':
    "const units = 1;\n----\ntf.layers.dense({ units, activation: 'softmax' });",
  'a computed number':
    "const classes = 3;\n----\ntf.layers.dense({ units: classes - 2, activation: 'softmax' });",
  'the length of a list':
    "const kinds = ['a'];\ntf.layers.dense({ units: kinds.length, activation: 'softmax' });",
  'a spread': "const end = { units: 1, activation: 'softmax' };\ntf.layers.dense({ ...end, name: 'end' });",
  'a member of a constant':
    "const end = { units: 1, activation: 'softmax' } as const;\ntf.layers.dense({ units: end.units, activation: end.activation });",
  'the argument of a function':
    "function last(units: number) {\n  return tf.layers.dense({ units, activation: 'softmax' });\n}\n----\nlast(1);",
  'an argument that is left out':
    "const last = (units = 1) => tf.layers.dense({ units, activation: 'softmax' });\nlast();",
  'an option of a function':
    "const last = ({ units }) => tf.layers.dense({ units, activation: 'softmax' });\nlast({ units: 1 });",
  'each of a list': "[1, 1].map((units) => tf.layers.dense({ units, activation: 'softmax' }));",
  'a cast and brackets': "tf.layers.dense({ units: 1, activation: ('softmax' as const) });",
  'a name that is declared again':
    "const units = 3;\n----\nconst units = 1;\ntf.layers.dense({ units, activation: 'softmax' });",
  'a variable that changes once':
    "let units = 3;\nunits = 1;\n----\ntf.layers.dense({ units, activation: 'softmax' });",
  'a function that nobody calls':
    "function build() {\n  return tf.layers.dense({ units: 1, activation: 'softmax' });\n}",
  'a method':
    "class Net {\n  build() {\n    return tf.layers.dense({ units: 1, activation: 'softmax' });\n  }\n}",
  'a function in a function':
    "const outer = () => () => tf.layers.dense({ units: 1, activation: 'softmax' });",
  'behind a syntax error elsewhere':
    "const a = ;\n----\ntf.layers.dense({ units: 1, activation: 'softmax' });",
};

const lost: Readonly<Record<string, string>> = {
  'a parameter': "const last = (units: number) => tf.layers.dense({ units, activation: 'softmax' });",
  'a name that is declared again':
    "const units = 1;\n----\nconst units = 3;\ntf.layers.dense({ units, activation: 'softmax' });",
  'a variable that a loop changes':
    "let units = 1;\nfor (const n of sizes) {\n  tf.layers.dense({ units, activation: 'softmax' });\n  units = n;\n}",
  'a variable that a function changes':
    "let units = 1;\nconst more = () => { units += 1; };\nmore();\ntf.layers.dense({ units, activation: 'softmax' });",
  'either of two': "const units = isWide ? 3 : 1;\ntf.layers.dense({ units, activation: 'softmax' });",
  'one that a branch changes':
    "let units = 1;\nif (isWide) units = 3;\ntf.layers.dense({ units, activation: 'softmax' });",
  'options that are changed':
    "const end = { units: 1, activation: 'softmax' };\nend.units = 3;\ntf.layers.dense(end);",
  'what is spread behind': "tf.layers.dense({ units: 1, activation: 'softmax', ...more });",
  'a name of another library':
    "import { layers } from './layers.ts';\nlayers.dense({ units: 1, activation: 'softmax' });",
  'a name that is a parameter': "const build = (tf) => tf.layers.dense({ units: 1, activation: 'softmax' });",
  'a cell with a syntax error': "tf.layers.dense({ units: 1, activation: 'softmax' });\nconst a = ;",
  'a name in a cell with a syntax error':
    "const units = 1;\n----\nconst units = 3 +;\n----\ntf.layers.dense({ units, activation: 'softmax' });",
  'a function of a cell with a syntax error':
    "const last = (units) => tf.layers.dense({ units, activation: 'softmax' });\n----\nconst last = (units) => ;\n----\nlast(1);",
  'a function that sees one of two constants':
    "const units = 1;\nfunction build() {\n  return tf.layers.dense({ units, activation: 'softmax' });\n}\n----\nconst units = 3;",
  'what is assigned with a pattern':
    "let units = 1;\n[units] = sizes;\ntf.layers.dense({ units, activation: 'softmax' });",
};

describe('constants are followed through the cells', () => {
  it.each(Object.entries(followed))('%s', (_, text) => {
    expect(found(text)).toEqual(['softmax-one-unit']);
  });

  it.each(Object.entries(lost))('and not known: %s', (_, text) => {
    expect(found(text)).toEqual([]);
  });
});

const end = "net.compile({ optimizer: 'adam', loss: 'binaryCrossentropy' });";
const softmax = "tf.layers.dense({ units: 3, activation: 'softmax' })";

/** Found where the rule sees that a net which ends in a softmax is compiled with the loss of yes and no. */
const models: Readonly<Record<string, string>> = {
  'all layers at once': `const net = tf.sequential({ layers: [${softmax}] });\n${end}`,
  'one by one': `const net = tf.sequential();\nnet.add(tf.layers.flatten());\nnet.add(${softmax});\n${end}`,
  'in several cells': `const net = tf.sequential();\n----\nnet.add(${softmax});\n----\n${end}`,
  'a layer with a name': `const last = ${softmax};\nconst net = tf.sequential({ layers: [last] });\n${end}`,
  'a list with a name': `const layers = [tf.layers.flatten(), ${softmax}];\nconst net = tf.sequential({ layers });\n${end}`,
  'a function that builds': `function build() {\n  const net = tf.sequential();\n  net.add(${softmax});\n  return net;\n}\nconst net = build();\n${end}`,
  'a function that compiles': `function build() {\n  const net = tf.sequential({ layers: [${softmax}] });\n  ${end}\n  return net;\n}`,
  'a function that is given the net': `function finish(net: tf.Sequential) {\n  net.add(${softmax});\n  ${end}\n}\nfinish(tf.sequential());`,
  'the functional style': `const input = tf.input({ shape: [4] });\nconst hidden = tf.layers.dense({ units: 8, activation: 'relu' }).apply(input);\nconst net = tf.model({ inputs: input, outputs: ${softmax}.apply(hidden) as tf.SymbolicTensor });\n${end}`,
  'the functional style, in branches': `const net = tf.model({ inputs, outputs: ${softmax}.apply(tf.layers.add().apply([a, b])) });\n${end}`,
  'layers that may be there before': `const net = tf.sequential();\nif (isDeep) net.add(tf.layers.flatten());\nnet.add(${softmax});\n${end}`,
  'layers of a loop before': `const net = tf.sequential();\nfor (const units of sizes) net.add(tf.layers.dense({ units, activation: 'relu' }));\nnet.add(${softmax});\n${end}`,
  'one of two nets': `const net = tf.sequential();\nnet.add(${softmax});\nconst other = tf.sequential();\nother.add(tf.layers.flatten());\n${end}`,
  'options with a name': `const net = tf.sequential({ layers: [${softmax}] });\nconst options = { optimizer: 'adam', loss: 'binaryCrossentropy' };\nnet.compile(options);`,
  'another name for it': `const net = tf.sequential({ layers: [${softmax}] });\nconst same = net;\nsame.compile({ optimizer: 'adam', loss: 'binaryCrossentropy' });`,
  'compiled again': `const net = tf.sequential({ layers: [${softmax}] });\nnet.compile({ optimizer: 'adam', loss: 'categoricalCrossentropy' });\n----\n${end}`,
};

const unknownModels: Readonly<Record<string, string>> = {
  'a last layer that may be there': `const net = tf.sequential();\nnet.add(${softmax});\nif (isOther) net.add(tf.layers.dense({ units: 1 }));\n${end}`,
  'a last layer that is not known': `const net = tf.sequential();\nnet.add(${softmax});\nnet.add(other);\n${end}`,
  'a net that something else may change': `const net = tf.sequential();\nnet.add(${softmax});\nfinish(net);\n${end}`,
  'a net of elsewhere': `const net = build();\n${end}`,
  'several outputs': `const net = tf.model({ inputs, outputs: [${softmax}.apply(a), b] });\n${end}`,
  'a net that is taken anew in a loop': `let net = tf.sequential({ layers: [${softmax}] });\nfor (const one of nets) {\n  ${end}\n  net = one;\n}`,
  'a loss that is an option': `function build(loss: string) {\n  const net = tf.sequential({ layers: [${softmax}] });\n  net.compile({ optimizer: 'adam', loss });\n}`,
  'a loss that fits one of two calls': `function build(loss: string) {\n  const net = tf.sequential({ layers: [${softmax}] });\n  net.compile({ optimizer: 'adam', loss });\n}\nconst a = build('categoricalCrossentropy');\nconst b = build('binaryCrossentropy');`,
  'a net in a broken cell': `const net = tf.sequential();\nnet.add(${softmax});\n----\nnet.add(tf.layers.dense(\n----\n${end}`,
  'another net under the same name': `const net = tf.sequential({ layers: [${softmax}] });\n----\nconst net = tf.sequential({ layers: [tf.layers.dense({ units: 1, activation: 'sigmoid' })] });\n${end}`,
};

describe('models are followed through the cells', () => {
  it.each(Object.entries(models))('%s', (_, text) => {
    expect(found(text)).toEqual(['softmax-binary']);
  });

  it.each(Object.entries(unknownModels))('and not known: %s', (_, text) => {
    expect(found(text)).toEqual([]);
  });
});

describe('cells', () => {
  it('may be JavaScript', () => {
    const text =
      "const tf = require('@tensorflow/tfjs');\ntf.layers.dense({ units: 1, activation: 'softmax' });";
    const findings = lintNotebook([{ id: 'a', text: text.split('\n')[1] ?? '', language: 'javascript' }]);
    expect(findings.map(({ rule }) => rule)).toEqual(['softmax-one-unit']);
  });

  it('are named in findings and edits, in their order', () => {
    const wrong = "tf.layers.dense({ units: 1, activation: 'softmax' });";
    const cells = ['vscode-notebook-cell://a/../b.ipynb#W0', 'C:\\a'].map((id) => ({
      id,
      text: wrong,
      language: 'typescript' as const,
    }));
    const findings = lintNotebook(cells);
    expect(findings.map(({ cell }) => cell)).toEqual(cells.map(({ id }) => id));
    expect(findings.map(({ fixes }) => fixes.flatMap(({ edits }) => edits.map(({ cell }) => cell)))).toEqual([
      ...cells.map(({ id }) => [id, id, id]),
    ]);
  });
});
