import { execFile } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { promisify } from 'node:util';
import * as esbuild from 'esbuild';
import { nativeStorage } from '../../native-engine.js';
import type { Outcome } from './case.js';

/** A build is needed before. */
const wasmFolder = join(import.meta.dirname, '../../../dist/wasm');

/** Bundles the runner into the folder, as the kernel's engine is bundled (scripts/build.mjs). */
export const buildRunner = (folder: string): Promise<unknown> =>
  esbuild.build({
    entryPoints: [join(import.meta.dirname, 'runner.ts')],
    outfile: join(folder, 'runner.cjs'),
    bundle: true,
    platform: 'node',
    format: 'cjs',
    target: 'node20',
    mainFields: ['module', 'main'],
    logLevel: 'error',
  });

/** Trains the models of a folder on an engine, in a process of its own. */
export async function trainOn(
  engine: 'embedded' | 'native',
  folder: string,
  seeds: readonly number[],
  savedHere: readonly number[] = [],
): Promise<Map<number, Outcome>> {
  const out = join(folder, `${engine}.json`);
  const options = { engine, storage: nativeStorage, wasm: wasmFolder, folder, out };
  const lists = { seeds: JSON.stringify(seeds), save: JSON.stringify(savedHere) };
  const args = Object.entries({ ...options, ...lists }).flatMap(([name, value]) => [`--${name}`, value]);
  // The models are small: threads of their own would only wait for each other.
  const env = { ...process.env, TF_NUM_INTRAOP_THREADS: '1', TF_NUM_INTEROP_THREADS: '1' };
  await promisify(execFile)(process.execPath, [join(folder, 'runner.cjs'), ...args], { env });
  const outcomes = JSON.parse(readFileSync(out, 'utf8')) as Record<string, Outcome>;
  return new Map(Object.entries(outcomes).map(([seed, outcome]) => [Number(seed), outcome]));
}
