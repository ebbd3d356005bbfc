import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Worker } from 'node:worker_threads';
import { build } from 'esbuild';
import type { Locale } from '../../../protocol/index.js';
import type { PictureName } from '../../../renderers/registry.js';
import type { FormsAnswer } from './forms-worker.js';

type Reply = { ok: true; answer: FormsAnswer } | { ok: false; error: string };

/** The pure forms of pictures, made in a thread: one that hangs or runs out of memory is ended, and the next case goes on. */
export class FormsThread {
  private worker: Worker | undefined;
  private readonly folder = mkdtempSync(join(tmpdir(), 'epochbook-forms-'));
  private readonly file = join(this.folder, 'forms.mjs');

  async prepare(): Promise<void> {
    await build({
      entryPoints: [join(import.meta.dirname, 'forms-worker.ts')],
      outfile: this.file,
      bundle: true,
      format: 'esm',
      platform: 'node',
      target: 'node20',
      external: ['canvas'],
      logLevel: 'warning',
      banner: {
        js: "import { createRequire as requireFrom } from 'node:module'; const require = requireFrom(import.meta.url);",
      },
    });
  }

  /** What became of a payload, or what went wrong. */
  async draw(name: PictureName, text: string, locale: Locale, patienceMs: number): Promise<Reply> {
    this.worker ??= new Worker(this.file, { resourceLimits: { maxOldGenerationSizeMb: 1500 } });
    const { worker } = this;
    return new Promise((resolve) => {
      const settle = (reply: Reply, over: boolean) => {
        clearTimeout(timer);
        worker.off('message', came).off('error', failed).off('exit', ended);
        if (over) {
          this.worker = undefined;
          void worker.terminate();
        }
        resolve(reply);
      };
      const came = (reply: Reply) => settle(reply, false);
      const failed = (error: Error) => settle({ ok: false, error: String(error) }, true);
      const ended = (code: number) => settle({ ok: false, error: `the thread ended with ${code}` }, true);
      const timer = setTimeout(
        () => settle({ ok: false, error: `did not end within ${patienceMs} ms` }, true),
        patienceMs,
      );
      worker.on('message', came).on('error', failed).on('exit', ended);
      worker.postMessage({ name, text, locale });
    });
  }

  async end(): Promise<void> {
    await this.worker?.terminate();
    rmSync(this.folder, { recursive: true, force: true });
  }
}
