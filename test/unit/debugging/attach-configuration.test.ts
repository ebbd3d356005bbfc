import { expect, test } from 'vitest';
import { attachConfiguration, SESSION_KEY } from '../../../extension/debugging/attach-configuration.js';

const FACTS = {
  name: 'Cell [1]',
  key: 'k',
  address: 'ws://127.0.0.1:1/x',
  cellsFolder: 'C:\\k\\cells',
  folder: '/lab',
  ownFolder: '/ext',
  justMyCode: true,
};

test('the debugger comes by the address that was given, reads maps of cells and own files, and steps over ours', () => {
  expect(attachConfiguration(FACTS)).toMatchObject({
    type: 'node',
    request: 'attach',
    websocketAddress: FACTS.address,
    [SESSION_KEY]: 'k',
    resolveSourceMapLocations: ['C:/k/cells/**', '/lab/**', '!**/node_modules/**'],
    skipFiles: ['<node_internals>/**', '/ext/dist/**', '**/node_modules/**'],
  });
});

test('packages are entered by whoever wants it', () => {
  const { skipFiles } = attachConfiguration({ ...FACTS, justMyCode: false });
  expect(skipFiles).toEqual(['<node_internals>/**', '/ext/dist/**']);
});
