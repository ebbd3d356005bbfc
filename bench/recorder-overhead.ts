import { join } from 'node:path';
import type { Measure, Measurement } from './measurement.js';
import { repository } from './product.js';
import { certainty, median, spread, sum } from './statistics.js';
import { above, inTurn, TitanicFits, type Took } from './titanic-fits.js';

/** Unrecorded; the curves alone; what is recorded without being asked: curves and layers. */
const KINDS = ['plain', 'curves', 'all'] as const;

interface Fit {
  took: Took;
  steps: number;
  losses: number[];
}

const PREPARE = `
import { record } from 'epochbook';
const benchRecordedFit = tf.LayersModel.prototype.fit;
async function benchFit(kind: 'plain' | 'curves' | 'all') {
  record({ layers: kind === 'all' });
  tf.LayersModel.prototype.fit = kind === 'plain' ? globalThis.epochbookPlainFit : benchRecordedFit;
  seed(1);
  const model = buildModel();
  const validationData: [tf.Tensor, tf.Tensor] = [validationSet.x, validationSet.y];
  const before = benchClocks();
  const history = await model.fit(trainSet.x, trainSet.y, { epochs, batchSize, validationData });
  const took = benchSince(before);
  model.optimizer.dispose();
  model.dispose();
  return { took, steps: epochs * Math.ceil(trainSet.x.shape[0] / batchSize), losses: history.history.loss };
}
if (typeof globalThis.epochbookPlainFit !== 'function' || globalThis.epochbookPlainFit === benchRecordedFit)
  throw new Error('There is no unrecorded fit to compare with.');
`;

/**
 * The network of the Titanic lesson in a real kernel, trained in turn without the recorder, with the curves recorded, and
 * with the layers too: same process, engine and seed. Recorded, the run goes all the way: to the drawing thread, the run
 * log, the socket and this client.
 */
export const recorderOverhead: Measure = {
  name: 'recorder',
  async run({ product, quick }) {
    const preload = JSON.stringify(join(repository, 'bench', 'keep-plain-fit.cjs'));
    const lab = await TitanicFits.open(product, PREPARE, { NODE_OPTIONS: `--require ${preload}` });
    const train = async (kind: (typeof KINDS)[number]): Promise<Fit> => {
      const before = lab.recordedRuns;
      const fit = await lab.train<Fit>(`benchFit('${kind}')`);
      const recorded = lab.recordedRuns - before;
      if (recorded !== (kind === 'plain' ? 0 : 1))
        throw new Error(`A "${kind}" fit made ${recorded} recorded runs.`);
      return fit;
    };
    try {
      // The first ones compile what the others run.
      await inTurn(KINDS, 2, train);
      return summarized(await inTurn(KINDS, quick ? 4 : 40, train));
    } finally {
      await lab.end();
    }
  },
};

function summarized(fits: Record<(typeof KINDS)[number], Fit[]>): Measurement[] {
  const overhead = (kind: 'curves' | 'all', cost: (fit: Fit) => number): number[] =>
    above(fits[kind].map(cost), fits.plain.map(cost));
  const ofRecorder = (name: string, costs: number[], atMost: number): Measurement => ({
    name,
    value: median(costs),
    unit: '%',
    detail: certainty(costs),
    target: { atMost },
  });
  const thread = ({ took }: Fit): number => took.thread ?? Number.NaN;
  const perStep = (cost: (fit: Fit) => number): Pick<Measurement, 'value' | 'unit' | 'detail'> => {
    const times = fits.plain.map((fit) => cost(fit) / fit.steps);
    return { value: median(times), unit: 'ms', detail: spread(times) };
  };
  /** CPU time of the threads that draw, store and collect garbage, as a share of the time on the clock. */
  const others = (some: Fit[]): number =>
    sum(some.map((fit) => fit.took.process - thread(fit))) / sum(some.map(({ took }) => took.wall));
  const wall = ({ took }: Fit): number => took.wall;
  const toldByThread = Object.values(fits).every((some) => some.every(({ took }) => took.thread !== null));
  return [
    ofRecorder('recording the curves, Titanic network', overhead('curves', wall), 5),
    ofRecorder('recording curves and layers, Titanic network', overhead('all', wall), 10),
    ...(toldByThread
      ? [
          ofRecorder('recording the curves, CPU time of the training thread', overhead('curves', thread), 5),
          ofRecorder(
            'recording curves and layers, CPU time of the training thread',
            overhead('all', thread),
            10,
          ),
          {
            name: 'CPU time of the other threads while recording, of training time',
            value: 100 * (others(fits.all) - others(fits.plain)),
            unit: '%' as const,
            detail: 'above that without recording',
          },
          { name: 'Titanic network, CPU time per step without recorder', ...perStep(thread) },
        ]
      : []),
    { name: 'Titanic network, time per step without recorder, validation included', ...perStep(wall) },
  ];
}
