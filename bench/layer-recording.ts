import type { Measure } from './measurement.js';
import { certainty, median } from './statistics.js';
import { above, inTurn, TitanicFits, type Took } from './titanic-fits.js';

/** What is recorded of the layers; the curves are recorded in each case. */
const KINDS = ['none', 'dropout', 'batchNorm', 'distributions', 'all'] as const;

const NAMES: Record<Exclude<(typeof KINDS)[number], 'none'>, string> = {
  dropout: 'dropout masks',
  batchNorm: 'batch-normalization statistics',
  distributions: 'distributions',
  all: 'all of it together',
};

const PREPARE = `
import { record } from 'epochbook';
async function benchFit(kind: string) {
  record({ layers: kind === 'all' || { dropout: kind === 'dropout', batchNorm: kind === 'batchNorm', distributions: kind === 'distributions' } });
  seed(1);
  const model = buildModel();
  const validationData: [tf.Tensor, tf.Tensor] = [validationSet.x, validationSet.y];
  const before = benchClocks();
  const history = await model.fit(trainSet.x, trainSet.y, { epochs, batchSize, validationData });
  const took = benchSince(before);
  model.optimizer.dispose();
  model.dispose();
  return { took, losses: history.history.loss };
}
`;

/**
 * What it costs the training thread to record what the layers of the Titanic lesson's network do (dropout, batch
 * normalization, L2), each alone and together, against recording the curves alone: same process, engine and seed, in turn.
 */
export const layerRecording: Measure = {
  name: 'layers',
  async run({ product, quick }) {
    const lab = await TitanicFits.open(product, PREPARE);
    try {
      const train = async (kind: string): Promise<number> => {
        const { took } = await lab.train<{ took: Took; losses: number[] }>(`benchFit('${kind}')`);
        return took.thread ?? took.wall;
      };
      // The first ones compile what the others run.
      await inTurn(KINDS, 2, train);
      const fits = await inTurn(KINDS, quick ? 6 : 40, train);
      return (Object.keys(NAMES) as (keyof typeof NAMES)[]).map((kind) => {
        const costs = above(fits[kind], fits.none);
        return {
          name: `recording ${NAMES[kind]}, Titanic network, CPU time`,
          value: median(costs),
          unit: '%' as const,
          detail: certainty(costs),
          target: { atMost: kind === 'all' ? 10 : 4 },
        };
      });
    } finally {
      await lab.end();
    }
  },
};
