import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { KernelClient, type LaunchOptions } from '../../kernel/client/index.js';
import { CollectedOutputs } from '../../kernel/notebook/collect-outputs.js';
import type { NotebookOutput } from '../../kernel/notebook/notebook.js';
import type { ExecuteParams, ExecuteResult, NumberedEvent } from '../../protocol/index.js';

/** A cell that has run: its result and its outputs as a notebook would store them. */
export interface RanCell {
  result: ExecuteResult;
  outputs: NotebookOutput[];
  /** All text of the streams, stdout and stderr together, in order. */
  text: string;
  /** The text/plain of the last display or result. */
  value: string | undefined;
  /** The error output's traceback. */
  error: string | undefined;
}

/** `npm test` runs these tests a second time under the Node that kernels have in VS Code. */
const testNode = (): { node?: string } => {
  const { EPOCHBOOK_TEST_NODE: node } = process.env;
  return node ? { node } : {};
};

/** A real kernel process in a folder of its own, for tests. Needs `npm run build`. */
export class TestKernel {
  readonly events: NumberedEvent[] = [];
  private readonly collected = new CollectedOutputs();
  private order = 0;

  private constructor(
    readonly client: KernelClient,
    readonly folder: string,
  ) {
    client.onEvent((event) => {
      this.events.push(event);
      if (event.type === 'output') this.collected.apply(event.cell, event.op, Number(event.cell.slice(1)));
    });
  }

  static async start(options: Partial<LaunchOptions> = {}): Promise<TestKernel> {
    const folder = options.folder ?? mkdtempSync(join(tmpdir(), 'epochbook-test-'));
    const host = join(import.meta.dirname, '../../dist/kernel/host.cjs');
    const launch = { host, folder, engine: 'embedded', ...testNode(), ...options } as const;
    return new TestKernel(await KernelClient.launch(launch), folder);
  }

  /** @param notebook the code cells around this one, if they matter. */
  async run(
    code: string,
    language: ExecuteParams['language'] = 'typescript',
    notebook?: ExecuteParams['notebook'],
  ): Promise<RanCell> {
    const order = ++this.order;
    const cell = `c${order}`;
    const result = await this.client.execute({
      cell,
      order,
      code,
      language,
      ...(notebook && { notebook }),
    });
    return this.ran(cell, result);
  }

  /** How many cells have been run. */
  get cells(): number {
    return this.order;
  }

  /** The outputs of the n-th cell as they are now. */
  outputsOf(order: number): NotebookOutput[] {
    return this.collected.of(`c${order}`);
  }

  async end(): Promise<void> {
    await this.client.shutdown();
    rmSync(this.folder, { recursive: true, force: true });
  }

  private ran(cell: string, result: ExecuteResult): RanCell {
    const outputs = this.collected.of(cell);
    const text = outputs
      .map((output) => (output.output_type === 'stream' ? output.text.join('') : ''))
      .join('');
    const shown = outputs.filter((output) => 'data' in output).at(-1);
    const plain = shown && 'data' in shown ? shown.data['text/plain'] : undefined;
    const failed = outputs.find((output) => output.output_type === 'error');
    return {
      result,
      outputs,
      text,
      value: Array.isArray(plain) ? plain.join('') : undefined,
      error: failed && 'traceback' in failed ? failed.traceback.join('\n') : undefined,
    };
  }
}
