import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';
import { type Engine, loadEngine } from '../../../kernel/engines/index.js';

const require = createRequire(import.meta.url);

/** Where the tests take the WebAssembly files from. */
export const wasmFolder = dirname(require.resolve('@tensorflow/tfjs-backend-wasm'));
export const missingFolder = join(wasmFolder, 'not-here');

export const testEngine = (): Promise<Engine> => loadEngine({ wasmFolder });
