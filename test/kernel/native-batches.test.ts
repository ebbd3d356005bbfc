import { join } from 'node:path';
import { beforeAll, describe } from 'vitest';
import { loadEngine, type TfNamespace } from '../../kernel/engine.js';
import { setLibraryContext } from '../../library/index.js';
import { nativeStorage, noNative } from '../native-engine.js';
import { batchChecks } from '../unit/recorder/batch-checks.js';

describe.skipIf(noNative)(`the record of batches on the native engine ${noNative}`, () => {
  let tf: TfNamespace;
  beforeAll(async () => {
    const wasmFolder = join(import.meta.dirname, '../../dist/wasm');
    ({ tf } = await loadEngine({ wasmFolder, storage: nativeStorage, choice: 'native' }));
    setLibraryContext({ tf: tf as never });
  });

  batchChecks(() => tf);
});
