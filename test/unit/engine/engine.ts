import { join } from 'node:path';
import { type Engine, loadEngine } from '../../../kernel/engine.js';

/** Where the tests take the WebAssembly files from: a build is needed before. */
export const wasmFolder = join(import.meta.dirname, '../../../dist/wasm');
export const missingFolder = join(wasmFolder, 'not-here');

export const testEngine = (): Promise<Engine> => loadEngine({ wasmFolder });
