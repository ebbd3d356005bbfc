import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { callbackRecording } from './callback-recording.js';
import { cellLanguage } from './cell-language.js';
import { compiled } from './compiled.js';
import { dropoutView } from './dropout-view.js';
import { engines } from './engines.js';
import { extensionActivation } from './extension-activation.js';
import { kernelRoundTrip } from './kernel-round-trip.js';
import { kernelStart } from './kernel-start.js';
import { layerRecording } from './layer-recording.js';
import { liveView } from './live-view.js';
import { load, machine } from './machine.js';
import type { Measure, Measurement } from './measurement.js';
import { modelLayout } from './model-layout.js';
import { packageSize } from './package-size.js';
import { artifacts, provideProduct } from './product.js';
import { projectorView } from './projector-view.js';
import { ray } from './ray.js';
import { reattach } from './reattach.js';
import { recorderOverhead } from './recorder-overhead.js';
import { printTable } from './report.js';
import { savedLayers } from './saved-layers.js';
import { savedOutput } from './saved-output.js';
import { stopping } from './stopping.js';
import { tensorboardLogs } from './tensorboard-logs.js';
import { titanicWorkbook } from './titanic-workbook.js';

const measures: readonly Measure[] = [
  kernelStart,
  kernelRoundTrip,
  reattach,
  stopping,
  recorderOverhead,
  callbackRecording,
  layerRecording,
  extensionActivation,
  cellLanguage,
  liveView,
  dropoutView,
  modelLayout,
  projectorView,
  savedOutput,
  savedLayers,
  packageSize,
  tensorboardLogs,
  titanicWorkbook,
  compiled,
  engines,
  ray,
];

const USAGE = `npm run bench [-- [--quick] [--no-build] [NAME …]]

Measures the packaged product and prints one table; artifacts/bench.json holds the same. A slow number is no failure; what
cannot be measured is.

  NAME         only measures whose name begins so: ${measures.map(({ name }) => name).join(' ')}
  --quick      fewer repetitions
  --no-build   measure what the last run has built
`;

const { values, positionals } = parseArgs({
  allowPositionals: true,
  options: {
    quick: { type: 'boolean', default: false },
    'no-build': { type: 'boolean', default: false },
    help: { type: 'boolean', default: false },
  },
});
const unknown = positionals.filter((start) => !measures.some(({ name }) => name.startsWith(start)));
if (values.help || unknown.length > 0) {
  console.log(USAGE);
  process.exit(values.help ? 0 : 2);
}
const wanted = measures.filter(
  ({ name }) => positionals.length === 0 || positionals.some((start) => name.startsWith(start)),
);

const product = provideProduct({ build: !values['no-build'] });
const measured: (Measurement & { measure: string; load: number })[] = [];
const failures: string[] = [];
for (const measure of wanted) {
  const started = performance.now();
  process.stderr.write(`${measure.name} … `);
  try {
    const lines = await measure.run({ product, quick: values.quick });
    measured.push(...lines.map((line) => ({ measure: measure.name, ...line, load: load() })));
    process.stderr.write(`${((performance.now() - started) / 1000).toFixed(0)} s\n`);
  } catch (error) {
    process.stderr.write('failed\n');
    failures.push(`${measure.name}: ${error instanceof Error ? error.stack : String(error)}`);
  }
}

const where = machine();
printTable(measured, where);
mkdirSync(artifacts, { recursive: true });
const file = join(artifacts, 'bench.json');
writeFileSync(
  file,
  `${JSON.stringify({ version: 1, machine: where, quick: values.quick, measurements: measured, failures }, null, 2)}\n`,
);
console.log(`\nAlso in ${file}`);
for (const failure of failures) console.error(`\nCannot be measured: ${failure}`);
process.exit(failures.length > 0 ? 1 : 0);
