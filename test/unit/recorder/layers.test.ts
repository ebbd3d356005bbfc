import { beforeAll } from 'vitest';
import type { TfNamespace } from '../../../kernel/engines/index.js';
import { setLibraryContext } from '../../../kernel/library/index.js';
import { testEngine } from '../engines/engine.js';
import { layerChecks } from './layer-checks.js';

let tf: TfNamespace;
beforeAll(async () => {
  ({ tf } = await testEngine());
  setLibraryContext({ tf: tf as never });
});

layerChecks(() => tf);
