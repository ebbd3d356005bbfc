import { say } from '../../words/index.js';
import { KernelClient, type KernelExit, type LaunchOptions } from '../client/index.js';
import { CannotGo } from './cannot-go.js';
import { REPLY_MIME } from './reply.js';

/** A kernel of its own in which cells of ours run, one after another. */
export class ReadyKernel {
  private order = 0;
  private gone: KernelExit | undefined;

  private constructor(
    readonly client: KernelClient,
    /** Begins the names of its cells. */
    private readonly prefix: string,
  ) {
    client.onExit((exit) => {
      this.gone = exit;
    });
  }

  /**
   * Starts it and runs the cell that makes it ready.
   *
   * @param listen gets the kernel before that cell runs.
   */
  static async start(
    launch: LaunchOptions,
    prefix: string,
    code: string,
    listen?: (kernel: ReadyKernel) => void,
  ): Promise<ReadyKernel> {
    const kernel = new ReadyKernel(await KernelClient.launch(launch), prefix);
    listen?.(kernel);
    try {
      await kernel.execute(code);
    } catch (error) {
      kernel.client.kill();
      throw error;
    }
    return kernel;
  }

  /** How its process has ended; undefined where it lives. */
  get exit(): KernelExit | undefined {
    return this.gone;
  }

  /** Whether a cell is the one that makes it ready. */
  isFirst(cell: string): boolean {
    return cell === this.cellOf(1);
  }

  /** What the cell has replied. @throws CannotGo, Error as the cell did, or where the process has ended. */
  async execute(code: string): Promise<string | undefined> {
    const order = ++this.order;
    const cell = this.cellOf(order);
    let reply: string | undefined;
    const forget = this.client.onEvent((event) => {
      if (event.type === 'output' && event.cell === cell && event.op.kind === 'display')
        reply = (event.op.data[REPLY_MIME] as string | undefined) ?? reply;
    });
    try {
      const { status, error } = await this.client.execute({ cell, order, code, language: 'javascript' });
      if (status === 'ok') return reply;
      if (error?.name === 'CannotGo') throw new CannotGo(error.message);
      const thrown = new Error(error?.message ?? say('It was stopped.', '중단했습니다.'));
      if (error) thrown.name = error.name;
      throw thrown;
    } finally {
      forget();
    }
  }

  private cellOf(order: number): string {
    return `${this.prefix}-${order}`;
  }
}
