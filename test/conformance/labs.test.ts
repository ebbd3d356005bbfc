import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { labDataFolder, missingLabData } from '../../scripts/provide-lab-data.mjs';
import { noNative } from '../native-engine.js';
import { labs } from './labs/index.js';
import type { Results } from './runner/results.js';
import { type EngineName, Runner } from './start-engine.js';

const data = { product: join(import.meta.dirname, '../../workbooks/data'), provided: labDataFolder() };
const missing = missingLabData();
const noData =
  missing.length > 0
    ? `there is no ${missing.join(', ')} in ${data.provided}; "node scripts/provide-lab-data.mjs" puts it there`
    : '';

/** Without a native engine the plain backend stands in for it; the reviews would take it minutes. */
const reference = noNative ? 'cpu' : 'native';
const compared = labs.filter(({ name }) => !noNative || !name.startsWith('reviews'));
const only = `^(${compared.map(({ name }) => name).join('|')})$`;

describe('whole labs from the same seed', () => {
  if (noData) {
    test('on their real data', ({ skip }) => skip(noData));
    return;
  }
  if (noNative) test('the labs of reviews', ({ skip }) => skip(noNative));

  const runner = new Runner();
  let embedded: Results;
  let other: Results;
  let compiled: Results;

  beforeAll(async () => {
    await runner.build();
    const run = (engine: EngineName) => runner.run(engine, { labs: JSON.stringify(data), only });
    await Promise.all([
      run(reference).then((results) => {
        other = results;
      }),
      run('embedded').then(async (results) => {
        embedded = results;
        compiled = await run('compiled');
      }),
    ]);
  });
  afterAll(() => runner.remove());

  const rows = compared.flatMap((lab) => [
    { ...lab, engine: 'embedded', against: reference },
    { ...lab, engine: 'compiled', against: 'embedded' },
  ]);
  test.each(rows)('$name: $engine learns as $against', ({ name, tolerance, samples, engine }) => {
    const [mine, theirs] = engine === 'compiled' ? [compiled, embedded] : [embedded, other];
    const [curves, expected] = [mine.curves[name], theirs.curves[name]] as Record<string, number[]>[];
    expect(Object.keys(curves as object)).toEqual(Object.keys(expected as object));
    for (const [series, values] of Object.entries(expected as Record<string, number[]>)) {
      // A prediction next to 0.5 may fall on the other side of it.
      const oneSample = series.endsWith('acc') ? 1 / samples : 0;
      values.forEach((value, epoch) => {
        const difference = Math.abs((curves?.[series]?.[epoch] as number) - value);
        const allowed =
          oneSample * 1.01 + value * (series.startsWith('val_') ? tolerance.validation : tolerance.training);
        expect(difference, `${series} of epoch ${epoch + 1}`).toBeLessThanOrEqual(allowed);
      });
    }
    expect(curves?.loss?.at(-1)).toBeLessThan((curves?.loss?.[0] as number) * 0.9);
  });

  test('nothing is printed', () => {
    expect([embedded, other, compiled].map(({ printed }) => printed)).toEqual([[], [], []]);
  });
});
