import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { RunningSweep, SweepHost, TrialPlace, TrialProcess } from '../../library/index.js';
import { currentLocale } from '../../words/index.js';
import type { LaunchOptions } from '../client/index.js';
import type { SharedFlags } from '../host/flags.js';
import { CannotGo } from './cannot-go.js';
import { firstCell, readyOf } from './first-cell.js';
import { type CellScope, gather } from './gather.js';
import { type Print, TrialKernel } from './trial-kernel.js';
import { TrialTasks } from './trial-tasks.js';
import { writeValues } from './write-values.js';

interface SweepsOptions {
  flags: SharedFlags;
  launch: LaunchOptions;
  scope: CellScope;
  print: Print;
}

const LOOK_MS = 100;

/** What the sweeps of a notebook need of its kernel: Stop, names of runs, and processes, each a kernel of its own. */
export class Sweeps implements SweepHost {
  runName: string | undefined;
  private readonly running = new Set<Going>();
  private readonly kernels = new Set<TrialKernel>();
  private readonly tasksOnClusters = new Set<TrialTasks>();

  constructor(private readonly options: SweepsOptions) {
    process.once('exit', () => this.abandon());
  }

  begin(): RunningSweep {
    const { flags } = this.options;
    const going = new Going(flags, {
      stopped: () => {
        for (const kernel of this.kernels) kernel.stop();
        for (const tasks of this.tasksOnClusters) tasks.end();
      },
      ended: () => this.running.delete(going),
    });
    this.running.add(going);
    return going;
  }

  nameRuns(name: string | undefined): void {
    this.runName = name;
  }

  async processes(train: (...given: never[]) => unknown, count: number): Promise<TrialProcess[] | string> {
    const folder = mkdtempSync(join(tmpdir(), 'epochbook-sweep-'));
    const forget = (): void => rmSync(folder, { recursive: true, force: true });
    try {
      const gathered = gather(train, this.options.scope);
      const code = firstCell(readyOf(gathered), await writeValues(gathered.values, folder), '__train');
      const start = (): Promise<TrialKernel> => this.start(code);
      const started = await Promise.allSettled(Array.from({ length: count }, start));
      const kernels = started.flatMap((one) => (one.status === 'fulfilled' ? [one.value] : []));
      let left = kernels.length;
      if (left > 0)
        return kernels.map((kernel) =>
          this.asProcess(kernel, start, () => {
            if (--left === 0) forget();
          }),
        );
      forget();
      return started.map((one) => (one.status === 'rejected' ? (one.reason as Error).message : ''))[0] ?? '';
    } catch (error) {
      forget();
      if (error instanceof CannotGo) return error.message;
      throw error;
    }
  }

  async tasks(
    train: (...given: never[]) => unknown,
    count: number,
    place: TrialPlace,
  ): Promise<TrialProcess[]> {
    const { launch, scope, print } = this.options;
    const tasks = new TrialTasks(launch, print, () => this.tasksOnClusters.delete(tasks));
    this.tasksOnClusters.add(tasks);
    try {
      return await tasks.start(train, scope, count, place);
    } catch (error) {
      tasks.end();
      throw error;
    }
  }

  /** Ends all that are left, as after a cell that was broken off. */
  abandon(): void {
    for (const going of [...this.running]) going.abandon();
    for (const kernel of this.kernels) kernel.end();
    this.kernels.clear();
    for (const tasks of this.tasksOnClusters) tasks.end();
    this.runName = undefined;
  }

  private async start(code: string): Promise<TrialKernel> {
    const { launch, print } = this.options;
    const kernel = await TrialKernel.start({ ...launch, locale: currentLocale() }, print, code);
    this.kernels.add(kernel);
    return kernel;
  }

  /** A trial may take its process with it; the next one gets a new one. */
  private asProcess(first: TrialKernel, start: () => Promise<TrialKernel>, ended: () => void): TrialProcess {
    let kernel = first;
    return {
      run: async (...given) => {
        if (kernel.isGone) {
          this.kernels.delete(kernel);
          kernel = await start();
        }
        return kernel.run(...given);
      },
      end: () => {
        this.kernels.delete(kernel);
        kernel.end();
        ended();
      },
    };
  }
}

/** A sweep that goes on. Stop is kept in mind, as the flag is taken back when another cell begins. */
class Going implements RunningSweep {
  private stopped = false;
  private over = false;
  private readonly looking: NodeJS.Timeout;

  constructor(
    private readonly flags: SharedFlags,
    private readonly tell: { stopped(): void; ended(): void },
  ) {
    flags.fitStarted();
    this.looking = setInterval(() => {
      if (this.stopAsked) tell.stopped();
    }, LOOK_MS);
  }

  get stopAsked(): boolean {
    this.stopped ||= !this.over && this.flags.interrupted;
    return this.stopped;
  }

  end(): void {
    if (this.over) return;
    this.over = true;
    clearInterval(this.looking);
    this.flags.fitEnded();
    this.tell.ended();
  }

  abandon(): void {
    this.stopped = true;
    this.end();
  }
}
