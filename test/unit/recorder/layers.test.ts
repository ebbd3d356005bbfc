import { afterAll, beforeAll, describe } from 'vitest';
import { setCompiling } from '../../../engine/compiled/index.js';
import type { TfNamespace } from '../../../kernel/engine.js';
import { setLibraryContext } from '../../../library/index.js';
import { testEngine } from '../engine/engine.js';
import { layerChecks } from './layer-checks.js';

let tf: TfNamespace;
beforeAll(async () => {
  ({ tf } = await testEngine());
  setLibraryContext({ tf: tf as never });
});

describe.each([
  ['compiled', true],
  ['uncompiled', false],
] as const)('%s', (_, compiling) => {
  beforeAll(() => setCompiling(compiling, { asked: false }));
  afterAll(() => setCompiling(true, { asked: false }));
  layerChecks(() => tf, { exact: !compiling });
});
