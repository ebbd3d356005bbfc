import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { afterAll, afterEach, beforeAll, describe, expect, it, vi } from 'vitest';
import { type CsvOptions, parseCsv, readCsv, setLibraryContext, type Value } from '../../../library/index.js';

vi.spyOn(console, 'warn').mockImplementation(() => undefined);

const inf = Number.POSITIVE_INFINITY;

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

  it.each([
    '1 2',
    '0x10',
    '1,000',
    '-',
    '.',
    '007',
    '00.5',
    '1e',
    '2020.01.02',
    '1.0.0',
    '1_000',
    '12%',
    '+821012345678',
    '1e999',
  ])('takes %s for text', (text) => {
    expect(parseCsv(`x;y\n${text};1`, { separator: ';' }).column('x')).toEqual([text]);
  });

  it.each<[string, string[], Value[]]>([
    ['words for what is not finite', ['inf', '-Infinity', 'nan', '1'], [inf, -inf, Number.NaN, 1]],
    ['other words for it', ['INF', '-inf', '+Inf', '-nan', '∞'], [inf, -inf, inf, Number.NaN, inf]],
    ['such a word between texts', ['inf', 'nan', 'x'], ['inf', null, 'x']],
    ['missing words', ['1', '', 'NA', 'N/A', 'null', 'NULL', 'None', '<NA>'], [1, ...Array(7).fill(null)]],
    ['words that only look so', ['1', 'none'], ['1', 'none']],
    ['a point between numbers', ['1', '.', '2'], [1, null, 2]],
    ['a point between texts', ['.', 'x'], ['.', 'x']],
    ['blanks of any kind', ['\u00a01\u3000', ' 2 '], [1, 2]],
    ['numbers between quotes', ['"1"', '"2"'], [1, 2]],
    ['true and false', ['True', 'FALSE', 'true', 'NA'], [true, false, true, null]],
    ['true and 1', ['true', '1'], ['true', '1']],
    ['the largest whole numbers', ['9007199254740991', '-9007199254740991'], [2 ** 53 - 1, 1 - 2 ** 53]],
    ['one that loses digits', ['9007199254740993'], ['9007199254740993']],
    ['a large one that loses none', ['10000000000000000'], [1e16]],
    ['a plus', ['+3', '+82'], [3, 82]],
    ['negative zero', ['-0'], [-0]],
  ])('reads %s', (_, written, expected) => {
    expect(
      parseCsv(`x;y\n${written.map((text) => `${text};1`).join('\n')}`, { separator: ';' }).column('x'),
    ).toEqual(expected);
  });

  it.each<[string, CsvOptions, Value]>([
    ['1,5', { decimal: ',' }, 1.5],
    [',5', { decimal: ',' }, 0.5],
    ['1.5', { decimal: ',' }, '1.5'],
    ['-1.234,5', { decimal: ',', thousands: '.' }, -1234.5],
    ['1.5', { decimal: ',', thousands: '.' }, '1.5'],
    ['12,34', { thousands: ',' }, '12,34'],
    ['1,234', { thousands: ',' }, 1234],
    ['0,123', { thousands: ',' }, '0,123'],
    ['1234', { thousands: ',' }, 1234],
    ['1 234,5', { decimal: ',', thousands: ' ' }, 1234.5],
    ['1,5e3', { decimal: ',' }, 1500],
  ])('reads %s with %j', (text, options, expected) => {
    expect(parseCsv(`x;y\n${text};1`, { separator: ';', ...options }).column('x')).toEqual([expected]);
  });

  it('refuses a mark that is decimal and between thousands', () => {
    expect(() => parseCsv('a\n1', { thousands: '.' })).toThrow(/both '\.'/);
  });

  it('takes its own missing texts', () => {
    expect(parseCsv('x\n-9\nNA', { missing: ['-9'] }).column('x')).toEqual([null, 'NA']);
  });

  it('says what is wrong with the file', () => {
    expect(() => parseCsv('')).toThrow(/a header line is needed/);
    expect(() => parseCsv('a,b,a\n1,2,3')).toThrow(/"a" twice/);
    expect(() => parseCsv('a,b\n1,2\n1')).toThrow(/row 2 .* has 1 value, but the header has 2/);
    expect(parseCsv('a,b').length).toBe(0);
  });
});

describe('readCsv', () => {
  let folder: string;
  beforeAll(async () => {
    folder = await mkdtemp(join(tmpdir(), 'csv-'));
    await mkdir(join(folder, 'data'));
    for (const name of ['x.csv', 'titanic.csv', 'ages.xlsx', join('data', 'inside.csv')])
      await writeFile(join(folder, name), 'a,b\n1,x\n');
    await writeFile(join(folder, '이름.csv'.normalize('NFD')), 'a\n1\n');
  });
  afterAll(() => rm(folder, { recursive: true }));
  afterEach(() => setLibraryContext({ locale: 'en' }));

  it('reads a file by its path or its URL', async () => {
    const path = join(folder, 'x.csv');
    for (const given of [path, pathToFileURL(path), pathToFileURL(path).href])
      expect((await readCsv(given)).rows).toEqual([{ a: 1, b: 'x' }]);
  });

  it.each([
    ['y.csv', /y\.csv cannot be read \(ENOENT\)/],
    ['titanik.csv', /Near it in that folder: titanic\.csv\./],
    ['Titanic.CSV', /Near it in that folder: titanic\.csv\./],
    ['ages.csv', /Near it in that folder: ages\.xlsx\./],
    ['이름.csv'.normalize('NFC'), /Near it in that folder: /],
    ['inside.csv', /There is .*data\/inside\.csv\./],
    ['none/x.csv', /There is no folder .*none\./],
    ['data', /\(EISDIR\).* It is a folder/],
  ])('says where %s may lie', async (name, expected) => {
    await expect(readCsv(join(folder, name))).rejects.toThrow(expected);
  });

  it.each([
    ['https://example.org/a.csv', /loads nothing from the network.*parseCsv\(await \(await fetch\('https:/],
    [new URL('https://example.org/a.csv'), /loads nothing from the network/],
    [undefined, /takes the path of a CSV file, but got undefined/],
    ['', /takes the path of a CSV file/],
  ])('refuses %s for a path', async (given, expected) => {
    await expect(readCsv(given as string)).rejects.toThrow(expected);
  });

  it('speaks Korean', async () => {
    setLibraryContext({ locale: 'ko' });
    await expect(readCsv(join(folder, 'titanik.csv'))).rejects.toThrow('그 폴더의 비슷한 파일: titanic.csv');
    expect(() => parseCsv('a,b\n1,2\n3\n')).toThrow(
      'CSV 3번째 줄(머리글 아래 2번째 행): 값은 1개인데 머리글의 열은 2개입니다. "b"의 값이 없습니다.',
    );
    expect(() => parseCsv('data.csv')).toThrow("await readCsv('data.csv')");
  });
});
