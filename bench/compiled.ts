import { join } from 'node:path';
import { LabKernel } from './lab-kernel.js';
import type { Measure, Measurement } from './measurement.js';
import { type Product, repository } from './product.js';
import { certainty, median, rounded, spread } from './statistics.js';
import { above, inTurn } from './titanic-fits.js';

/** Nets of the course, as `lax.scan` of JAX was measured on them: milliseconds of a step within an epoch, on two shared cores. */
const NETS: readonly { name: string; scan: number }[] = [
  { name: 'titanic', scan: 0.056 },
  { name: 'dense', scan: 0.025 },
  { name: 'wine', scan: 0.039 },
];
/** How much slower than that a whole `fit` may be, and what the recorder may cost. */
const [MOST_TIMES, MOST_RECORDING] = [1.5, 15];
const EPOCHS = { compiled: 600, uncompiled: 5 };

const CELL = `
import * as tf from '@tensorflow/tfjs-node';
import { seed } from 'epochbook';

const { layers } = tf;
const dense = (units: number, activation?: any, rest = {}) => layers.dense({ units, activation, ...rest });
const benchNets: Record<string, any> = {
  titanic: { inputs: 13, rows: 712, batch: 32, outputs: 1, loss: 'binaryCrossentropy', net: () => [
    dense(32, undefined, { inputShape: [13] }), layers.batchNormalization(), layers.activation({ activation: 'relu' }),
    layers.dropout({ rate: 0.3 }), dense(16, 'relu'), layers.dropout({ rate: 0.3 }), dense(1, 'sigmoid')] },
  dense: { inputs: 8, rows: 768, batch: 32, outputs: 1, loss: 'binaryCrossentropy', net: () => [
    dense(64, 'relu', { inputShape: [8] }), dense(32, 'relu'), dense(1, 'sigmoid')] },
  wine: { inputs: 13, rows: 142, batch: 16, outputs: 3, loss: 'categoricalCrossentropy', net: () => [
    dense(32, 'relu', { inputShape: [13] }), layers.batchNormalization(), dense(3, 'softmax')] },
};
const benchRecordedFit = tf.LayersModel.prototype.fit;
if (typeof globalThis.epochbookPlainFit !== 'function' || globalThis.epochbookPlainFit === benchRecordedFit)
  throw new Error('There is no unrecorded fit to compare with.');

/** Milliseconds of a step of a whole fit, after one of two epochs. */
async function benchFit(name: string, recorded: boolean, epochs: number): Promise<number> {
  seed(1);
  const { inputs, rows, batch, outputs, loss, net } = benchNets[name];
  const model = tf.sequential({ layers: net() });
  model.compile({ optimizer: 'adam', loss, metrics: ['accuracy'] });
  const classes = tf.randomUniform([rows], 0, Math.max(2, outputs), 'int32');
  const y = outputs > 1 ? tf.oneHot(classes, outputs).toFloat() : classes.expandDims(1).toFloat();
  const x = tf.randomNormal([rows, inputs]);
  tf.LayersModel.prototype.fit = globalThis.epochbookPlainFit;
  await model.fit(x, y, { epochs: 2, batchSize: batch, verbose: 0 });
  if (recorded) tf.LayersModel.prototype.fit = benchRecordedFit;
  const began = performance.now();
  await model.fit(x, y, { epochs, batchSize: batch, verbose: 0 });
  const took = performance.now() - began;
  tf.dispose([x, y, classes]);
  model.optimizer.dispose();
  model.dispose();
  return took / (epochs * Math.ceil(rows / batch));
}
`;

type Kind = 'compiled' | 'compiled, recorded' | 'uncompiled' | 'uncompiled, recorded';
const KINDS: readonly Kind[] = ['compiled', 'compiled, recorded', 'uncompiled', 'uncompiled, recorded'];

/**
 * Whole `fit` calls of the course's nets in two real kernels, one of which compiles, with the recorder and without: in turn, so
 * that what else the machine does weighs on all.
 */
export const compiled: Measure = {
  name: 'compiled',
  async run({ product, quick }) {
    const [compiling, plain] = [await launch(product, '1'), await launch(product, '0')];
    try {
      const lines: Measurement[] = [];
      for (const net of NETS) {
        const times = await inTurn(KINDS, quick ? 3 : 15, async (kind) => {
          const compiles = kind.startsWith('compiled');
          const epochs = EPOCHS[compiles ? 'compiled' : 'uncompiled'];
          const call = `benchFit('${net.name}', ${kind.endsWith('recorded')}, ${epochs})`;
          return Number(await (compiles ? compiling : plain).run(`console.log(String(await ${call}))`));
        });
        lines.push(...report(net, times));
      }
      return lines;
    } finally {
      await Promise.all([compiling.end(), plain.end()]);
    }
  },
};

async function launch(product: Product, compile: '0' | '1'): Promise<LabKernel> {
  const preload = JSON.stringify(join(repository, 'bench', 'keep-plain-fit.cjs'));
  const kernel = await LabKernel.launch(product, {
    EPOCHBOOK_COMPILE: compile,
    NODE_OPTIONS: `--require ${preload}`,
  });
  try {
    await kernel.run(CELL);
    return kernel;
  } catch (error) {
    await kernel.end();
    throw error;
  }
}

function report({ name, scan }: (typeof NETS)[number], times: Record<Kind, number[]>): Measurement[] {
  const ratios = times.uncompiled.map((ms, i) => ms / (times.compiled[i] as number));
  const recording = above(times['compiled, recorded'], times.compiled);
  const others = KINDS.slice(1).map((kind) => `${kind} ${rounded(median(times[kind]))} ms`);
  return [
    {
      name: `${name}: a step of a whole fit, compiled`,
      value: median(times.compiled),
      unit: 'ms',
      detail: `${spread(times.compiled)}; ${others.join(', ')}`,
      target: { atMost: Number((MOST_TIMES * scan).toFixed(3)) },
    },
    { name: `${name}: uncompiled / compiled`, value: median(ratios), unit: '×', detail: spread(ratios) },
    {
      name: `${name}: recording a compiled fit`,
      value: median(recording),
      unit: '%',
      detail: certainty(recording),
      target: { atMost: MOST_RECORDING },
    },
  ];
}
