import { chmodSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import {
  escapedPath,
  fileUrlPath,
  heldFile,
  refuseDeviceName,
  refuseReadOnly,
} from '../../../engine/files/index.js';

test.each([
  ['con', /"con" for a device/],
  ['C:\\a\\CON.txt', /"CON\.txt" for a device/],
  ['models/aux/model.json', /"aux" for a device/],
  ['COM1.h5', /device/],
  ['lpt9', /device/],
  ['nul.tar.gz', /device/],
  ['a.\\b', /ends in a dot or a space \("a\."\)/],
  ['run 1 ', /ends in a dot or a space/],
  ['what?.h5', /allows none of/],
])('Windows takes no %s', (path, sentence) => {
  expect(() => refuseDeviceName(path, 'win32')).toThrow(sentence);
  expect(() => refuseDeviceName(path, 'linux')).not.toThrow();
});

test.each([
  'console.h5',
  'C:\\x\\com10',
  '..\\a',
  './b',
  'auxiliary',
  '.epochbook',
  '\\\\server\\share\\con1',
  'C:\\',
])('Windows takes %s', (path) => expect(() => refuseDeviceName(path, 'win32')).not.toThrow());

test.each([
  ['/C:/a%20b/%ED%95%9C.h5', 'C:/a b/한.h5'],
  ['/c:/100%/m', 'c:/100%/m'],
  ['C:\\a%20b', 'C:\\a%20b'],
  ['models\\a', 'models\\a'],
  ['/srv/a', '/srv/a'],
])('file://%s on Windows', (rest, path) => {
  expect(fileUrlPath(rest, 'win32')).toBe(path);
  expect(fileUrlPath(rest, 'linux')).toBe(rest);
});

test.each([
  ['data\titanic.csv', true],
  ['C:data.csv', true],
  ['data\new.csv', true],
  ['C:\\data.csv', false],
  ['C:/data.csv', false],
  ['data.csv', false],
])('%j looks as if its backslashes were lost: %s', (path, lost) => {
  expect(escapedPath(path) !== '').toBe(lost);
});

test.each([
  ['EBUSY', 'linux', /another program has it open/],
  ['EBUSY', 'win32', /another program has it open/],
  ['EPERM', 'win32', /read-only, or open in another program/],
  ['EACCES', 'win32', /read-only, or open in another program/],
  ['EACCES', 'linux', undefined],
  ['ENOENT', 'win32', undefined],
] as const)('%s on %s', (code, platform, sentence) => {
  const said = heldFile({ code }, platform);
  if (sentence) expect(said).toMatch(sentence);
  else expect(said).toBeUndefined();
});

test('a file that is marked as read-only is kept on Windows', () => {
  const folder = mkdtempSync(join(tmpdir(), 'epochbook-read-only-'));
  const path = join(folder, 'mine.h5');
  writeFileSync(path, '');
  expect(() => refuseReadOnly(path, 'win32')).not.toThrow();
  chmodSync(path, 0o444);
  expect(() => refuseReadOnly(path, 'win32')).toThrow(expect.objectContaining({ code: 'EPERM' }));
  expect(() => refuseReadOnly(path, 'linux')).not.toThrow();
  expect(() => refuseReadOnly(join(folder, 'none'), 'win32')).not.toThrow();
  rmSync(folder, { recursive: true });
});
