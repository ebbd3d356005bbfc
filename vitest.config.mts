import { availableParallelism } from 'node:os';
import { join } from 'node:path';
import { defineConfig } from 'vitest/config';
import { LongFilesFirst } from './test/long-files-first.mts';

const project = (name: string, options: object = {}) => ({
  test: { name, include: [`test/${name}/**/*.test.ts`], ...options },
});

// On a machine that is busy with other work, all of it takes a multiple of its time.
const patient = { expect: { poll: { timeout: 60_000 } } };
const editors = { ...patient, testTimeout: 400_000, hookTimeout: 400_000 };
const packaged = 'test/e2e/packaged.test.ts';

/** Tests of functions that keep nothing: a process runs one file after another, with the modules that it has read. */
const pure = [
  'test/unit/{bench,cell,cli,client,course,extension,notebook,output,protocol,renderers,report,rooms,viewer,views,words}/**/*.test.ts',
];
/** Files in whose own process an engine runs, of which there is one in a process. */
const engines = ['test/kernel/native-*.test.ts', 'test/kernel/model-files-kill.test.ts'];
const ofKernels = { ...patient, testTimeout: 120_000, hookTimeout: 120_000 };
const ofUnits = { testTimeout: 120_000, hookTimeout: 120_000 };

export default defineConfig({
  test: {
    // An engine of the user's own decides nothing: a test that wants the native one names where it is (testStorage).
    env: { EPOCHBOOK_STORAGE: join(import.meta.dirname, 'artifacts', 'no-engine') },
    // Most tests wait for processes of their own. Vitest would leave a processor free: on two, run file after file.
    maxWorkers: Math.max(2, availableParallelism() - 1),
    sequence: { sequencer: LongFilesFirst },
    projects: [
      project('unit', { ...ofUnits, include: ['test/unit/**/*.test.ts'], exclude: pure }),
      project('unit-pure', { ...ofUnits, include: pure, isolate: false }),
      project('pictures', { testTimeout: 60_000 }),
      project('renderers', {
        ...patient,
        testTimeout: 120_000,
        hookTimeout: 120_000,
        globalSetup: 'test/renderers/shared-site.ts',
        // A process runs one file after another, with one browser and the modules that it has read.
        isolate: false,
      }),
      project('conformance', { testTimeout: 120_000, hookTimeout: 400_000, fileParallelism: false }),
      // What is tested are processes of their own: that of the tests keeps nothing.
      project('kernel', { ...ofKernels, exclude: engines, isolate: false }),
      project('kernel-engines', { ...ofKernels, include: engines }),
      project('windows', {
        include: ['test/windows/*.test.ts'],
        testTimeout: 120_000,
        globalSetup: 'test/windows/start-windows.ts',
      }),
      project('interop', {
        testTimeout: 240_000,
        hookTimeout: 400_000,
        globalSetup: 'test/interop/python/service.ts',
      }),
      project('e2e', {
        ...editors,
        exclude: [packaged],
        maxWorkers: 2,
        sequence: { groupOrder: 1 },
        // A process runs one file after another, with one server and one browser.
        isolate: false,
      }),
      // Not of `npm test`: its pictures are for people to look at.
      project('lessons', { ...editors, testTimeout: 900_000, sequence: { groupOrder: 1 } }),
      // Building the package replaces dist/, which the editors of the other files run.
      project('e2e-packaged', { ...editors, include: [packaged], sequence: { groupOrder: 2 } }),
    ],
  },
});
