import { describe, expect, test } from 'vitest';
import { CellScripts, type DebugSource } from '../../../extension/debugging/cell-scripts.js';

const [A, B, C] = ['a', 'b', 'c'].map((name) => `vscode-notebook-cell:/lab.ipynb#${name}`) as [
  string,
  string,
  string,
];
const NAMES = {
  cell: (order: number) => `Cell [${order}]`,
  asRun: (order: number) => `Cell [${order}] as run`,
};

/** A has run twice and is to be run again as it is; B was changed since it ran; C has never run. */
const scripts = (folder = '/tmp/k/cells'): CellScripts =>
  new CellScripts(
    folder,
    [
      { uri: A, order: 1, text: 'old a' },
      { uri: B, order: 2, text: 'old b' },
      { uri: A, order: 3, text: 'a' },
    ],
    (uri) => ({ [A]: 'a', [B]: 'b', [C]: 'c' })[uri],
    NAMES,
  );

const toDebugger = (path: string, all = scripts()): string | undefined => {
  const source: DebugSource = { path };
  all.toDebugger(source);
  return source.path;
};
const toEditor = (path: string, all = scripts()): DebugSource => {
  const source: DebugSource = { name: 'x', path, sourceReference: 7 };
  all.toEditor(source);
  return source;
};

describe('to the debugger', () => {
  test.each([
    ['its last run', A, '/tmp/k/cells/epochbook-cell-3.ts'],
    ['no run of an earlier text', B, '/tmp/k/cells/epochbook-cell-not-run-0.ts'],
    ['no run at all', C, '/tmp/k/cells/epochbook-cell-not-run-0.ts'],
    ['the file itself', '/lab/numbers.ts', '/lab/numbers.ts'],
  ])('a cell or file is %s', (_, path, expected) => {
    expect(toDebugger(path)).toBe(expected);
  });

  test('cells without a run have names of their own', () => {
    const all = scripts();
    expect(
      [toDebugger(B, all), toDebugger(C, all), toDebugger(B, all)].map((path) => path?.slice(-4)),
    ).toEqual(['0.ts', '1.ts', '0.ts'].map((end) => end.slice(-4)));
    expect(toEditor('/tmp/k/cells/epochbook-cell-not-run-1.ts', all)).toMatchObject({ path: C });
  });

  test('paths of Windows have its separator', () => {
    expect(toDebugger(A, scripts('C:\\k\\cells'))).toBe('C:\\k\\cells\\epochbook-cell-3.ts');
  });
});

describe('to the editor', () => {
  test('the last run of a cell is the cell, which has no other text', () => {
    expect(toEditor('/tmp/k/cells/epochbook-cell-3.ts')).toEqual({ name: 'Cell [3]', path: A });
    expect(toEditor('c:\\k\\cells\\epochbook-cell-3.ts')).toEqual({ name: 'Cell [3]', path: A });
  });

  test.each([1, 2, 9])('a text that no cell holds any more (%d) is shown as it was run', (order) => {
    const path = `/tmp/k/cells/epochbook-cell-${order}.ts`;
    expect(toEditor(path)).toEqual({ name: `Cell [${order}] as run`, path, sourceReference: 7 });
  });

  test('files stay what they are', () => {
    expect(toEditor('/lab/numbers.ts')).toEqual({ name: 'x', path: '/lab/numbers.ts', sourceReference: 7 });
  });
});
