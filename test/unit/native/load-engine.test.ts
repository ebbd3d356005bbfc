import { mkdirSync, mkdtempSync, writeFileSync } from 'node:fs';

import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { restoreUtil } from '../../../engine/native/restore-util.js';
import { loadEngine } from '../../../kernel/engine.js';

const wasmFolder = join(import.meta.dirname, '../../../dist/wasm');
const room = (): string => mkdtempSync(join(tmpdir(), 'epochbook-load-'));

/** A package under the name of tfjs-node that fails as it is told. */
function broken(program: string): string {
  const folder = room();
  const path = join(folder, 'node_modules', '@tensorflow', 'tfjs-node');
  mkdirSync(path, { recursive: true });
  writeFileSync(join(path, 'package.json'), '{ "version": "4.22.0", "main": "index.js" }');
  writeFileSync(join(path, 'index.js'), program);
  return folder;
}

const failing = (message: string): string => broken(`throw new Error(${JSON.stringify(message)})`);

test.each([
  [
    'libtensorflow.so.2: cannot open shared object file: No such file',
    /library libtensorflow\.so\.2 is missing/,
  ],
  [
    'The Node.js native addon module (tfjs_binding.node) can not be found at path: /x',
    /its addon \(tfjs_binding\.node\) was never built or downloaded for Node/,
  ],
  ['The module was compiled against NODE_MODULE_VERSION 72', /built for another Node than this one/],
  ["/lib/libc.so.6: version `GLIBC_2.99' not found", /C library is too old/],
  ['tfjs_binding.node: file too short', /damaged or made for another kind of computer/],
  ["Cannot find module '@tensorflow/tfjs'", /"@tensorflow\/tfjs" is missing/],
  ['something else', /does not load: something else\./],
])('%s: the embedded engine takes over, with cause and remedy', async (message, cause) => {
  const folder = failing(message);
  const { info, notice } = await loadEngine({ wasmFolder, folder });
  expect(info.name).toBe('embedded');
  expect(notice).toMatch(cause);
  expect(notice).toContain(`"npm rebuild @tensorflow/tfjs-node" in ${folder}`);
  expect(notice).toContain('Used instead: embedded (WebAssembly');
});

test('pinned to native, the same is an error', async () => {
  const folder = failing('libgomp.so.1: cannot open shared object file');
  await expect(loadEngine({ wasmFolder, folder, choice: 'native' })).rejects.toThrow(
    /libgomp\.so\.1 is missing/,
  );
  await expect(loadEngine({ wasmFolder, folder: room(), choice: 'native' })).rejects.toThrow(
    /none is installed\..*npx epochbook engine install/,
  );
});

test('pinned to embedded, a native one is not even tried', async () => {
  const folder = broken('globalThis.tried = true; throw new Error("tried")');
  const { info, notice } = await loadEngine({ wasmFolder, folder, choice: 'embedded' });
  expect([info.name, notice]).toEqual(['embedded', undefined]);
  expect('tried' in globalThis).toBe(false);
});

test('in Korean', async () => {
  const { notice } = await loadEngine({
    wasmFolder,
    folder: failing('libx.so: cannot open shared object file'),
    locale: 'ko',
  });
  expect(notice).toMatch(/libx\.so 라이브러리가 없습니다/);
  await loadEngine({ wasmFolder, locale: 'en' });
});

test('what Node 23 took out of util is put back, what is there stays', () => {
  const own = (): boolean => true;
  const util: Record<string, unknown> = { isArray: own };
  restoreUtil(util);
  expect(util.isArray).toBe(own);
  const is = util as Record<string, (value: unknown) => boolean>;
  expect([
    is.isNullOrUndefined?.(null),
    is.isNullOrUndefined?.(0),
    is.isObject?.({}),
    is.isString?.(1),
  ]).toEqual([true, false, true, false]);
});
