import { join } from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';
import { LabKernel } from './lab-kernel.js';
import type { Measure, MeasureOptions } from './measurement.js';
import { median, spread } from './statistics.js';
import { cellsBeforeFit } from './workbook-cells.js';

/** What is recorded of the layers; the curves are recorded in each case. */
const KINDS = ['none', 'dropout', 'batchNorm', 'distributions', 'all'] as const;
type Kind = (typeof KINDS)[number];

const NAMES: Record<Exclude<Kind, 'none'>, string> = {
  dropout: 'dropout masks',
  batchNorm: 'batch-normalization statistics',
  distributions: 'distributions',
  all: 'all of it together',
};

interface Fit {
  /** CPU time of the thread that trains; wall time where the system does not tell. */
  ms: number;
  losses: number[];
}

/** The drawing thread finishes its pictures before the next `fit` starts. */
const REST_MS = 400;

const PREPARE = `
import { record } from 'epochbook';
import { readFileSync as benchRead } from 'node:fs';
const benchThreadMs = () => {
  try {
    return Number(benchRead('/proc/' + process.pid + '/task/' + process.pid + '/schedstat', 'utf8').split(' ')[0]) / 1e6;
  } catch {
    return performance.now();
  }
};
async function benchFit(kind: string) {
  record({ layers: kind === 'all' || { dropout: kind === 'dropout', batchNorm: kind === 'batchNorm', distributions: kind === 'distributions' } });
  seed(1);
  const model = buildModel();
  const validationData: [tf.Tensor, tf.Tensor] = [validationSet.x, validationSet.y];
  const before = benchThreadMs();
  const history = await model.fit(trainSet.x, trainSet.y, { epochs, batchSize, validationData });
  const ms = benchThreadMs() - before;
  model.optimizer.dispose();
  model.dispose();
  return { ms, losses: history.history.loss };
}
`;

/**
 * What it costs the training thread to record what the layers of the Titanic lesson's network do (dropout, batch
 * normalization, L2), each alone and together, against recording the curves alone: same process, engine and seed, in turn.
 */
export const layerRecording: Measure = {
  name: 'layers',
  async run(options) {
    const fits = await trainInTurn(options, options.quick ? 4 : 14);
    return (Object.keys(NAMES) as (keyof typeof NAMES)[]).map((kind) => {
      const costs = fits[kind].map(({ ms }, i) => 100 * (ms / (fits.none[i] as Fit).ms - 1));
      return {
        name: `recording ${NAMES[kind]}, Titanic network, CPU time`,
        value: median(costs),
        unit: '%' as const,
        detail: `pairs: ${spread(costs)}`,
        target: { atMost: kind === 'all' ? 10 : 4 },
      };
    });
  },
};

async function trainInTurn({ product }: MeasureOptions, blocks: number): Promise<Record<Kind, Fit[]>> {
  const kernel = await LabKernel.launch(product);
  const fits: Record<Kind, Fit[]> = { none: [], dropout: [], batchNorm: [], distributions: [], all: [] };
  const train = async (kind: Kind): Promise<Fit> => {
    await wait(REST_MS);
    return JSON.parse(await kernel.run(`console.log(JSON.stringify(await benchFit('${kind}')))`)) as Fit;
  };
  try {
    for (const code of cellsBeforeFit(join(product.workbooks, 'en', 'titanic.ipynb'))) await kernel.run(code);
    await kernel.run(PREPARE);
    // The first ones compile what the others run.
    for (const kind of [...KINDS, ...KINDS]) await train(kind);
    for (let block = 0; block < blocks; block++)
      for (const kind of block % 2 === 0 ? KINDS : KINDS.toReversed()) fits[kind].push(await train(kind));
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
