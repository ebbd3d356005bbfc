import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { ownKernels } from '../../engine/embedded/kernel-table.js';
import { noNative } from '../native-engine.js';
import { type Case, idOf } from './case.js';
import { allCases, trainedCases } from './cases/index.js';
import { knownDifferences } from './known-differences.js';
import type { PhaseResult, Results } from './runner/results.js';
import { type EngineName, Runner } from './start-engine.js';
import { conformanceTable, tally } from './table.js';
import { predictsUncompiled, uncompiledSteps, wrongCompilation } from './uncompiled-steps.js';
import { judge, type Verdict } from './verdict.js';

const rows = [...new Set(allCases.map(({ of }) => of))];

/** What each engine may take for its cases where the machine has much else to do. */
const EACH_MS = 400_000;

/** Other names of layers, base classes, inputs, and what is a part of another case. */
const notRows = new Set([
  ...['Layer', 'RNN', 'RNNCell', 'input', 'inputLayer'],
  ...['avgPool1d', 'avgPool2d', 'avgPool3d', 'avgPooling1d', 'avgPooling2d', 'avgPooling3d'],
  ...['maxPool1d', 'maxPool2d', 'globalMaxPool1d', 'globalMaxPool2d'],
  ...['rnn', 'convLstm2dCell'],
]);

describe('the engines', () => {
  const runner = new Runner();
  const results = new Map<EngineName, Results>();
  const of = (name: EngineName) => ({ name, results: results.get(name) as Results });
  const columns: Record<string, Verdict[]> = {};
  let againstCpu: Verdict[] = [];
  let againstUncompiled: Verdict[] = [];

  beforeAll(async () => {
    await runner.build();
    const run = async (name: EngineName): Promise<void> => void results.set(name, await runner.run(name));
    // Two at a time.
    await Promise.all([
      noNative ? run('compiled') : run('native').then(() => run('compiled')),
      run('embedded').then(() => run('cpu')),
    ]);
    againstUncompiled = judge(allCases, of('compiled'), of('embedded'));
    againstCpu = judge(allCases, of('embedded'), of('cpu'));
    if (noNative) {
      columns.cpu = judge(allCases, of('cpu'));
      columns['embedded (against cpu)'] = againstCpu;
      columns['compiled (against embedded)'] = againstUncompiled;
    } else {
      columns.native = judge(allCases, of('native'));
      columns.embedded = judge(allCases, of('embedded'), of('native'));
      columns.cpu = judge(allCases, of('cpu'), of('native'));
      columns.compiled = judge(allCases, of('compiled'), of('native'));
    }
  }, 4 * EACH_MS);

  afterAll(() => {
    runner.remove();
    if (results.size === 0) return;
    const seconds = [...results].map(([name, result]) => `${name} ${result.seconds.toFixed(0)} s`).join(', ');
    const text = [
      `${allCases.length} cases in ${rows.length} rows; ${seconds}${noNative && `; ${noNative}`}`,
      conformanceTable(columns),
      ...Object.entries(columns).map(([name, verdicts]) => `${name}: ${tally(verdicts)}`),
    ].join('\n');
    const folder = join(import.meta.dirname, '../../artifacts/tests');
    mkdirSync(folder, { recursive: true });
    writeFileSync(join(folder, 'conformance.txt'), `${text}\n`);
    console.log(text);
  });

  /** The sentences of what is wrong in a row. */
  const wrong = (verdicts: Verdict[], row: string): string[] =>
    verdicts.filter(({ test, kind }) => test.of === row && kind === 'wrong').map(({ sentence }) => sentence);

  test.each(rows)('embedded computes as the plain backend, where that is right: %s', (row) => {
    expect(wrong(againstCpu, row)).toEqual([]);
  });

  const trainedRows = [...new Set(trainedCases.map((each) => each.of))];

  test.each(rows)('compiled computes as uncompiled: %s', (row) => {
    expect(wrong(againstUncompiled, row)).toEqual([]);
  });

  const layerRows = rows.filter((row) => row.startsWith('layers.'));

  test.each(layerRows)('predictions are compiled, but for those that are known not to be: %s', (row) => {
    const { outcomes } = of('compiled').results;
    const wrongly = allCases
      .filter((each) => each.of === row && each.run.forward)
      .filter((each) => {
        const forward = outcomes[idOf(each)]?.forward as PhaseResult;
        return !forward.error && forward.compiled > 0 === predictsUncompiled(idOf(each));
      });
    expect(wrongly.map(idOf)).toEqual([]);
  });

  const trainedOn = (name: EngineName, test: Case) => of(name).results.outcomes[idOf(test)]?.trained;

  test.each(trainedRows)('training steps are compiled, or it is said why they are not: %s', (row) => {
    const told = trainedCases
      .filter((each) => each.of === row)
      .map((each) => wrongCompilation(each, trainedOn('compiled', each) as PhaseResult));
    expect(told.filter(Boolean)).toEqual([]);
  });

  test.each(uncompiledSteps)('of what runs uncompiled, there is still: $which', ({ which }) => {
    const printed = trainedCases.filter((each) => which.test(idOf(each)));
    expect(printed.some((each) => trainedOn('compiled', each)?.printed.length)).toBe(true);
  });

  if (noNative) test('the native engine computes alike', ({ skip }) => skip(noNative));
  else {
    test.each(rows)('native runs: %s', (row) => {
      expect(wrong(columns.native as Verdict[], row)).toEqual([]);
    });

    test.each(rows)('embedded computes as native: %s', (row) => {
      expect(wrong(columns.embedded as Verdict[], row)).toEqual([]);
    });

    test.each(rows)('compiled computes as native: %s', (row) => {
      expect(wrong(columns.compiled as Verdict[], row)).toEqual([]);
    });

    test.each(rows)('the plain backend computes as native, but for what is known: %s', (row) => {
      expect(wrong(columns.cpu as Verdict[], row)).toEqual([]);
    });

    test.each(knownDifferences)('$engine still differs: $which', ({ engine, which }) => {
      const verdicts = engine === 'native' ? Object.values(columns).flat() : columns[engine];
      const known = (verdicts as Verdict[]).filter(({ kind }) => kind === 'known');
      expect(known.some(({ phase, test }) => which.test(`${phase} ${idOf(test)}`))).toBe(true);
    });
  }

  test('every layer is in the suite', () => {
    const { layers } = of('embedded').results;
    expect(layers.length).toBeGreaterThan(60);
    expect(layers.filter((name) => !notRows.has(name) && !rows.includes(`layers.${name}`))).toEqual([]);
  });

  test("every kernel of the embedded engine's own is called", () => {
    const own = ownKernels((kernelName) => ({ kernelName, backendName: 'wasm', kernelFunc: () => [] }));
    const { kernels } = of('embedded').results;
    expect(own.map(({ kernelName }) => kernelName).filter((name) => !kernels.includes(name))).toEqual([]);
  });

  test('no case prints a warning', () => {
    for (const [name, { printed, outcomes }] of results) {
      const phases = Object.entries(outcomes).flatMap(([id, each]) =>
        Object.entries(each).map(([phase, result]) => ({ id, phase, ...result })),
      );
      // Why a training runs uncompiled is looked at above.
      const others = name === 'compiled' ? [] : phases;
      expect(others.filter((each) => each.printed.length > 0).map(({ id }) => id)).toEqual([]);
      expect(printed).toEqual([]);
    }
  });

  test('names of cases are their own', () => {
    const ids = allCases.map(idOf);
    expect(ids.filter((id, i) => ids.indexOf(id) !== i)).toEqual([]);
  });
});
