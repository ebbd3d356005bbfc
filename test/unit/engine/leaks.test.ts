import { beforeAll } from 'vitest';
import type { TfNamespace } from '../../../kernel/engine.js';
import { setLibraryContext } from '../../../library/index.js';
import { testEngine } from './engine.js';
import { leakChecks } from './leak-checks.js';

let tf: TfNamespace;
beforeAll(async () => {
  ({ tf } = await testEngine());
  setLibraryContext({ tf: tf as never });
});
leakChecks(() => tf);
