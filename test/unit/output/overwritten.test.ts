import { describe, expect, test } from 'vitest';
import { lastOfOverwritten, lessOfOverwritten } from '../../../kernel/output/overwritten.js';
import { StreamLimit } from '../../../kernel/output/stream-limit.js';

describe('text that is written over', () => {
  test.each([
    ['plain\ntext', 'plain\ntext'],
    ['10%\r50%\r100%\n', '100%\n'],
    ['10%\r50%\r', '50%\r'],
    ['done: 100%\rfail\n', 'fail: 100%\n'],
    ['long line\r         \rok\n', 'ok\n'],
    ['Windows\r\nlines\r\n', 'Windows\nlines\n'],
    ['a\n1\r2\nb\n3\r4', 'a\n2\nb\n4'],
    ['\u001b[32m10%\u001b[39m\r\u001b[32m9%\u001b[39m', '\u001b[32m9%\u001b[39m'],
  ])('%j', (text, shown) => {
    expect(lastOfOverwritten(text)).toBe(shown);
  });

  test('the beginning of a line that is elsewhere is left to what is written over it', () => {
    expect(lessOfOverwritten('5%\r20%\r30%\r')).toBe('5%\r30%\r');
    expect(lessOfOverwritten('\r1\r2')).toBe('\r2');
  });
});

describe('the limit of what a cell prints', () => {
  test('a progress bar never reaches it', () => {
    const limit = new StreamLimit(100, 10);
    for (let i = 0; i < 1000; i++)
      expect(limit.push(`\r[${'#'.repeat(40)}] ${i}`)).toMatchObject({ cut: false });
    expect(limit.end()).toBeUndefined();
  });

  test('lines do, and all are counted', () => {
    const limit = new StreamLimit(100, 10);
    for (let i = 0; i < 30; i++) limit.push('1\r234567\r\n');
    expect(limit.end()).toEqual({ printed: 300, exact: true, shown: 134, tail: '1\r234567\r\n' });
  });
});
