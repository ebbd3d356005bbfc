import { execFile } from 'node:child_process';
import { existsSync, mkdtempSync, readFileSync, rmSync, statSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import * as esbuild from 'esbuild';
import { nativeStorage } from '../../native-engine.js';
import type { CallOutcome, Line, PublicNames } from './runner/outcome.js';

/** `stock`: tfjs-node without our patches. */
export type Side = 'stock' | 'native' | 'embedded' | 'cpu';

export interface SideResults {
  outcomes: Map<string, CallOutcome | 'ended the process'>;
  names: PublicNames;
}

const wasm = join(import.meta.dirname, '../../../dist/wasm');

const STILL_MS = 120_000;

/** Makes all calls on an engine, in processes of their own: a new one for the calls behind one that ends it. */
export class CallRunner {
  private readonly folder = mkdtempSync(join(tmpdir(), 'epochbook-arguments-'));
  private readonly file = join(this.folder, 'runner.cjs');

  async build(): Promise<this> {
    await esbuild.build({
      entryPoints: [join(import.meta.dirname, 'runner/main.ts')],
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

  async run(engine: Side, only = ''): Promise<SideResults> {
    const out = join(this.folder, `${engine}.jsonl`);
    const results: SideResults = { outcomes: new Map(), names: { functions: [], methods: [] } };
    let after = '';
    for (;;) {
      const args = { engine, storage: nativeStorage, wasm, out, only, after };
      const given = Object.entries(args).flatMap(([name, value]) => [`--${name}`, value]);
      const env = {
        ...process.env,
        TF_NUM_INTRAOP_THREADS: '1',
        TF_NUM_INTEROP_THREADS: '1',
        TF_CPP_MIN_LOG_LEVEL: '3',
        // As the native engine has it; of the plain tfjs-node the processor would decide.
        TF_ENABLE_ONEDNN_OPTS: '1',
      };
      const failure = await this.process([this.file, ...given], env, out);
      const { begun, done } = collect(out, results);
      if (done) return results;
      if (!begun || begun === after) throw failure ?? new Error(`The calls on ${engine} ended too early.`);
      results.outcomes.set(begun, 'ended the process');
      after = begun;
    }
  }

  /** Ends a process that has written nothing for `STILL_MS`: it is in a call that never ends. */
  private process(args: string[], env: NodeJS.ProcessEnv, out: string): Promise<Error | undefined> {
    return new Promise((resolve) => {
      const child = execFile(process.execPath, args, { env }, (error) => {
        clearInterval(watch);
        resolve(error ?? undefined);
      });
      let [size, since] = [-1, Date.now()];
      const watch = setInterval(() => {
        const now = existsSync(out) ? statSync(out).size : 0;
        if (now !== size) [size, since] = [now, Date.now()];
        else if (Date.now() - since > STILL_MS) child.kill('SIGKILL');
      }, 500);
    });
  }

  remove(): void {
    rmSync(this.folder, { recursive: true, force: true });
  }
}

/** Reads what a run has written; gives the call that it had begun last. */
function collect(file: string, results: SideResults): { begun: string; done: boolean } {
  let begun = '';
  let done = false;
  if (!existsSync(file)) return { begun, done };
  for (const text of readFileSync(file, 'utf8').split('\n')) {
    if (!text.endsWith('}')) continue;
    const line = JSON.parse(text) as Line;
    if ('begins' in line) begun = line.begins;
    else if ('call' in line) results.outcomes.set(line.call, line.outcome);
    else if ('names' in line) results.names = line.names;
    else done = true;
  }
  return { begun, done };
}
