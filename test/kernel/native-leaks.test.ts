import { join } from 'node:path';
import { beforeAll, describe } from 'vitest';
import { loadEngine, type TfNamespace } from '../../kernel/engine.js';
import { setLibraryContext } from '../../library/index.js';
import { nativeStorage, noNative } from '../native-engine.js';
import { leakChecks, ofItsLoop } from '../unit/engine/leak-checks.js';

describe.skipIf(noNative)(`tensors left behind on the native engine ${noNative}`, () => {
  let tf: TfNamespace;
  beforeAll(async () => {
    const wasmFolder = join(import.meta.dirname, '../../dist/wasm');
    ({ tf } = await loadEngine({ wasmFolder, storage: nativeStorage, choice: 'native' }));
    setLibraryContext({ tf: tf as never });
  });
  leakChecks(() => tf, ofItsLoop);
});
