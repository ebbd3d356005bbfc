import { beforeAll, describe, expect, it } from 'vitest';
import { testEngine } from '../unit/engine/engine.js';
import { noPython } from './python/run-python.js';
import { type Compared, trainAgainstKeras } from './training/against-keras.js';
import { differences } from './training/differences.js';
import { ROWS } from './training/rows.js';

describe.skipIf(noPython)(`losses, metrics and weights as the real Keras has them ${noPython}`, () => {
  let compared: Map<string, Compared>;
  beforeAll(async () => {
    compared = await trainAgainstKeras((await testEngine()).tf);
  }, 600_000);

  it.each(ROWS)('$name', ({ name }) => {
    expect(differences(compared.get(name) as Compared)).toEqual([]);
  });
});
