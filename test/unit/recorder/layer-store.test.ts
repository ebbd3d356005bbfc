import * as v from 'valibot';
import { describe, expect, test } from 'vitest';
import { DropoutRecorder } from '../../../kernel/recorder/layers/dropout-recorder.js';
import { summarize } from '../../../kernel/recorder/layers/histogram.js';
import type { LayerPlan, LayerRecord, PackedSteps } from '../../../kernel/recorder/layers/index.js';
import { deadShare, saturatedShare } from '../../../kernel/recorder/layers/spread-rows.js';
import { StepRows } from '../../../kernel/recorder/layers/step-rows.js';
import { DistinctRows } from '../../../kernel/worker/layers/distinct-rows.js';
import { LayerStore } from '../../../kernel/worker/layers/layer-store.js';
import { StepRecords } from '../../../kernel/worker/layers/step-records.js';
import { type DropoutPayload, runLayersSchema, unpackBits, unpackMatrix } from '../../../protocol/index.js';
import { savedBytes } from '../../../renderers/drawing/saved-bytes.js';
import { thinDropout } from '../../../renderers/dropout/thin.js';
import { thinLayers } from '../../../renderers/training/thin-layers.js';
import { numbers } from '../../conformance/draw.js';

const facts = {
  id: 'r',
  name: 'Run 1',
  status: 'completed' as const,
  plan: { epochs: 100, stepsPerEpoch: 100, batchSize: 64 } as never,
};

function plan(layers: number): LayerPlan {
  const unit = {
    name: 'dense',
    className: 'Dense',
    kind: 'units' as const,
    units: 512,
    shape: [512],
    from: [],
  };
  return {
    wanted: { dropout: true, batchNorm: true, distributions: true },
    network: [unit, { ...unit, name: 'dropout', className: 'Dropout', kind: 'other', from: [0] }],
    dropout: Array.from({ length: layers }, () => ({ layer: 1, over: 0, rate: 0.5, seeded: false })),
    batchNorm: [],
    distributions: null,
  };
}

/** Ten thousand steps of three layers of 512 units; in step 1234 the first layer keeps everything. */
function longRun() {
  const next = numbers(5);
  const recorder = new DropoutRecorder([]);
  const rows = new StepRows();
  const reader = new StepRecords(plan(3));
  const store = new LayerStore(plan(3));
  const kept = new Float64Array(512);
  let handed = 0;
  const hand = (records: LayerRecord[]): void => {
    for (const record of records) store.add(structuredClone(record));
    handed += records.length;
  };
  const pool = Array.from({ length: 97 }, () =>
    Float32Array.from({ length: 8 * 512 }, () => Math.round(next())),
  );
  for (let step = 1; step <= 10_000; step++) {
    recorder.begin();
    for (let layer = 0; layer < 3; layer++) {
      const values =
        step === 1234 && layer === 0
          ? new Float32Array(8 * 512).fill(1)
          : (pool[(step * 3 + layer) % 97] as Float32Array);
      if (layer === 0)
        values.forEach((value, i) => {
          kept[i % 512] = (kept[i % 512] as number) + value;
        });
      recorder.add(layer, { shape: [8, 512], size: 8 * 512, dtype: 'float32', dataSync: () => values });
    }
    recorder.end(step, Math.ceil(step / 100), rows);
    const taken = step % 7 === 0 ? rows.take() : undefined;
    if (taken) hand(reader.add(structuredClone(taken)));
  }
  hand(reader.add(rows.take() as PackedSteps));
  hand(reader.last());
  return { store, kept, handed };
}

describe('a run of 10,000 steps', () => {
  const { store, kept, handed } = longRun();
  const { dropout } = store.payload(facts) as { dropout: DropoutPayload };
  const [first] = dropout.layers;
  if (!first) throw new Error('The layer was not recorded.');

  test('is kept in less than 20 MB, with the first step, the last and the extremes', () => {
    expect(JSON.stringify(dropout).length).toBeLessThan(20e6);
    expect(handed / 3).toBeLessThan(3000);
    expect(first.steps[0]).toBe(1);
    expect(first.steps).toContain(1234);
    expect(first.steps.at(-1)).toBe(10_000);
    expect(first.steps.length).toBeGreaterThan(300);
    const regular = first.steps.filter((step) => (step - 1) % dropout.every === 0);
    expect(regular).toHaveLength(Math.ceil(10_000 / dropout.every));
  });

  test('has counted every step, also those that are not kept', () => {
    const counts = unpackMatrix(first.counts.kept).slice(-512);
    expect(Array.from(counts)).toEqual(Array.from(kept));
    expect(first.counts.draws.at(-1)).toBe(80_000);
    // 97 batches of 8 masks, and the one that keeps all.
    expect(first.distinct).toEqual({ masks: 97 * 8 + 1, atLeast: false });
  });

  test.each([256, 64, 24])('is thinned to %i KiB, and the steps that remain are the same', (kib) => {
    const thin = thinDropout(dropout, kib * 1024);
    if (!thin) throw new Error('Nothing fits.');
    expect(savedBytes(thin)).toBeLessThanOrEqual(kib * 1024);
    expect(v.parse(runLayersSchema, { dropout: thin })).toEqual({ dropout: thin });
    const [layer] = thin.layers;
    expect(layer?.steps[0]).toBe(1);
    expect(layer?.steps.at(-1)).toBe(10_000);
    if (kib > 24) expect(layer?.steps).toContain(1234);
    const at = first.steps.indexOf(10_000);
    const rowsBefore = (samples: readonly number[], row: number) =>
      samples.slice(0, row).reduce((a, b) => a + b, 0);
    const mask = (of: typeof first, row: number) =>
      unpackBits(of.masks).slice(rowsBefore(of.samples, row) * 512, (rowsBefore(of.samples, row) + 1) * 512);
    expect(mask(layer as never, (layer as typeof first).steps.length - 1)).toEqual(mask(first, at));
    expect(thin.thinned?.steps.of).toBe(first.steps.length);
  });

  test('shares its room with other pictures of the run', () => {
    const layers = thinLayers({ dropout }, 100_000);
    expect(savedBytes({ layers })).toBeLessThanOrEqual(100_000);
    expect(layers.dropout?.layers).toHaveLength(3);
  });
});

test('different rows are counted once each, however many there are', () => {
  const rows = new DistinctRows();
  for (let i = 0; i < 20_000; i++) rows.add(Math.imul(i, 0x9e3779b1), Math.imul(i, 0x85ebca6b) * 2);
  for (let i = 0; i < 20_000; i++) rows.add(Math.imul(i, 0x9e3779b1), Math.imul(i, 0x85ebca6b) * 2);
  expect(rows).toMatchObject({ count: 20_000, full: false });
});

test('a histogram holds what is finite, and what is not shows in the mean', () => {
  const { histogram, mean, norm, standardDeviation } = summarize([0, 1, 2, 3], false);
  expect([histogram[0], histogram[1], mean, norm]).toEqual([0, 3, 1.5, Math.sqrt(14)]);
  expect(standardDeviation).toBeCloseTo(Math.sqrt(1.25), 12);
  expect(Array.from(histogram.subarray(2)).reduce((sum, count) => sum + count)).toBe(4);
  const broken = summarize([1, Number.NaN, Number.POSITIVE_INFINITY, 5], false);
  expect(Array.from(broken.histogram.subarray(2)).reduce((sum, count) => sum + count)).toBe(2);
  expect(broken.mean).toBeNaN();
  expect(summarize([4, 4], false).histogram.subarray(0, 3)).toEqual(Float64Array.of(4, 4, 2));
});

test('dead units are 0 for every sample; saturated values lie within 1 % of a bound', () => {
  expect(deadShare([0, 1, 0, 0, 0, 0, 2, 0], 4)).toBe(0.5);
  expect(deadShare([0, 0, 0, 0], 2)).toBe(1);
  expect(saturatedShare([0.005, 0.5, 0.995, 0.02], [0, 1])).toBe(0.5);
  expect(saturatedShare([-0.985, 0, 0.97, 0.99], [-1, 1])).toBe(0.5);
});
