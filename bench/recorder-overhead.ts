import { join } from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';
import { LabKernel } from './lab-kernel.js';
import type { Measure, MeasureOptions } from './measurement.js';
import { repository } from './product.js';
import { median, spread, sum } from './statistics.js';
import { cellsBeforeFit } from './workbook-cells.js';

/** One `fit` of the lesson's network, as the cell measured it. */
interface Fit {
  wallMs: number;
  /** CPU time of the thread that trains; null where the system does not tell. */
  threadMs: number | null;
  /** CPU time of the whole process: the thread that draws and stores, and the garbage collector, too. */
  processMs: number;
  steps: number;
  losses: number[];
}

/** The drawing thread finishes its pictures before the next `fit` starts. */
const REST_MS = 400;

const PREPARE = `
import { readFileSync as benchRead } from 'node:fs';
const benchRecordedFit = tf.LayersModel.prototype.fit;
const benchThreadMs = () => {
  try {
    return Number(benchRead('/proc/' + process.pid + '/task/' + process.pid + '/schedstat', 'utf8').split(' ')[0]) / 1e6;
  } catch {
    return null;
  }
};
const benchProcessMs = () => {
  const { user, system } = process.cpuUsage();
  return (user + system) / 1000;
};
async function benchFit(recorded: boolean) {
  tf.LayersModel.prototype.fit = recorded ? benchRecordedFit : globalThis.epochbookPlainFit;
  seed(1);
  const model = buildModel();
  const validationData: [tf.Tensor, tf.Tensor] = [validationSet.x, validationSet.y];
  const before = [benchThreadMs(), benchProcessMs(), performance.now()];
  const history = await model.fit(trainSet.x, trainSet.y, { epochs, batchSize, validationData });
  const after = [benchThreadMs(), benchProcessMs(), performance.now()];
  const [thread, total, wall] = after.map((value, i) => (value === null ? null : value - before[i]));
  model.optimizer.dispose();
  model.dispose();
  const steps = epochs * Math.ceil(trainSet.x.shape[0] / batchSize);
  return { wallMs: wall, threadMs: thread, processMs: total, steps, losses: history.history.loss };
}
if (typeof globalThis.epochbookPlainFit !== 'function' || globalThis.epochbookPlainFit === benchRecordedFit)
  throw new Error('There is no unrecorded fit to compare with.');
`;

/**
 * The network of the Titanic lesson in a real kernel, trained in turn with and without the recorder (plain, recorded,
 * recorded, plain): same process, engine and seed. Recorded, the run goes all the way: to the drawing thread, the run log,
 * the socket and this client.
 */
export const recorderOverhead: Measure = {
  name: 'recorder',
  async run(options) {
    const blocks = options.quick ? 2 : 20;
    const { plain, recorded } = await trainInTurn(options, blocks);
    const overhead = (cost: (fit: Fit) => number): number[] =>
      recorded.map((fit, i) => 100 * (cost(fit) / cost(plain[i] as Fit) - 1));
    const wall = overhead(({ wallMs }) => wallMs);
    const perStep = (fits: Fit[]): number[] => fits.map(({ wallMs, steps }) => wallMs / steps);
    const others = (fits: Fit[]): number =>
      sum(fits.map((fit) => fit.processMs - (fit.threadMs ?? 0))) / sum(fits.map(({ wallMs }) => wallMs));
    const toldByThread = [...plain, ...recorded].every(({ threadMs }) => threadMs !== null);
    const cpu = overhead(({ threadMs }) => threadMs ?? Number.NaN);
    return [
      {
        name: 'recorder overhead, Titanic network',
        value: median(wall),
        unit: '%',
        detail: `pairs: ${spread(wall)}`,
        target: { atMost: 5 },
      },
      ...(toldByThread
        ? ([
            {
              name: 'recorder overhead, CPU time of the training thread',
              value: median(cpu),
              unit: '%',
              detail: `pairs: ${spread(cpu)}`,
            },
            {
              name: 'CPU time of the other threads while recording, of training time',
              value: 100 * (others(recorded) - others(plain)),
              unit: '%',
              detail: 'above that without recording',
            },
            {
              name: 'Titanic network, CPU time per step without recorder',
              value: median(plain.map((fit) => (fit.threadMs ?? 0) / fit.steps)),
              unit: 'ms',
              detail: spread(plain.map((fit) => (fit.threadMs ?? 0) / fit.steps)),
            },
          ] as const)
        : []),
      {
        name: 'Titanic network, time per step without recorder',
        value: median(perStep(plain)),
        unit: 'ms',
        detail: `validation included; ${spread(perStep(plain))}`,
      },
    ];
  },
};

async function trainInTurn(
  { product }: MeasureOptions,
  blocks: number,
): Promise<{ plain: Fit[]; recorded: Fit[] }> {
  const preload = JSON.stringify(join(repository, 'bench', 'keep-plain-fit.cjs'));
  const kernel = await LabKernel.launch(product, { NODE_OPTIONS: `--require ${preload}` });
  const fits: Record<'plain' | 'recorded', Fit[]> = { plain: [], recorded: [] };
  const train = async (kind: 'plain' | 'recorded'): Promise<Fit> => {
    await wait(REST_MS);
    const before = kernel.recordedRuns;
    const told = await kernel.run(`console.log(JSON.stringify(await benchFit(${kind === 'recorded'})))`);
    const recorded = kernel.recordedRuns - before;
    if (recorded !== (kind === 'recorded' ? 1 : 0))
      throw new Error(`A "${kind}" fit made ${recorded} recorded runs.`);
    return JSON.parse(told) as Fit;
  };
  try {
    for (const code of cellsBeforeFit(join(product.workbooks, 'en', 'titanic.ipynb'))) await kernel.run(code);
    await kernel.run(PREPARE);
    // The first ones compile what the others run.
    for (const kind of ['plain', 'recorded', 'recorded'] as const) await train(kind);
    for (let block = 0; block < blocks; block++)
      for (const kind of ['plain', 'recorded', 'recorded', 'plain'] as const)
        fits[kind].push(await train(kind));
  } finally {
    await kernel.end();
  }
  const curves = [...fits.plain, ...fits.recorded].map(({ losses }) => JSON.stringify(losses));
  if (new Set(curves).size !== 1)
    throw new Error(
      'The runs with one seed did not all have the same losses, so their times cannot be compared.',
    );
  return fits;
}
