import type { Measure } from './measurement.js';
import { certainty, median, medianInterval } from './statistics.js';
import { TitanicFits } from './titanic-fits.js';

/** Epochs after which recording goes on or off, within one `fit`. */
const BLOCK = 10;
/** Acts are handed over at least every 50 ms: those of the block before are gone after this many epochs. */
const SETTLE = 2;
/** Recorded, dropped, dropped, recorded …: what drifts falls on both alike. */
const BLOCKS = 40;

/** What one block took, in milliseconds, without its first epochs. */
interface Block {
  recorded: boolean;
  /** CPU time of the thread that trains; null where the system does not tell. */
  thread: number | null;
  wall: number;
}

/** Callbacks that watch and never act on the training, so that all blocks compute the same. */
const PREPARE = `
import { Callback, EarlyStopping, type Logs, record, ReduceLROnPlateau, StoppingCriteria } from 'epochbook';
class BenchReport extends Callback {
  override onEpochEnd(epoch: number, logs?: Logs) { this.report('seen', 'epoch ' + epoch, logs?.loss); }
}
async function benchFit(first: boolean) {
  record({ layers: false });
  seed(1);
  const model = buildModel();
  const validationData: [tf.Tensor, tf.Tensor] = [validationSet.x, validationSet.y];
  let recorded = first;
  let acts = 0;
  const watching = [
    new EarlyStopping({ patience: 100000 }),
    new ReduceLROnPlateau({ patience: 100000 }),
    new StoppingCriteria({ lossChange: 1e-300, validation: 100000, epochs: 100000 }),
    new BenchReport(),
  ];
  for (const callback of watching as any[]) {
    const keep = callback.record.bind(callback);
    callback.record = (act) => {
      acts += 1;
      if (recorded) keep(act);
    };
  }
  const blocks = [];
  let before = benchClocks();
  const clock = {
    onEpochBegin: async (epoch: number) => {
      if (epoch % ${BLOCK} === ${SETTLE}) before = benchClocks();
      if (epoch === 0 || epoch % ${BLOCK} !== 0) return;
      const { thread, wall } = benchSince(before);
      blocks.push({ recorded, thread, wall });
      recorded = ((epoch / ${BLOCK} + 1) >> 1) % 2 === 0 ? first : !first;
    },
  };
  const callbacks = [clock, ...watching];
  const history = await model.fit(trainSet.x, trainSet.y, { epochs: ${BLOCKS * BLOCK + 1}, batchSize, validationData, callbacks });
  model.optimizer.dispose();
  model.dispose();
  return { blocks, acts, losses: history.history.loss };
}
`;

/**
 * The network of the Titanic lesson with four callbacks that each report something every epoch, in a real kernel. Within
 * one `fit` what they report is in turn recorded and dropped, ten epochs each, and neighbours are compared: two whole fits
 * differ by more than what is looked for.
 */
export const callbackRecording: Measure = {
  name: 'callbacks',
  async run({ product, quick }) {
    const lab = await TitanicFits.open(product, PREPARE);
    try {
      const blocks: Block[] = [];
      for (let fit = 0; fit < (quick ? 2 : 20); fit++) blocks.push(...(await trained(lab, fit % 2 === 0)));
      const toldByThread = blocks.every(({ thread }) => thread !== null);
      const costs = overhead(blocks, ({ thread, wall }) => (toldByThread && thread) || wall);
      const name = `recording four callbacks, Titanic network, ${toldByThread ? 'CPU time of the training thread' : 'time'}`;
      const target = { atMost: 1 };
      return [
        { name, value: median(costs), unit: '%', detail: certainty(costs), target },
        {
          name: 'the same, at most',
          value: medianInterval(costs)[1],
          unit: '%',
          detail: 'upper end of that interval',
          target,
        },
      ];
    } finally {
      await lab.end();
    }
  },
};

/** @throws Error where the callbacks did not report as often as they should: there would be nothing to measure. */
async function trained(lab: TitanicFits, first: boolean): Promise<Block[]> {
  const { blocks, acts } = await lab.train<{ blocks: Block[]; acts: number; losses: number[] }>(
    `benchFit(${first})`,
  );
  if (blocks.length !== BLOCKS || acts < 4 * BLOCKS * BLOCK)
    throw new Error(`The fit had ${blocks.length} blocks of ${BLOCKS}, and ${acts} reports.`);
  return blocks;
}

function overhead(blocks: readonly Block[], cost: (block: Block) => number): number[] {
  const percents: number[] = [];
  for (let i = 0; i + 1 < blocks.length; i += 2) {
    const [one, two] = [blocks[i] as Block, blocks[i + 1] as Block];
    if (one.recorded === two.recorded) throw new Error('A pair must have one block of each kind.');
    const [recorded, dropped] = one.recorded ? [one, two] : [two, one];
    percents.push(100 * (cost(recorded) / cost(dropped) - 1));
  }
  return percents;
}
