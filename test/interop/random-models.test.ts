import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { noNative } from '../native-engine.js';
import { noPython, runPython, runPythonOn } from './python/run-python.js';
import type { KerasCase, Outcome, TrainedAgain } from './random-models/case.js';
import { buildRunner, trainOn } from './random-models/engines.js';
import { plan, seeds } from './random-models/plan.js';
import { againVerdict, type Verdict, verdict } from './random-models/verdict.js';

const SCRIPTS = 'random-models';
const halves = <T>(list: readonly T[]): T[][] => [0, 1].map((rest) => list.filter((_, i) => i % 2 === rest));

describe.skipIf(noPython)(`random models that real Keras has made and trained ${noPython}`, () => {
  let folder: string;
  const engines = new Map<string, Map<number, Outcome>>();

  const stored = <T>(name: string): T => JSON.parse(readFileSync(join(folder, name), 'utf8')) as T;
  const keras = (seed: number): KerasCase => stored(`${seed}.json`);

  beforeAll(async () => {
    folder = mkdtempSync(join(tmpdir(), 'epochbook-random-models-'));
    const make = `${SCRIPTS}/make.py`;
    await Promise.all([
      buildRunner(folder),
      ...halves(plan.tensorflow).map((half) => runPython(make, folder, JSON.stringify(half))),
    ]);
    await Promise.all([
      runPythonOn('jax', make, folder, JSON.stringify(plan.jax)),
      trainOn('embedded', folder, plan.tensorflow, plan.savedHere).then((all) =>
        engines.set('embedded', all),
      ),
    ]);
    const onJax = trainOn('embedded', folder, plan.jax, plan.savedHere);
    for (const [seed, outcome] of await onJax) engines.get('embedded')?.set(seed, outcome);
    await Promise.all([
      runPython(`${SCRIPTS}/again.py`, folder, JSON.stringify(plan.savedHere)),
      noNative ? undefined : trainOn('native', folder, plan.native).then((all) => engines.set('native', all)),
    ]);
  }, 900_000);
  afterAll(() => rmSync(folder, { recursive: true, force: true }));

  const expectAgreement = (found: Verdict): void => {
    expect(found.text, found.report).toBe(found.expected);
  };

  test.each(seeds)('model %i: embedded', (seed) => {
    expectAgreement(verdict(keras(seed), engines.get('embedded')?.get(seed)));
  });

  describe.skipIf(noNative)(`on the native engine ${noNative}`, () => {
    test.each(plan.native)('model %i: native', (seed) => {
      expectAgreement(verdict(keras(seed), engines.get('native')?.get(seed)));
    });
  });

  describe('saved here, trained by Keras', () => {
    test.each(plan.savedHere)('model %i', (seed) => {
      const outcome = engines.get('embedded')?.get(seed);
      expectAgreement(againVerdict(keras(seed), outcome, () => stored<TrainedAgain>(`${seed}.again.json`)));
    });
  });
});
