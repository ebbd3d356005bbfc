import { join } from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';
import { LabKernel } from './lab-kernel.js';
import type { Measure, MeasureOptions } from './measurement.js';
import { median, spread } from './statistics.js';
import { cellsBeforeFit } from './workbook-cells.js';

/** Without callbacks; with callbacks whose acts are dropped, recorded, and recorded with a stop-watch. */
const KINDS = ['none', 'dropped', 'recorded', 'timed'] as const;
type Kind = (typeof KINDS)[number];

interface Fit {
  wallMs: number;
  /** CPU time of the thread that trains; null where the system does not tell. */
  threadMs: number | null;
  /** Time in which acts were recorded. */
  spentMs: number;
  losses: number[];
}

/** The drawing thread finishes its pictures before the next `fit` starts. */
const REST_MS = 400;

/** Callbacks that watch and never act on the training, so that all fits compute the same. */
const PREPARE = `
import { Callback, EarlyStopping, type Logs, ReduceLROnPlateau, StoppingCriteria } from 'epochbook';
import { readFileSync as benchRead } from 'node:fs';
const benchThreadMs = () => {
  try {
    return Number(benchRead('/proc/' + process.pid + '/task/' + process.pid + '/schedstat', 'utf8').split(' ')[0]) / 1e6;
  } catch {
    return null;
  }
};
class BenchReport extends Callback {
  override onEpochEnd(epoch: number, logs?: Logs) { this.report('seen', 'epoch ' + epoch, logs?.loss); }
}
const benchCallbacks = () => [
  new EarlyStopping({ patience: 100000 }),
  new ReduceLROnPlateau({ patience: 100000 }),
  new StoppingCriteria({ lossChange: 1e-300, validation: 100000, epochs: 100000 }),
  new BenchReport(),
];
async function benchFit(kind: 'none' | 'dropped' | 'recorded' | 'timed') {
  seed(1);
  const model = buildModel();
  const validationData: [tf.Tensor, tf.Tensor] = [validationSet.x, validationSet.y];
  const callbacks = kind === 'none' ? [] : benchCallbacks();
  let spent = 0;
  for (const callback of callbacks as any[]) {
    const record = callback.record.bind(callback);
    const timed = (act) => {
      const began = performance.now();
      record(act);
      spent += performance.now() - began;
    };
    if (kind === 'dropped') callback.record = () => {};
    if (kind === 'timed') callback.record = timed;
  }
  const before = [benchThreadMs(), performance.now()];
  const history = await model.fit(trainSet.x, trainSet.y, { epochs, batchSize, validationData, callbacks });
  const after = [benchThreadMs(), performance.now()];
  const [thread, wall] = after.map((value, i) => (value === null ? null : value - before[i]));
  model.optimizer.dispose();
  model.dispose();
  return { wallMs: wall, threadMs: thread, spentMs: spent, losses: history.history.loss };
}
`;

/**
 * The network of the Titanic lesson with four callbacks that each report something every epoch, in a real kernel: in turn
 * without callbacks, with callbacks whose reports are dropped, and recorded. Same process, engine and seed. Whole fits differ
 * by more than what is looked for on a busy machine; the stop-watch does not.
 */
export const callbackRecording: Measure = {
  name: 'callbacks',
  async run(options) {
    const fits = await trainInTurn(options, options.quick ? 2 : 8);
    const over = (kind: Kind, base: Kind, cost: (fit: Fit) => number): number[] =>
      fits[kind].map((fit, i) => 100 * (cost(fit) / cost(fits[base][i] as Fit) - 1));
    const wall = over('recorded', 'dropped', ({ wallMs }) => wallMs);
    const cpu = over('recorded', 'dropped', ({ threadMs }) => threadMs ?? Number.NaN);
    const hooks = over('dropped', 'none', ({ wallMs }) => wallMs);
    const toldByThread = Object.values(fits).every((some) => some.every(({ threadMs }) => threadMs !== null));
    const inside = fits.timed.map(({ spentMs, wallMs }) => (100 * spentMs) / wallMs);
    return [
      {
        name: 'recording four callbacks, time inside of it, of training time',
        value: median(inside),
        unit: '%',
        detail: spread(inside),
        target: { atMost: 1 },
      },
      {
        name: 'recording four callbacks, Titanic network, whole fits compared',
        value: median(wall),
        unit: '%',
        detail: `pairs: ${spread(wall)}`,
      },
      ...(toldByThread
        ? ([
            {
              name: 'recording four callbacks, CPU time of the training thread',
              value: median(cpu),
              unit: '%',
              detail: `pairs: ${spread(cpu)}`,
            },
          ] as const)
        : []),
      {
        name: 'four callbacks against none, what they compute included',
        value: median(hooks),
        unit: '%',
        detail: `pairs: ${spread(hooks)}`,
      },
    ];
  },
};

async function trainInTurn({ product }: MeasureOptions, blocks: number): Promise<Record<Kind, Fit[]>> {
  const kernel = await LabKernel.launch(product);
  const fits: Record<Kind, Fit[]> = { none: [], dropped: [], recorded: [], timed: [] };
  const train = async (kind: Kind): Promise<Fit> => {
    await wait(REST_MS);
    return JSON.parse(await kernel.run(`console.log(JSON.stringify(await benchFit('${kind}')))`)) as Fit;
  };
  try {
    for (const code of cellsBeforeFit(join(product.workbooks, 'en', 'titanic.ipynb'))) await kernel.run(code);
    await kernel.run(PREPARE);
    // The first ones compile what the others run.
    for (const kind of KINDS) await train(kind);
    for (let block = 0; block < blocks; block++) {
      for (const kind of KINDS) fits[kind].push(await train(kind));
      for (const kind of KINDS.toReversed()) fits[kind].push(await train(kind));
    }
  } finally {
    await kernel.end();
  }
  const curves = Object.values(fits).flatMap((some) => some.map(({ losses }) => JSON.stringify(losses)));
  if (new Set(curves).size !== 1)
    throw new Error(
      'The runs with one seed did not all have the same losses, so their times cannot be compared.',
    );
  return fits;
}
