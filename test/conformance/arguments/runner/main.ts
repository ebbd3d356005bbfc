// Makes the calls on one engine and writes what came of each, line by line. An engine keeps its state per process.
import { closeSync, openSync, writeSync } from 'node:fs';
import { createRequire } from 'node:module';
import { join } from 'node:path';
import util, { parseArgs } from 'node:util';
import { findNative } from '../../../../engine/native/find-native.js';
import { restoreUtil } from '../../../../engine/native/restore-util.js';
import { loadEngine, type TfNamespace } from '../../../../kernel/engine.js';
import { allCalls } from '../all-calls.js';
import { endsTheProcess } from '../known-differences.js';
import type { Line } from './outcome.js';
import { publicNames } from './public-names.js';
import { runCall } from './run-call.js';

const { values: options } = parseArgs({
  options: {
    engine: { type: 'string', default: 'embedded' },
    storage: { type: 'string' },
    wasm: { type: 'string', default: '' },
    out: { type: 'string', default: '' },
    /** Only the operations that this pattern fits. */
    only: { type: 'string', default: '' },
    /** The call that ended the process before: goes on behind it. */
    after: { type: 'string', default: '' },
  },
});

/** `stock` is tfjs-node as it is published, without our patches: what TensorFlow itself does. */
async function load(): Promise<TfNamespace> {
  if (options.engine === 'stock') {
    const [found] = findNative({ storage: options.storage });
    if (!found) throw new Error('There is no native engine.');
    restoreUtil(util as unknown as Record<string, unknown>);
    const tf = createRequire(join(found.path, 'package.json'))(found.path) as TfNamespace;
    await tf.ready();
    return tf;
  }
  const { tf } = await loadEngine({
    choice: options.engine === 'native' ? 'native' : 'embedded',
    storage: options.storage,
    wasmFolder: options.wasm,
  });
  if (options.engine === 'cpu') await tf.setBackend('cpu');
  return tf;
}

async function main(): Promise<void> {
  for (const name of ['log', 'info', 'warn', 'error'] as const) console[name] = () => {};
  const file = openSync(options.out, 'a');
  const write = (line: Line): void => void writeSync(file, `${JSON.stringify(line)}\n`);
  const tf = await load();
  const names = publicNames(tf);
  write({ names });
  const only = new RegExp(options.only);
  const calls = allCalls(names.methods).filter(({ path }) => only.test(path));
  const from = options.after ? calls.findIndex(({ id }) => id === options.after) + 1 : 0;
  for (const call of calls.slice(from)) {
    if (options.engine === 'stock' && endsTheProcess.some((pattern) => pattern.test(call.id))) continue;
    write({ begins: call.id });
    write({ call: call.id, outcome: await runCall(tf, call) });
  }
  write({ done: true });
  closeSync(file);
}

void main();
