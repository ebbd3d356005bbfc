import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { KernelClient } from '../kernel/client/index.js';
import { type EngineChoice, type NumberedEvent, pictureMime } from '../protocol/index.js';
import type { Product } from './product.js';

/** A kernel of the built product, as the extension and the command line start it. */
export class LabKernel {
  private order = 0;
  private printed = '';
  private shown = '';
  private runs = 0;

  private constructor(
    readonly client: KernelClient,
    private readonly folder: string,
  ) {
    client.onEvent((event) => this.hear(event));
  }

  static async launch(
    product: Product,
    env: Record<string, string> = {},
    engine: EngineChoice = 'embedded',
  ): Promise<LabKernel> {
    const folder = mkdtempSync(join(tmpdir(), 'epochbook-bench-'));
    try {
      return new LabKernel(
        await KernelClient.launch({ host: product.kernelHost, folder, env, engine }),
        folder,
      );
    } catch (error) {
      rmSync(folder, { recursive: true, force: true });
      throw error;
    }
  }

  /** Runs a cell and gives what it printed, else the text of its value. @throws Error with the cell's own error. */
  async run(code: string): Promise<string> {
    const order = ++this.order;
    this.printed = '';
    this.shown = '';
    const result = await this.client.execute({ cell: `c${order}`, order, code, language: 'typescript' });
    if (result.status !== 'ok')
      throw new Error(`A cell ended with "${result.status}": ${result.error?.stack ?? ''}\n${code}`);
    return (this.printed || this.shown).trim();
  }

  /** How many training pictures its cells have shown. */
  get recordedRuns(): number {
    return this.runs;
  }

  /** The largest resident size of the process so far, in bytes. */
  async peakMemory(): Promise<number> {
    return 1024 * Number(await this.run('process.resourceUsage().maxRSS'));
  }

  async end(): Promise<void> {
    await this.client.shutdown();
    rmSync(this.folder, { recursive: true, force: true });
  }

  private hear(event: NumberedEvent): void {
    if (event.type !== 'output') return;
    if (event.op.kind === 'stream' && event.op.name === 'stdout') this.printed += event.op.text;
    if (event.op.kind !== 'display') return;
    this.shown = String(event.op.data['text/plain'] ?? '');
    if (pictureMime('training') in event.op.data) this.runs += 1;
  }
}
