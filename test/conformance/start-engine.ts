import { execFile } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import * as esbuild from 'esbuild';
import { nativeStorage } from '../native-engine.js';
import { type Results, readResults } from './runner/results.js';

/** `compiled` is the embedded engine with compiled training steps. */
export type EngineName = 'native' | 'embedded' | 'cpu' | 'compiled';

/** A build is needed before. */
const wasmFolder = join(import.meta.dirname, '../../dist/wasm');

/**
 * A program that works on an engine, as one file, as the kernel's engine is bundled (scripts/build.mjs). Remove it with
 * `remove`. By default it runs the cases of this folder.
 */
export class Runner<T = Results> {
  private readonly folder = mkdtempSync(join(tmpdir(), 'epochbook-conformance-'));
  private readonly file = join(this.folder, 'runner.cjs');
  private runs = 0;

  constructor(private readonly program = join(import.meta.dirname, 'runner/main.ts')) {}

  async build(): Promise<this> {
    await esbuild.build({
      entryPoints: [this.program],
      outfile: this.file,
      bundle: true,
      platform: 'node',
      format: 'cjs',
      target: 'node20',
      mainFields: ['module', 'main'],
      logLevel: 'error',
    });
    return this;
  }

  /** Runs it in a process of its own, and gives what it wrote. */
  async run(engine: EngineName, options: Record<string, string> = {}): Promise<T> {
    const out = join(this.folder, `${engine}-${++this.runs}.results`);
    const args = { engine, storage: nativeStorage, wasm: wasmFolder, out, ...options };
    const given = Object.entries(args).flatMap(([name, value]) => [`--${name}`, value]);
    // The cases are small: threads of their own would only wait for each other.
    const threads = { TF_NUM_INTRAOP_THREADS: '1', TF_NUM_INTEROP_THREADS: '1' };
    const env = { ...process.env, ...threads, EPOCHBOOK_COMPILE: engine === 'compiled' ? '1' : '0' };
    await promisify(execFile)(process.execPath, [this.file, ...given], { env });
    return readResults<T>(out);
  }

  remove(): void {
    rmSync(this.folder, { recursive: true, force: true });
  }
}
