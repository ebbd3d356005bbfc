import { join } from 'node:path';
import { beforeAll, describe } from 'vitest';
import { loadEngine, type TfNamespace } from '../../kernel/engines/index.js';
import { findNative } from '../../kernel/engines/native/find-native.js';
import { setLibraryContext } from '../../kernel/library/index.js';
import { testStorage } from '../../scripts/provide-engine.mjs';
import { layerChecks } from '../unit/recorder/layer-checks.js';

const storage = testStorage();
const [native] = findNative({ storage });
const reason = native ? '' : `no native engine in ${storage}; "node scripts/provide-engine.mjs" installs it`;

describe.skipIf(!native)(`the record of layers on the native engine ${reason}`, () => {
  let tf: TfNamespace;
  beforeAll(async () => {
    const wasmFolder = join(import.meta.dirname, '../../dist/wasm');
    ({ tf } = await loadEngine({ wasmFolder, storage, choice: 'native' }));
    setLibraryContext({ tf: tf as never });
  });

  layerChecks(() => tf);
});
