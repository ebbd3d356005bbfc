import { expect, test } from 'vitest';
import type { Graph } from '../../../../engine/compiled/graph/graph.js';
import { GraphBuilder } from '../../../../engine/compiled/graph/graph-builder.js';
import { printGraph } from '../../../../engine/compiled/graph/print-graph.js';
import { addIntoProducts } from '../../../../engine/compiled/passes/add-into-products.js';
import { dropDead } from '../../../../engine/compiled/passes/drop-dead.js';
import { dropIdentities } from '../../../../engine/compiled/passes/drop-identities.js';
import { foldConstants } from '../../../../engine/compiled/passes/fold-constants.js';
import type { Pass } from '../../../../engine/compiled/passes/index.js';
import { repeatLate } from '../../../../engine/compiled/passes/repeat-late.js';
import { shareEqual } from '../../../../engine/compiled/passes/share-equal.js';
import { uprightFactors } from '../../../../engine/compiled/passes/upright-factors.js';
import { cutIntoPieces } from '../../../../engine/compiled/plan/pieces.js';

/** What a pass makes of a graph whose report is what `build` gives back. */
function after(pass: Pass, build: (g: GraphBuilder) => number): string[] {
  const builder = new GraphBuilder();
  builder.reports = [build(builder)];
  return printGraph(pass.run(builder.finish())).trim().split('\n');
}

const ones = (g: GraphBuilder, shape: number[]): number =>
  g.constant(new Float32Array(6).fill(1), shape, 'float32');

test('dead values go, and variables that stay as they are', () => {
  const lines = after(dropDead, (g) => {
    const state = g.add('state', [], [3], 'float32', { index: 0 });
    const other = g.add('state', [], [3], 'float32', { index: 1 });
    g.map('neg', [state]);
    g.write(0, state);
    g.write(1, g.map('exp', [other]));
    return other;
  });
  expect(lines).toEqual([
    '%0 = state index=1 : float32[3]',
    '%1 = exp %0 : float32[3]',
    'state 1 := %1',
    'reports %0',
  ]);
});

test('constants are computed in float32, and equal numbers kept as one', () => {
  const lines = after(foldConstants, (g) =>
    g.map('sub', [g.number(1), g.map('mul', [ones(g, [2, 3]), g.number(0.1)])]),
  );
  expect(lines.at(-2)).toBe('%4 = constant 0.8999999761581421 : float32[2,3]');
});

test.each<[string, (g: GraphBuilder, x: number) => number, string]>([
  ['one that multiplies', (g, x) => g.map('mul', [x, g.number(1)]), 'reports %0'],
  ['zero that is added', (g, x) => g.map('add', [g.number(0), x]), 'reports %0'],
  ['zero from which something is taken stays', (g, x) => g.map('sub', [g.number(0), x]), 'reports %2'],
  ['a shape and back', (g, x) => g.reshape(g.reshape(x, [6]), [2, 3]), 'reports %0'],
  [
    'axes that stay where they are',
    (g, x) => g.add('transpose', [x], [2, 3], 'float32', { order: [0, 1] }),
    'reports %0',
  ],
  ['a copy', (g, x) => g.add('copy', [x], [2, 3]), 'reports %0'],
])('nothing is done for %s', (_, build, last) => {
  const lines = after({ ...dropIdentities, run: (graph) => dropDead.run(dropIdentities.run(graph)) }, (g) =>
    build(g, g.add('input', [], [2, 3], 'float32', { index: 0 })),
  );
  expect(lines.at(-1)).toBe(last);
});

test('a sum of one value is the value', () => {
  const lines = after(dropIdentities, (g) =>
    g.reduce('sum', g.add('input', [], [4, 1], 'float32', { index: 0 }), [1], false),
  );
  expect(lines).toEqual(['%0 = input index=0 : float32[4,1]', '%1 = reshape %0 : float32[4]', 'reports %1']);
});

test('equal values are computed once, random ones each time', () => {
  const lines = after(shareEqual, (g) => {
    const x = g.add('input', [], [4], 'float32', { index: 0 });
    const random = (): number => g.add('random', [], [4], 'float32', { stream: 0 });
    return g.map('add', [
      g.map('mul', [g.map('exp', [x]), g.map('exp', [x])]),
      g.map('sub', [random(), random()]),
    ]);
  });
  expect(lines.filter((line) => /exp|random/.test(line))).toHaveLength(3);
});

test('a transposed right factor is turned first', () => {
  const lines = after(uprightFactors, (g) => {
    const a = g.add('input', [], [2, 3], 'float32', { index: 0 });
    const b = g.add('input', [], [5, 3], 'float32', { index: 1 });
    return g.add('matMul', [a, b], [2, 5], 'float32', { transposeA: false, transposeB: true });
  });
  expect(lines.slice(2, 4)).toEqual([
    '%2 = transpose %1 order=[1,0] : float32[3,5]',
    '%3 = matMul %0 %2 transposeA=false transposeB=false : float32[2,5]',
  ]);
});

const large = (g: GraphBuilder, index: number, rows = 64): number => {
  const a = g.add('state', [], [1, rows, 64], 'float32', { index });
  const b = g.add('state', [], [1, 64, 64], 'float32', { index: index + 1 });
  return g.reshape(g.add('matMul', [a, b], [1, rows, 64]), [rows, 64]);
};
const bias = (g: GraphBuilder): number => g.add('state', [], [64], 'float32', { index: 9 });

test.each<[string, (g: GraphBuilder) => number, string[]]>([
  ['a bias', (g) => g.map('add', [large(g, 0), bias(g)]), ['matMul 0 1 9 : float32[64,64]']],
  [
    'another product, and that with the bias of both',
    (g) => g.map('add', [g.map('add', [large(g, 0), large(g, 2)]), bias(g)]),
    ['matMul 0 1 9 : float32[1,64,64]', 'matMul 2 3 (matMul 0 1 9) : float32[64,64]'],
  ],
  [
    'a sum of such, as gradients of time steps are',
    (g) => g.map('add', [g.map('add', [large(g, 0), large(g, 2)]), large(g, 4)]),
    [
      'matMul 0 1 : float32[1,64,64]',
      'matMul 2 3 (reshape (matMul 0 1)) : float32[64,64]',
      'matMul 4 5 (matMul 2 3 (reshape (matMul 0 1))) : float32[64,64]',
    ],
  ],
  [
    'nothing where it is small',
    (g) => g.map('add', [large(g, 0, 8), bias(g)]),
    ['matMul 0 1 : float32[1,8,64]'],
  ],
  [
    'nothing where somebody else needs it',
    (g) => {
      const product = large(g, 0);
      return g.map('add', [g.map('add', [product, bias(g)]), g.map('exp', [product])]);
    },
    ['matMul 0 1 : float32[1,64,64]'],
  ],
])('a large product begins with %s', (_, build, expected) => {
  const builder = new GraphBuilder();
  builder.reports = [build(builder)];
  const { nodes } = dropDead.run(addIntoProducts.run(builder.finish()));
  const said = (id: number): string => {
    const { op, inputs, attrs } = nodes.find((node) => node.id === id) as (typeof nodes)[number];
    if (op === 'state') return String(attrs.index);
    return `(${[op, ...inputs.map(said)].join(' ')})`;
  };
  const products = nodes.filter(({ op }) => op === 'matMul');
  expect(products.map(({ id, shape }) => `${said(id).slice(1, -1)} : float32[${shape}]`)).toEqual(expected);
});

test.each<[string, (g: GraphBuilder, x: number) => number, string[]]>([
  [
    'by numbers and by each other, before they are repeated',
    (g, x) => g.map('div', [g.map('mul', [copied(g, x), copied(g, x)]), g.number(4)]),
    ['mul %0 %0 : float32[2,1,3]', 'div %n %n : float32[2,1,3]', 'copy %n : float32[2,5,3]'],
  ],
  [
    'but not with what has other values in each place',
    (g, x) => g.map('mul', [copied(g, x), g.add('input', [], [2, 5, 3], 'float32', { index: 1 })]),
    ['copy %0 : float32[2,5,3]', 'input index=1 : float32[2,5,3]', 'mul %n %n : float32[2,5,3]'],
  ],
  [
    'and are not repeated where they are added to rows by number',
    (g, x) => scattered(g, copied(g, x)),
    ['reshape %0 : float32[2,3]', 'scatterAdd %n %n rows=7 row=3 count=10 each=5 : float32[7,3]'],
  ],
  [
    'but are where they do not come one behind the other',
    (g) => scattered(g, g.add('copy', [g.add('input', [], [5, 3], 'float32', { index: 1 })], [2, 5, 3])),
    [
      'copy %0 : float32[2,5,3]',
      'reshape %n : float32[10,3]',
      'scatterAdd %n %n rows=7 row=3 count=10 : float32[7,3]',
    ],
  ],
])('repeated values are computed with %s', (_, build, operations) => {
  const pass = { ...repeatLate, run: (graph: Graph) => dropDead.run(repeatLate.run(graph)) };
  const lines = after(pass, (g) => build(g, g.add('input', [], [2, 1, 3], 'float32', { index: 0 })));
  const told = lines.map((line) => line.replace(/^%\d+ = /, '').replace(/%(?!0\b)\d+/g, '%n'));
  for (const operation of operations) expect(told).toContain(operation);
  expect(told.filter((line) => line.startsWith('copy'))).toHaveLength(
    operations.filter((line) => line.startsWith('copy')).length,
  );
});

const copied = (g: GraphBuilder, x: number): number => g.add('copy', [x], [2, 5, 3]);

function scattered(g: GraphBuilder, x: number): number {
  const numbers = g.add('input', [], [10], 'int32', { index: 2 });
  return g.add('scatterAdd', [g.reshape(x, [10, 3]), numbers], [7, 3], 'float32', {
    rows: 7,
    row: 3,
    count: 10,
  });
}

test('operations over the same places share a loop; who needs a sum of all comes after', () => {
  const g = new GraphBuilder();
  const x = g.add('input', [], [4, 3], 'float32', { index: 0 });
  const exponentials = g.map('exp', [x]);
  const sum = g.reduce('sum', exponentials, [0, 1], true);
  const share = g.map('div', [exponentials, sum]);
  g.reports = [g.map('neg', [share])];
  const pieces = cutIntoPieces(g.finish());
  expect(
    pieces.map((piece) => (piece.kind === 'loop' ? piece.nodes.map(({ op }) => op) : piece.node.op)),
  ).toEqual([
    ['exp', 'sum'],
    ['div', 'neg'],
  ]);
});

test('what is read across goes into a loop of its own', () => {
  const g = new GraphBuilder();
  const x = g.add('input', [], [4, 3], 'float32', { index: 0 });
  const other = g.add('input', [], [3, 4], 'float32', { index: 1 });
  const across = g.add('transpose', [other], [4, 3], 'float32', { order: [1, 0] });
  const rows = g.add('view', [other], [4, 3], 'float32', { strides: [0, 1], offset: 3 });
  g.reports = [g.map('mul', [g.map('add', [g.map('exp', [x]), rows]), across])];
  const pieces = cutIntoPieces(g.finish());
  expect(pieces.map((piece) => (piece.kind === 'loop' ? piece.nodes.map(({ op }) => op) : []))).toEqual([
    ['transpose'],
    ['view', 'exp', 'add', 'mul'],
  ]);
});
