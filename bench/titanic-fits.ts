import { join } from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';
import { LabKernel } from './lab-kernel.js';
import type { Product } from './product.js';
import { cellsBeforeFit } from './workbook-cells.js';

/** The drawing thread finishes its pictures before the next `fit` starts. */
const REST_MS = 400;

/** `benchClocks()`: milliseconds of CPU time of the training thread (null where the system does not tell) and of the process, and of the wall clock. */
const CLOCKS = `
import { readFileSync as benchRead } from 'node:fs';
const benchClocks = () => {
  const { user, system } = process.cpuUsage();
  let thread: number | null = null;
  try {
    thread = Number(benchRead('/proc/' + process.pid + '/task/' + process.pid + '/schedstat', 'utf8').split(' ')[0]) / 1e6;
  } catch {}
  return { thread, process: (user + system) / 1000, wall: performance.now() };
};
const benchSince = (before: ReturnType<typeof benchClocks>) => {
  const now = benchClocks();
  return {
    thread: now.thread === null || before.thread === null ? null : now.thread - before.thread,
    process: now.process - before.process,
    wall: now.wall - before.wall,
  };
};
`;

/** What a `fit` took, in milliseconds; CPU time of the training thread is null where the system does not tell. */
export interface Took {
  thread: number | null;
  process: number;
  wall: number;
}

/** A kernel that has run the Titanic lesson up to its first `fit`: `buildModel()`, `trainSet`, `epochs` and so on are there. */
export class TitanicFits {
  private readonly curves = new Set<string>();

  private constructor(private readonly kernel: LabKernel) {}

  /** @param prepare a cell that declares what {@link train} calls; it finds `benchClocks()` and `benchSince(before)`. */
  static async open(
    product: Product,
    prepare: string,
    env: Record<string, string> = {},
  ): Promise<TitanicFits> {
    const kernel = await LabKernel.launch(product, env);
    try {
      for (const code of cellsBeforeFit(join(product.workbooks, 'en', '07-titanic.ipynb')))
        await kernel.run(code);
      await kernel.run(CLOCKS);
      await kernel.run(prepare);
    } catch (error) {
      await kernel.end();
      throw error;
    }
    return new TitanicFits(kernel);
  }

  /** How many training pictures there have been. */
  get recordedRuns(): number {
    return this.kernel.recordedRuns;
  }

  /**
   * Runs a call that gives `{ losses, … }`.
   *
   * @throws Error where the losses are not those of the earlier calls of this kernel: such times cannot be compared.
   */
  async train<Fit extends { losses: number[] }>(call: string): Promise<Fit> {
    await wait(REST_MS);
    const fit = JSON.parse(await this.kernel.run(`console.log(JSON.stringify(await ${call}))`)) as Fit;
    this.curves.add(JSON.stringify(fit.losses));
    if (this.curves.size > 1)
      throw new Error(
        'The runs with one seed did not all have the same losses, so their times cannot be compared.',
      );
    return fit;
  }

  end(): Promise<void> {
    return this.kernel.end();
  }
}

/** Calls `train` for each kind in turn, every second block in reverse, so that what drifts falls on all alike. */
export async function inTurn<Kind extends string, Fit>(
  kinds: readonly Kind[],
  blocks: number,
  train: (kind: Kind) => Promise<Fit>,
): Promise<Record<Kind, Fit[]>> {
  const fits = Object.fromEntries(kinds.map((kind) => [kind, [] as Fit[]])) as Record<Kind, Fit[]>;
  for (let block = 0; block < blocks; block++)
    for (const kind of block % 2 === 0 ? kinds : kinds.toReversed()) fits[kind].push(await train(kind));
  return fits;
}

/** By how many per cent each of the costs is above its counterpart. */
export const above = (costs: readonly number[], base: readonly number[]): number[] =>
  costs.map((cost, i) => 100 * (cost / (base[i] ?? Number.NaN) - 1));
