import { afterAll, beforeAll, describe } from 'vitest';
import { setCompiling } from '../../../engine/compiled/index.js';
import type { TfNamespace } from '../../../kernel/engine.js';
import { setLibraryContext } from '../../../library/index.js';
import { testEngine } from './engine.js';
import { leakChecks, ofItsLoop } from './leak-checks.js';

let tf: TfNamespace;
beforeAll(async () => {
  ({ tf } = await testEngine());
  setLibraryContext({ tf: tf as never });
});

describe.each([
  ['compiled', true, {}],
  ['uncompiled', false, ofItsLoop],
] as const)('%s', (_, compiling, known) => {
  beforeAll(() => setCompiling(compiling, { asked: false }));
  afterAll(() => setCompiling(true, { asked: false }));
  leakChecks(() => tf, known);
});
