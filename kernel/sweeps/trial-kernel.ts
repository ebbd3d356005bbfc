import type { TrialOutcome, TrialProcess } from '../../library/index.js';
import { say } from '../../words/index.js';
import { HOOKS } from '../cell/rewrite.js';
import type { LaunchOptions } from '../client/index.js';
import { ReadyKernel } from './ready-kernel.js';
import { readReply } from './reply.js';

export type Print = (name: 'stdout' | 'stderr', text: string) => void;

/** How long a stopped training has to end its record. */
const STOP_MS = 3000;

/** A kernel of its own that runs trials. */
export class TrialKernel implements TrialProcess {
  private stopping = false;

  private constructor(private readonly kernel: ReadyKernel) {}

  /** @param ready the cell that declares `__train`. */
  static async start(launch: LaunchOptions, print: Print, ready: string): Promise<TrialKernel> {
    const code = `import { seed as __seed } from 'epochbook';\n${ready}`;
    const kernel = await ReadyKernel.start(launch, 'trial', code, (kernel) =>
      kernel.client.onEvent((event) => {
        // What an engine says when it is loaded, the notebook has said already.
        if (event.type !== 'output' || kernel.isFirst(event.cell)) return;
        if (event.op.kind === 'stream') print(event.op.name, event.op.text);
      }),
    );
    return new TrialKernel(kernel);
  }

  /** Whether its process has ended. */
  get isGone(): boolean {
    return this.kernel.exit !== undefined;
  }

  async run(parameters: object, trial: { name: string }, seed: number | undefined): Promise<TrialOutcome> {
    const given = [parameters, trial].map((value) => JSON.stringify(value)).join(', ');
    const seeding = seed === undefined ? '' : `__seed(${seed}); `;
    const code = `${seeding}${HOOKS}.nameRuns(${JSON.stringify(trial.name)}); ${HOOKS}.reply(await __train(${given}));`;
    const reply = await this.kernel.execute(code);
    return { value: reply === undefined ? undefined : readReply(reply) };
  }

  /** Asks the training to stop, and ends the process a little later. */
  stop(): void {
    if (this.stopping) return;
    this.stopping = true;
    this.kernel.client.interrupt().catch(() => {});
    setTimeout(() => this.end(), STOP_MS).unref();
  }

  end(): void {
    this.kernel.client.kill(say('The sweep has ended this process.', 'sweep이 이 프로세스를 끝냈습니다.'));
  }
}
