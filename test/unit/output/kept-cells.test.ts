import { expect, test } from 'vitest';
import { KeptCells } from '../../../kernel/worker/kept-cells.js';
import type { OutputOp } from '../../../protocol/index.js';

const run = (kept: KeptCells, cell: string, ops: OutputOp[], end = true): void => {
  kept.begin({ cell, order: 1, code: cell, language: 'typescript', startedAt: 5 });
  for (const op of ops) kept.hear(cell, op);
  if (end) kept.end(cell, { status: 'ok', durationMs: 1 });
};
const outputs = (kept: KeptCells, cell: string) => kept.all().find((each) => each.cell === cell)?.outputs;
const text = (words: string, name: 'stdout' | 'stderr' = 'stdout'): OutputOp => ({
  kind: 'stream',
  name,
  text: words,
});
const display = (id: string, words: string): OutputOp => ({
  kind: 'display',
  id,
  data: { 'text/plain': words },
});

test('text of one stream is one output; what was written over is gone', () => {
  const kept = new KeptCells();
  run(kept, 'a', [
    text('one\ntw'),
    text('o\n'),
    text('bad', 'stderr'),
    text('10 %'),
    text('\r20 %'),
    text('\r30 %\nend'),
  ]);
  expect(outputs(kept, 'a')).toEqual([text('one\ntwo\n'), text('bad', 'stderr'), text('30 %\nend')]);
});

test('a display is there once, as it is now, whichever cell has changed it', () => {
  const kept = new KeptCells();
  run(kept, 'a', [display('1', 'old'), display('2', 'gone'), text('x')]);
  run(kept, 'b', [
    { kind: 'update', id: '1', data: { 'text/plain': 'new' }, alt: 'a line' },
    { kind: 'remove', id: '2' },
  ]);
  expect(outputs(kept, 'a')).toEqual([{ ...display('1', 'new'), alt: 'a line' }, text('x')]);
  expect(outputs(kept, 'b')).toEqual([]);
});

test('a cell that is run again, or was cleared, has nothing of before', () => {
  const kept = new KeptCells();
  run(kept, 'a', [text('first')]);
  run(kept, 'b', [text('b')]);
  run(kept, 'a', [text('second')], false);
  expect(kept.all().map(({ cell, result }) => [cell, result?.status])).toEqual([
    ['b', 'ok'],
    ['a', undefined],
  ]);
  expect(outputs(kept, 'a')).toEqual([text('second')]);
  kept.forget('b');
  expect(kept.all().map(({ cell }) => cell)).toEqual(['a']);
});

test('beyond its room the oldest goes, and the latest never', () => {
  const kept = new KeptCells(300);
  for (const cell of ['a', 'b', 'c']) run(kept, cell, [text('x'.repeat(100))]);
  expect(kept.all().map(({ cell }) => cell)).toEqual(['b', 'c']);
  run(kept, 'd', [text('x'.repeat(1000))]);
  expect(kept.all().map(({ cell }) => cell)).toEqual(['d']);
});
