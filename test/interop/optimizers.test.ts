import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { type EngineName, Runner } from '../conformance/start-engine.js';
import { noNative } from '../native-engine.js';
import { optimizerCases, problem, STEPS } from './optimizers/cases.js';
import type { Trained, Trainings, Ways } from './optimizers/runner.js';
import { noPython, runPython } from './python/run-python.js';

const engines: readonly EngineName[] = noNative ? ['embedded'] : ['native', 'embedded'];
const ways: readonly Ways[] = ['minimize', 'resumed', 'fit'];

describe.skipIf(noPython)(`optimizers are those of Keras${noPython && `: ${noPython}`}`, () => {
  const folder = mkdtempSync(join(tmpdir(), 'epochbook-optimizers-'));
  const runner = new Runner<Trainings>(join(import.meta.dirname, 'optimizers/runner.ts'));
  const ours = new Map<EngineName, Trainings>();
  const theirs = new Map<string, Trained>();

  beforeAll(async () => {
    const file = join(folder, 'cases.json');
    writeFileSync(file, JSON.stringify({ cases: optimizerCases, steps: STEPS, problem }));
    const python = runPython('optimizers/train.py', file).then((answer) =>
      (JSON.parse(answer) as Trained[]).forEach((trained, i) => {
        theirs.set(optimizerCases[i]?.name ?? '', trained);
      }),
    );
    await runner.build();
    for (const engine of engines) ours.set(engine, await runner.run(engine));
    await python;
  });
  afterAll(() => {
    runner.remove();
    rmSync(folder, { recursive: true, force: true });
  });

  describe.each(engines)('%s', (engine) => {
    test.each(optimizerCases)('$name', ({ name }) => {
      const expected = theirs.get(name) as Trained;
      for (const way of ways) {
        const actual = ours.get(engine)?.[name]?.[way] as Trained;
        expect(actual.weights.length, way).toBe(STEPS);
        const far = expected.weights.findIndex((weights, step) => !near(actual.weights[step] ?? [], weights));
        expect([far, actual.weights[far], actual.rates[far]], `${way}: the first step that differs`).toEqual([
          -1,
          undefined,
          undefined,
        ]);
        expect(near(actual.rates, expected.rates), `${way}: rates ${actual.rates}`).toBe(true);
        expect(near(actual.final, expected.final), `${way}: at the end ${actual.final}`).toBe(true);
      }
    });
  });
});

const near = (actual: readonly number[], expected: readonly number[]): boolean =>
  actual.length === expected.length &&
  expected.every(
    (value, i) => Math.abs((actual[i] as number) - value) <= 2e-5 * Math.max(Math.abs(value), 0.1),
  );
