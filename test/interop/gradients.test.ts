import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { type EngineName, Runner } from '../conformance/start-engine.js';
import { noNative } from '../native-engine.js';
import { gradientCases } from './gradients/cases/index.js';
import { type GradientCase, nameOf } from './gradients/gradient-case.js';
import { knownDifferences, neverAsked } from './gradients/known-differences.js';
import type { Answers } from './gradients/runner.js';
import { noPython, runPython } from './python/run-python.js';

/** What TensorFlow answers, in the order of the cases. */
type Theirs = ({ values: (number | string)[][] } | { error: string })[];

const rows = [...new Set(gradientCases.map(({ of }) => of))];
const engines: readonly EngineName[] = noNative ? ['embedded', 'cpu'] : ['native', 'embedded', 'cpu'];

describe.skipIf(noPython)(`gradients are those of TensorFlow${noPython && `: ${noPython}`}`, () => {
  const folder = mkdtempSync(join(tmpdir(), 'epochbook-gradients-'));
  const runner = new Runner<Answers>(join(import.meta.dirname, 'gradients/runner.ts'));
  const ours = new Map<EngineName, Answers>();
  const theirs = new Map<string, Theirs[number]>();

  beforeAll(async () => {
    const file = join(folder, 'cases.json');
    // JSON has no -0, NaN and infinities.
    const text = (value: number): number | string =>
      Object.is(value, -0) ? '-0' : Number.isFinite(value) ? value : String(value);
    const asked = gradientCases.map(({ inputs, python }) => ({
      inputs: inputs.map((given) => ({ ...given, values: given.values.map(text) })),
      python,
    }));
    writeFileSync(file, JSON.stringify(asked));
    const python = runPython('gradients/differentiate.py', file).then((answer) =>
      (JSON.parse(answer) as Theirs).forEach((one, i) => {
        theirs.set(nameOf(gradientCases[i] as GradientCase), one);
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

  /** What is wrong with a case on an engine, or nothing. */
  function wrong(test: GradientCase, engine: EngineName): string | undefined {
    const expected = theirs.get(nameOf(test));
    const actual = ours.get(engine)?.gradients[nameOf(test)];
    if (!expected || 'error' in expected) return `TensorFlow refuses ${test.python}: ${expected?.error}`;
    if (!actual?.values) return `${nameOf(test)}: ${actual?.error}`;
    if (actual.leaked !== 0) return `${nameOf(test)} leaves ${actual.leaked} tensors`;
    const values = expected.values.map((list) => list.map(Number));
    const far = values.some((list, i) => !near(actual.values[i] ?? [], list, test.tolerance));
    return far
      ? `${nameOf(test)}: [${actual.values.join('] [')}] instead of [${values.join('] [')}]`
      : undefined;
  }

  const isKnown = (test: GradientCase, name: EngineName): boolean =>
    knownDifferences.some(({ engine = name, which }) => engine === name && which.test(nameOf(test)));

  describe.each(engines)('%s', (engine) => {
    test.each(rows)('%s', (row) => {
      const cases = gradientCases.filter((one) => one.of === row && !isKnown(one, engine));
      expect(cases.flatMap((one) => wrong(one, engine) ?? [])).toEqual([]);
    });
  });

  test.each(knownDifferences.filter(({ engine = 'cpu' }) => engines.includes(engine)))(
    'still differs: $which',
    ({ engine = 'embedded', which }) => {
      const cases = gradientCases.filter((one) => which.test(nameOf(one)));
      expect(cases.some((one) => wrong(one, engine))).toBe(true);
    },
  );

  test('every gradient that TensorFlow.js has is in the table', () => {
    const { registered, called } = ours.get('embedded') as Answers;
    expect(registered.length).toBeGreaterThan(100);
    expect(registered.filter((name) => !called.includes(name)).sort()).toEqual(
      Object.keys(neverAsked).sort(),
    );
  });

  test('names of cases are their own', () => {
    const names = gradientCases.map(nameOf);
    expect(names.filter((name, i) => names.indexOf(name) !== i)).toEqual([]);
  });
});

/** Each value by itself: a small one beside a large one counts as much, down to a hundredth of the largest. */
function near(actual: readonly number[], expected: readonly number[], tolerance = 2e-5): boolean {
  const largest = expected
    .filter(Number.isFinite)
    .reduce((most, value) => Math.max(most, Math.abs(value)), 0);
  return (
    actual.length === expected.length &&
    expected.every((value, i) => {
      const own = actual[i] as number;
      if (!Number.isFinite(value) || !Number.isFinite(own)) return Object.is(own, value);
      return Math.abs(own - value) <= tolerance * Math.max(Math.abs(value), largest / 100, 1e-6);
    })
  );
}
