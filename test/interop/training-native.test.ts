import { beforeAll, describe, expect, it } from 'vitest';
import { loadEngine } from '../../kernel/engine.js';
import { nativeStorage, noNative } from '../native-engine.js';
import { wasmFolder } from '../unit/engine/engine.js';
import { noPython } from './python/run-python.js';
import { type Compared, trainAgainstKeras } from './training/against-keras.js';
import { differences } from './training/differences.js';
import { ROWS } from './training/rows.js';

const missing = noPython || noNative;

// A process has one engine, so this is a file of its own.
describe.skipIf(missing)(
  `losses, metrics and weights on the native engine, as Keras has them ${missing}`,
  () => {
    let compared: Map<string, Compared>;
    beforeAll(async () => {
      const { tf } = await loadEngine({ wasmFolder, storage: nativeStorage, choice: 'native' });
      compared = await trainAgainstKeras(tf);
    }, 600_000);

    it.each(ROWS)('$name', ({ name }) => {
      expect(differences(compared.get(name) as Compared)).toEqual([]);
    });
  },
);
