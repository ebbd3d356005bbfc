// Runs the cases, or the labs, on one engine and writes what came out. An engine keeps its state per process.
import { parseArgs } from 'node:util';
import { loadEngine } from '../../../kernel/engine.js';
import { idOf } from '../case.js';
import { allCases } from '../cases/index.js';
import { labs } from '../labs/index.js';
import { type Results, writeResults } from './results.js';
import { runCase } from './run-case.js';
import { watchKernels } from './watch-kernels.js';

const { values: options } = parseArgs({
  options: {
    engine: { type: 'string', default: 'embedded' },
    storage: { type: 'string' },
    wasm: { type: 'string', default: '' },
    out: { type: 'string', default: '' },
    /** Only the rows that this pattern fits. */
    only: { type: 'string', default: '' },
    /** `LabData` as JSON: runs the labs instead. */
    labs: { type: 'string' },
    fault: { type: 'string' },
    factor: { type: 'string', default: '1.01' },
  },
});

async function main(): Promise<void> {
  const printed: string[] = [];
  for (const method of ['log', 'info', 'warn', 'error'] as const)
    console[method] = (...args: unknown[]) => void printed.push(args.map(String).join(' '));

  const started = performance.now();
  const { info, tf } = await loadEngine({
    choice: options.engine === 'native' ? 'native' : 'embedded',
    storage: options.storage,
    wasmFolder: options.wasm,
  });
  if (options.engine === 'cpu') await tf.setBackend('cpu');
  const counted = { steps: 0, predictions: 0 };
  if (options.engine === 'compiled') {
    // Not before: it brings the TensorFlow.js of the embedded engine along.
    const { watchCompilations } = await import('../../../engine/compiled/index.js');
    watchCompilations(({ of, outcome }) => {
      if ('code' in outcome) counted[of] += 1;
    });
  }
  const fault = options.fault ? { kernel: options.fault, factor: Number(options.factor) } : undefined;
  const called = watchKernels(tf, fault);

  const outcomes: Results['outcomes'] = {};
  const curves: Results['curves'] = {};
  if (options.labs === undefined) {
    const only = new RegExp(options.only);
    for (const test of allCases)
      if (only.test(test.of)) outcomes[idOf(test)] = await runCase(tf, test, { printed, counted });
  } else {
    const only = new RegExp(options.only);
    for (const lab of labs)
      if (only.test(lab.name)) curves[lab.name] = await lab.run(tf, JSON.parse(options.labs));
  }
  writeResults(options.out, {
    engine: info,
    outcomes,
    kernels: [...called].sort(),
    layers: Object.keys(tf.layers),
    curves,
    printed,
    seconds: (performance.now() - started) / 1000,
  });
}

void main();
