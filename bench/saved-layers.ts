import { cpSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import * as v from 'valibot';
import { MAX_JSON_BYTES, runLayersSchema, runPayloadSchema } from '../protocol/index.js';
import { packPayload } from '../renderers/drawing/packing/pack.js';
import { unpackPayload } from '../renderers/drawing/packing/unpack.js';
import { chain } from '../renderers/dropout/examples.js';
import { fitDropout } from '../renderers/dropout/fit.js';
import { sketchDropout } from '../renderers/dropout/sketch.js';
import { readNotebook } from '../test/e2e/notebook-file.js';
import { runNotebook } from './command-line.js';
import type { Measure, Measurement } from './measurement.js';
import { median, spread } from './statistics.js';

const TRAINING = 'application/vnd.epochbook.training.v1+json';

/** How much of what the layers did stays in the saved output of the lesson's first training, and how long it takes to read. */
export const savedLayers: Measure = {
  name: 'saved-layers',
  async run({ product, quick }) {
    const folder = mkdtempSync(join(tmpdir(), 'epochbook-bench-'));
    try {
      const [notebook, out] = [join(folder, 'titanic.ipynb'), join(folder, 'titanic.executed.ipynb')];
      cpSync(join(product.workbooks, 'en', '07-titanic.ipynb'), notebook);
      await runNotebook(product, notebook, out);
      const outputs = readNotebook(out).cells.flatMap(({ outputs: all = [] }) => all);
      const run = v.parse(runPayloadSchema, outputs.find(({ data }) => data?.[TRAINING])?.data?.[TRAINING]);
      const plain = Object.entries(run.layers ?? {}).map(([name, packed]) => [name, unpacked(packed)]);
      const { dropout, batchNorm, distributions } = v.parse(runLayersSchema, Object.fromEntries(plain));
      const { steps, epoch } = run.progress;
      const masks = dropout?.layers[0];
      const normalized = batchNorm?.layers[0]?.steps.length ?? 0;
      const epochs = distributions?.epochs.length ?? 0;
      return [
        kept(
          'dropout steps',
          masks?.steps.length ?? 0,
          steps,
          `, ${masks?.samples[0]} of ${masks?.batch[0]} masks each`,
        ),
        kept('batch-normalization steps', normalized, steps),
        kept('epochs of histograms', epochs, epoch + 1),
        unpacking(quick ? 5 : 25),
      ];
    } finally {
      rmSync(folder, { recursive: true, force: true });
    }
  },
};

const kept = (what: string, count: number, of: number, more = ''): Measurement => ({
  name: `Titanic training, saved ${what}`,
  value: (100 * count) / of,
  unit: '%',
  detail: `${count} of ${of}${more}`,
});

/** The largest that an output can hold: a wide net, whose masks fill it. */
function unpacking(rounds: number): Measurement {
  const wide = sketchDropout({ layers: chain([64, 512, 512, 10], [0.5, 0.5]), steps: 400, samples: 8 });
  const fitted = fitDropout(wide, MAX_JSON_BYTES);
  if (!fitted) throw new Error('The record of a wide net does not fit.');
  const text = JSON.stringify(packPayload(fitted));
  const times = Array.from({ length: rounds }, () => {
    const start = performance.now();
    unpacked(JSON.parse(text));
    return performance.now() - start;
  });
  return {
    name: 'unpacking the largest saved output',
    value: median(times),
    unit: 'ms',
    detail: `${(text.length / 1024).toFixed(0)} KiB of JSON; ${spread(times)}`,
    target: { atMost: 50 },
  };
}

function unpacked(packed: unknown): unknown {
  const opened = unpackPayload(packed);
  if (!opened.ok) throw new Error(opened.where);
  return opened.value;
}
