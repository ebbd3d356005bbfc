import { describe, expect, test } from 'vitest';
import { MAX_JSON_BYTES, type RunPayload } from '../../../protocol/index.js';
import { savedBytes } from '../../../renderers/drawing/saved-bytes.js';
import { sketchRun } from '../../../renderers/training/examples.js';
import { fitPayload, thinEpochs, thinRows, thinSteps } from '../../../renderers/training/thin.js';

const columns = (run: RunPayload) => [
  ...Object.values(run.epochs.logs),
  run.epochs.time,
  run.epochs.learningRate,
  run.epochs.tensors,
  run.epochs.bytes,
];

describe('thinRows', () => {
  const x = Array.from({ length: 5000 }, (_, index) => index);

  test('keeps everything that fits', () => {
    expect(thinRows([1, 2, 3], [[5, 4, 3]], 3)).toEqual([0, 1, 2]);
  });

  test('keeps first, last, the least and the greatest value', () => {
    const y = x.map((at) => Math.sin(at / 300));
    y[1234] = 9;
    y[4321] = -9;
    const rows = thinRows(x, [y], 100);
    expect(rows.length).toBeLessThanOrEqual(100);
    expect(rows.length).toBeGreaterThan(50);
    expect(rows).toEqual([...rows].sort((a, b) => a - b));
    expect(rows).toEqual(expect.arrayContaining([0, 1234, 4321, 4999]));
  });

  test('keeps the first value that is not a number, and changes of the rate', () => {
    const y = x.map((at) => (at >= 2345 ? Number.NaN : 1 / (at + 1)));
    const rate = x.map((at) => (at < 3000 ? 0.1 : 0.01));
    expect(thinRows(x, [y], 60, rate)).toEqual(expect.arrayContaining([2345, 3000]));
  });

  test.each([1, 2, 3, 5, 17])('never gives more than %i rows', (most) => {
    expect(thinRows(x, [x.map(Math.sqrt), x.map(Math.cos)], most).length).toBeLessThanOrEqual(most);
  });

  test('thinning again after growth keeps old and new equally fine', () => {
    let at: number[] = [];
    for (let next = 0; next < 20_000; next += 1) {
      at.push(next);
      if (at.length > 1500) {
        const grown = at;
        at = thinRows(at, [at.map((value) => Math.sin(value * 12.9898) * 1e4)], 1000).map(
          (row) => grown[row] as number,
        );
      }
    }
    const early = at.filter((value) => value < 5000).length;
    const late = at.filter((value) => value >= 10_000 && value < 15_000).length;
    expect(early / late).toBeGreaterThan(0.5);
    expect(early / late).toBeLessThan(2);
  });
});

describe('thinEpochs and thinSteps', () => {
  const run = sketchRun({ epochs: 3000, penalty: 0.2 });

  test('all columns stay as long as each other and keep their rows together', () => {
    const thin = thinEpochs(run.epochs, 200);
    const length = thin.epoch.length;
    expect(length).toBeLessThanOrEqual(200);
    for (const column of [...columns({ ...run, epochs: thin }), thin.penalty ?? []])
      expect(column).toHaveLength(length);
    thin.epoch.forEach((epoch, row) => {
      expect(thin.logs.val_loss?.[row]).toBe(run.epochs.logs.val_loss?.[epoch - 1]);
      expect(thin.penalty?.[row]).toBe(run.epochs.penalty?.[epoch - 1]);
    });
  });

  test('the best epoch stays', () => {
    expect(thinEpochs(run.epochs, 50).epoch).toContain(run.best?.epoch);
  });

  test('steps keep their first and last', () => {
    const thin = thinSteps(run.steps, 30);
    expect([thin.step[0], thin.step.at(-1)]).toEqual([run.steps.step[0], run.steps.step.at(-1)]);
    expect(thin.logs.loss).toHaveLength(thin.step.length);
  });
});

describe('fitPayload', () => {
  test('a run that fits comes back as it is', () => {
    const run = sketchRun({ epochs: 50 });
    expect(fitPayload(run, MAX_JSON_BYTES)).toBe(run);
  });

  test('10,000 epochs fit, as saved in a notebook, and use the room', () => {
    const run = sketchRun({ epochs: 10_000, penalty: 0.1, metrics: ['acc', 'precision'] });
    const fitted = fitPayload(run, MAX_JSON_BYTES);
    expect(savedBytes(fitted)).toBeLessThanOrEqual(MAX_JSON_BYTES);
    expect(savedBytes(fitted)).toBeGreaterThan(MAX_JSON_BYTES * 0.5);
    expect(fitted.thinned?.epochs).toEqual({ kept: fitted.epochs.epoch.length, of: 10_000 });
    expect(fitted.thinned?.steps.of).toBe(run.steps.step.length);
    expect(fitted.epochs.epoch).toEqual(expect.arrayContaining([1, run.best?.epoch, 10_000]));
    expect(fitted.best).toEqual(run.best);
  });

  test('thinning a thinned run still tells how many rows there were', () => {
    const once = fitPayload(sketchRun({ epochs: 10_000 }), MAX_JSON_BYTES);
    const twice = fitPayload(once, MAX_JSON_BYTES / 8);
    expect(savedBytes(twice)).toBeLessThanOrEqual(MAX_JSON_BYTES / 8);
    expect(twice.thinned?.epochs.of).toBe(10_000);
    expect(twice.thinned?.steps.of).toBe(once.thinned?.steps.of);
  });

  test('a network of very many layers and a very long reason fit too', () => {
    const run = sketchRun({ epochs: 20, reason: 'x'.repeat(300_000) });
    const layer = run.model.layers[0];
    if (!layer) throw new Error('The example has no layer.');
    run.model.layers = Array.from({ length: 5000 }, (_, index) => ({ ...layer, name: `dense_${index}` }));
    const fitted = fitPayload(run, MAX_JSON_BYTES);
    expect(savedBytes(fitted)).toBeLessThanOrEqual(MAX_JSON_BYTES);
    expect(fitted.model.layers.at(-1)?.name).toBe('dense_4999');
    expect(fitted.model.parameters).toBe(run.model.parameters);
  });
});

test('savedBytes counts a value as a notebook file holds it', () => {
  const value = { a: [1, 2.5], b: '한' };
  const notebook = { cells: [{ outputs: [{ data: { type: value } }] }] };
  const whole = new TextEncoder().encode(JSON.stringify(notebook, null, 1)).length;
  const without = new TextEncoder().encode(
    JSON.stringify({ cells: [{ outputs: [{ data: { type: 0 } }] }] }, null, 1),
  ).length;
  expect(savedBytes(value)).toBe(whole - without + 1);
});
