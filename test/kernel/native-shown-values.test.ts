import { join } from 'node:path';
import { beforeAll, describe } from 'vitest';
import { loadEngine, type TfNamespace } from '../../kernel/engine.js';
import { nativeStorage, noNative } from '../native-engine.js';
import { shownValueChecks } from '../unit/engine/shown-values.js';

describe.skipIf(noNative)(`values shown by the native engine ${noNative}`, () => {
  let tf: TfNamespace;
  beforeAll(async () => {
    const wasmFolder = join(import.meta.dirname, '../../dist/wasm');
    ({ tf } = await loadEngine({ wasmFolder, storage: nativeStorage, choice: 'native' }));
  });

  shownValueChecks(() => tf);
});
