import { expect, test } from 'vitest';
import { nativeStorage, noNative } from '../native-engine.js';
import { TestKernel } from './kernel.js';

/** Every few milliseconds of an engine's start, one of each kind. */
const STRAYS = `import { EventEmitter } from 'node:events';
const kinds = {
  timer: (error) => { throw error; },
  immediate: (error) => setImmediate(() => { throw error; }),
  tick: (error) => process.nextTick(() => { throw error; }),
  microtask: (error) => queueMicrotask(() => { throw error; }),
  rejection: (error) => void Promise.reject(error),
  event: (error) => new EventEmitter().emit('error', error),
  'no error': () => { throw undefined; },
};
const stray = (at) => { for (const [kind, go] of Object.entries(kinds)) setTimeout(() => go(new Error(kind + ' ' + at)), at); };
`;
const LOAD = "const tf = await import('@tensorflow/tfjs-node'); tf.getBackend()";

test.each([
  ['embedded', 'wasm', ''],
  ['native', 'tensorflow', noNative],
] as const)(
  'while the %s engine starts they are reported, and the kernel lives on',
  async (engine, backend, none) => {
    if (none) return expect(none).not.toBe('');
    const env = { EPOCHBOOK_STORAGE: nativeStorage };
    const kernel = await TestKernel.start({ engine, env });
    try {
      const times = Array.from({ length: 60 }, (_, i) => 5 * i);
      const loaded = await kernel.run(`${STRAYS} for (const at of ${JSON.stringify(times)}) stray(at);
${LOAD}`);
      expect(loaded.value).toContain(backend);
      const { value } = await kernel.run('await new Promise((resolve) => setTimeout(resolve, 600)); 2');
      expect(value).toBe('2');
      const told = kernel
        .outputsOf(1)
        .concat(kernel.outputsOf(2))
        .filter((output) => output.output_type === 'error');
      for (const kind of ['timer', 'immediate', 'tick', 'microtask', 'rejection', 'event'])
        expect(
          told.filter((output) => 'evalue' in output && output.evalue.startsWith(`${kind} `)),
        ).toHaveLength(60);
      expect(told).toHaveLength(7 * 60);
      const later = await kernel.run(
        'tf.backend().dispose(); setTimeout(() => { throw new Error("later"); }); await new Promise((resolve) => setTimeout(resolve, 100)); 3',
      );
      expect([later.value, later.error]).toEqual(['3', expect.stringContaining('Error: later')]);
    } finally {
      await kernel.end();
    }
  },
);
