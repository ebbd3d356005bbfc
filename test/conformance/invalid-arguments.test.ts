import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { noNative } from '../native-engine.js';
import { allCalls } from './arguments/all-calls.js';
import { knownDifference, knownDifferences } from './arguments/known-differences.js';
import type { Call } from './arguments/mutations.js';
import { needsNoRow } from './arguments/no-rows.js';
import { argumentRows } from './arguments/rows/index.js';
import { CallRunner, type Side, type SideResults } from './arguments/run-engine.js';
import { type Expected, expectedOf, faultOf } from './arguments/verdict.js';

/** Ours, each judged by TensorFlow without our patches. */
const sides: readonly Side[] = ['native', 'embedded', 'cpu'];

// Every public operation, with generated shapes, axes, sizes, types and places that may make no sense.
describe.skipIf(noNative)('arguments that make no sense', () => {
  const runner = new CallRunner();
  const results = new Map<Side, SideResults>();
  let calls: Call[] = [];

  beforeAll(async () => {
    await runner.build();
    const run = async (side: Side): Promise<void> => void results.set(side, await runner.run(side));
    await Promise.all([run('stock').then(() => run('cpu')), run('embedded').then(() => run('native'))]);
    calls = allCalls(resultsOf('stock').names.methods);
  }, 900_000);

  afterAll(() => runner.remove());

  const resultsOf = (side: Side): SideResults => results.get(side) as SideResults;
  const outcomeOf = (side: Side, id: string) => resultsOf(side).outcomes.get(id);
  const expected = (side: Side, id: string): Expected =>
    expectedOf(side, id, { stock: outcomeOf('stock', id), plain: outcomeOf('cpu', id) });

  test.each(sides)(
    '%s refuses what TensorFlow refuses, in a sentence of both languages, and gives what it gives',
    (side) => {
      const faults = calls
        .map(
          (call) =>
            [
              call,
              faultOf(
                call,
                outcomeOf(side, call.id),
                expected(side, call.id),
                knownDifference(side, call.id)?.leaves,
              ),
            ] as const,
        )
        .filter(([, fault]) => fault)
        .map(([{ id }, fault]) => `${id}: ${fault}`);
      const folder = join(import.meta.dirname, '../../artifacts/tests');
      mkdirSync(folder, { recursive: true });
      writeFileSync(
        join(folder, `invalid-arguments-${side}.txt`),
        `${calls.length} calls\n${faults.join('\n')}\n`,
      );
      expect(faults.slice(0, 40)).toEqual([]);
    },
  );

  test('there are calls of every kind, and many', () => {
    expect(calls.length).toBeGreaterThan(10_000);
    const refused = calls.filter(({ id }) => expected('embedded', id) === 'refused');
    expect(refused.length).toBeGreaterThan(4000);
    expect(calls.length - refused.length).toBeGreaterThan(4000);
  });

  test.each(sides)('every public operation of %s is in a row', (side) => {
    const { functions, methods } = resultsOf(side).names;
    const rows = new Set([...argumentRows.map(({ path }) => path), ...calls.map(({ path }) => path)]);
    expect([...functions, ...methods].filter((name) => !rows.has(name) && !needsNoRow(name))).toEqual([]);
  });

  test.each(knownDifferences)(
    'it is still decided otherwise than on TensorFlow: $which',
    ({ which, sides: where }) => {
      const differs = (side: Side, call: Call): boolean => {
        const stock = outcomeOf('stock', call.id);
        const plainly: Expected = typeof stock === 'object' && stock.gave ? { gave: stock.gave } : 'refused';
        return faultOf(call, outcomeOf(side, call.id), plainly) !== '';
      };
      const fitting = calls.filter(({ id }) => which.test(id));
      expect(fitting.some((call) => (where ?? sides).some((side) => differs(side, call)))).toBe(true);
    },
  );
});
