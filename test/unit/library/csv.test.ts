import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { parseCsv, readCsv } from '../../../library/index.js';

describe('parseCsv', () => {
  it('reads numbers, booleans, text, quotes and missing values', () => {
    const table = parseCsv('\uFEFFa,b, c ,zip\r\n1,true,"x, ""y""",007\r\n?,NA,,010\r\n-2.5e3,false,z,1\r\n');
    expect(table.columns).toEqual(['a', 'b', 'c', 'zip']);
    expect(table.column('a')).toEqual([1, null, -2500]);
    expect(table.column('b')).toEqual([true, null, false]);
    expect(table.column('c')).toEqual(['x, "y"', null, 'z']);
    expect(table.column('zip')).toEqual(['007', '010', '1']);
  });

  it.each(['0', '-0.5', '.5', '5.', '1e-3', '+3'])('takes %s for a number', (text) => {
    expect(parseCsv(`x\n${text}`).column('x')).toEqual([Number(text)]);
  });

  it.each(['1 2', '0x10', '1,000', '-', '.', 'Infinity', '1e'])('takes %s for text', (text) => {
    expect(parseCsv(`x;y\n${text};1`, { separator: ';' }).column('x')).toEqual([text]);
  });

  it('takes its own missing texts', () => {
    expect(parseCsv('x\n-9\nNA', { missing: ['-9'] }).column('x')).toEqual([null, 'NA']);
  });

  it('says what is wrong with the file', () => {
    expect(() => parseCsv('')).toThrow(/a header line is needed/);
    expect(() => parseCsv('a,b,a\n1,2,3')).toThrow(/"a" twice/);
    expect(() => parseCsv('a,b\n1,2\n1')).toThrow(/Row 2 .* has 1 values, but the header has 2/);
    expect(parseCsv('a,b').length).toBe(0);
  });
});

describe('readCsv', () => {
  it('reads a file, and names one that is not there', async () => {
    const folder = await mkdtemp(join(tmpdir(), 'csv-'));
    await writeFile(join(folder, 'x.csv'), 'a,b\n1,x\n');
    expect((await readCsv(join(folder, 'x.csv'))).rows).toEqual([{ a: 1, b: 'x' }]);
    await expect(readCsv(join(folder, 'y.csv'))).rejects.toThrow(/y\.csv cannot be read \(ENOENT\)/);
    await rm(folder, { recursive: true });
  });
});
