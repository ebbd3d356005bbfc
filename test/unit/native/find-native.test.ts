import { mkdirSync, mkdtempSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { engineStorage } from '../../../engine/install/storage.js';
import { findNative } from '../../../engine/native/find-native.js';

const room = (): string => mkdtempSync(join(tmpdir(), 'epochbook-find-'));

function put(folder: string, name = '@tensorflow/tfjs-node', version = '4.22.0'): string {
  const path = join(folder, 'node_modules', name);
  mkdirSync(path, { recursive: true });
  writeFileSync(join(path, 'package.json'), JSON.stringify({ name, version }));
  return path;
}

test('the copy of a folder above the notebook comes before the installed one', () => {
  const folder = room();
  const storage = room();
  const notebook = join(folder, 'week 3', '노트');
  mkdirSync(notebook, { recursive: true });
  const own = put(folder);
  const installed = put(join(storage, 'native'));
  expect(findNative({ folder: notebook, storage }).map(({ origin, path }) => [origin, path])).toEqual([
    ['workspace', own],
    ['installed', installed],
  ]);
});

test('the nearest folder wins, and the GPU package before the plain one', () => {
  const folder = room();
  const inner = join(folder, 'inner');
  mkdirSync(inner);
  put(folder, '@tensorflow/tfjs-node', '3.0.0');
  const plain = put(inner);
  const gpu = put(inner, '@tensorflow/tfjs-node-gpu');
  expect(findNative({ folder: inner }).map(({ path }) => path)).toEqual([gpu, plain]);
});

test('nothing there, or a broken package.json: no candidate', () => {
  const folder = room();
  expect(findNative({ folder, storage: room() })).toEqual([]);
  const path = put(folder);
  writeFileSync(join(path, 'package.json'), '{');
  expect(findNative({ folder })).toEqual([]);
});

test('EPOCHBOOK_STORAGE names the storage folder', () => {
  expect(engineStorage({ EPOCHBOOK_STORAGE: '/somewhere' })).toBe('/somewhere');
  expect(engineStorage({ XDG_DATA_HOME: '/data', LOCALAPPDATA: '/data' })).toContain('epochbook');
});
