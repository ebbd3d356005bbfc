import { describe, expect, it } from 'vitest';
import { OpBuffer, STREAM_DELAY, UPDATE_GAP } from '../../../extension/outputs/op-buffer.js';
import type { OutputOp } from '../../../protocol/index.js';

const out = (text: string): OutputOp => ({ kind: 'stream', name: 'stdout', text });
const err = (text: string): OutputOp => ({ kind: 'stream', name: 'stderr', text });
const display = (id: string, text: string): OutputOp => ({
  kind: 'display',
  id,
  data: { 'text/plain': text },
});
const update = (id: string, text: string): OutputOp => ({ kind: 'update', id, data: { 'text/plain': text } });

describe('OpBuffer', () => {
  it('joins neighbouring text of one stream, and keeps streams apart and in order', () => {
    const buffer = new OpBuffer();
    for (const op of [out('a'), out('b'), err('c'), out('d'), display('1', 'x'), out('e')])
      buffer.push('k', op, 0);
    expect(buffer.take(STREAM_DELAY).map(({ op }) => op)).toEqual([
      out('ab'),
      err('c'),
      out('d'),
      display('1', 'x'),
      out('e'),
    ]);
    expect(buffer.empty).toBe(true);
  });

  it('joins text of two cells that print in turns, each with its own', () => {
    const buffer = new OpBuffer();
    buffer.push('k', out('a'), 0);
    buffer.push('l', out('x'), 0);
    buffer.push('k', out('b'), 0);
    expect(buffer.take(STREAM_DELAY)).toEqual([
      { cell: 'k', op: out('ab') },
      { cell: 'l', op: out('x') },
    ]);
  });

  it('holds text back for its delay, and does not make it wait longer for more text', () => {
    const buffer = new OpBuffer();
    buffer.push('k', out('a'), 0);
    expect(buffer.wait(0)).toBe(STREAM_DELAY);
    buffer.push('k', out('b'), 40);
    expect(buffer.take(STREAM_DELAY - 1)).toEqual([]);
    expect(buffer.wait(50)).toBe(STREAM_DELAY - 50);
    expect(buffer.take(STREAM_DELAY)).toHaveLength(1);
    expect(buffer.wait(STREAM_DELAY)).toBeUndefined();
  });

  it('gives a display at once, with the text before it', () => {
    const buffer = new OpBuffer();
    buffer.push('k', out('a'), 0);
    buffer.push('k', display('1', 'x'), 1);
    expect(buffer.wait(1)).toBe(0);
    expect(buffer.take(1)).toHaveLength(2);
  });

  it('puts an update into a display that still waits', () => {
    const buffer = new OpBuffer();
    const first = display('1', 'x');
    buffer.push('k', first, 0);
    buffer.push('k', update('1', 'y'), 0);
    expect(buffer.take(0).map(({ op }) => op)).toEqual([display('1', 'y')]);
    expect(first).toEqual(display('1', 'x'));
  });

  it('keeps only the last of many updates, spaced by the gap, and never loses the last', () => {
    const buffer = new OpBuffer();
    buffer.push('k', display('1', '0'), 0);
    const seen: string[] = [];
    const note = (now: number): void => {
      for (const { op } of buffer.take(now))
        if (op.kind === 'update') seen.push(`${now}:${op.data['text/plain']}`);
    };
    note(0);
    for (let now = 10; now <= 600; now += 10) {
      buffer.push('k', update('1', String(now)), now);
      note(now);
    }
    expect(seen).toEqual([`${UPDATE_GAP}:${UPDATE_GAP}`, `${2 * UPDATE_GAP}:${2 * UPDATE_GAP}`]);
    expect(buffer.wait(600)).toBe(3 * UPDATE_GAP - 600);
    expect(buffer.takeAll(600).map(({ op }) => op)).toEqual([update('1', '600')]);
    expect(buffer.empty).toBe(true);
  });

  it('forgets a display that is removed before it was shown, and its update', () => {
    const buffer = new OpBuffer();
    buffer.push('k', display('1', 'x'), 0);
    buffer.push('k', { kind: 'remove', id: '1' }, 0);
    expect(buffer.take(1000)).toEqual([]);
    buffer.push('k', display('2', 'x'), 0);
    buffer.take(0);
    buffer.push('k', update('2', 'y'), 0);
    buffer.push('k', { kind: 'remove', id: '2' }, 0);
    expect(buffer.takeAll(0).map(({ op }) => op)).toEqual([{ kind: 'remove', id: '2' }]);
  });

  it('drops what waits for a cell that runs anew, and nothing else', () => {
    const buffer = new OpBuffer();
    buffer.push('k', out('old'), 0);
    buffer.push('l', out('kept'), 0);
    buffer.push('k', update('of another cell', 'kept'), 0);
    buffer.drop('k');
    expect(buffer.takeAll(0)).toEqual([
      { cell: 'l', op: out('kept') },
      { cell: 'k', op: update('of another cell', 'kept') },
    ]);
  });
});
