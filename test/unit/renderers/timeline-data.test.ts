import * as v from 'valibot';
import { describe, expect, test } from 'vitest';
import {
  type CallbackEvent,
  type CallbackEventKind,
  type CallbackLane,
  timelinePayloadSchema,
} from '../../../protocol/index.js';
import { savedBytes } from '../../../renderers/drawing/saved-bytes.js';
import { timelineOf } from '../../../renderers/timeline/from-run.js';
import { thinEvents } from '../../../renderers/timeline/thin-events.js';
import { sketchRun } from '../../../renderers/training/examples.js';
import { fitPayload } from '../../../renderers/training/thin.js';

const event = (epoch: number, kind: CallbackEventKind, value?: number, lane = 0): CallbackEvent => ({
  lane,
  kind,
  epoch,
  step: epoch * 4,
  ...(value !== undefined && { value }),
  facts: { best: 0.123456789, bestEpoch: epoch, wait: 1, patience: 3, minDelta: 0 },
});

/** An early stopping that waits for ever, with a cut of the rate now and then, a dip in the middle, and an end. */
function long(epochs: number): CallbackEvent[] {
  const events: CallbackEvent[] = [];
  for (let epoch = 1; epoch <= epochs; epoch += 1) {
    events.push(event(epoch, 'waited', epoch === 777 ? -5 : 1 + (epoch % 7) / 10));
    if (epoch % 100 === 0) events.push(event(epoch, 'reduced', 1, 1));
  }
  return [...events, event(epochs, 'stopped', 1), event(epochs, 'restored')];
}

describe('thinEvents', () => {
  const events = long(10_000);

  test('keeps the order, turns, acts, and the extremes of each lane and kind', () => {
    const kept = thinEvents(events, 300);
    expect(kept).toHaveLength(300);
    expect(kept.map(({ epoch }) => epoch)).toEqual(kept.map(({ epoch }) => epoch).toSorted((a, b) => a - b));
    expect(kept.slice(-2).map(({ kind }) => kind)).toEqual(['stopped', 'restored']);
    expect(kept.filter(({ kind }) => kind === 'reduced')).toHaveLength(100);
    expect(kept.find(({ value }) => value === -5)?.epoch).toBe(777);
    expect(kept[0]?.epoch).toBe(1);
  });

  test('spreads evenly what it cannot keep whole', () => {
    const waits = thinEvents(events, 300).filter(({ kind }) => kind === 'waited');
    const gaps = waits.slice(1).map(({ epoch }, i) => epoch - (waits[i]?.epoch ?? 0));
    expect(Math.max(...gaps)).toBeLessThan(80);
  });

  test.each([0, 1, 2, 5])('at most %i', (max) => {
    const kept = thinEvents(events, max);
    expect(kept).toHaveLength(max);
    if (max >= 2) expect(kept.map(({ kind }) => kind)).toContain('stopped');
  });

  test('what fits comes back as it is', () => {
    expect(thinEvents(events.slice(0, 50), 50)).toEqual(events.slice(0, 50));
  });
});

function runWith(events: CallbackEvent[]) {
  const example = sketchRun({ epochs: 25 });
  const lanes: CallbackLane[] = [
    { name: 'EarlyStopping', monitor: 'val_accuracy', mode: 'max', settings: { patience: 3 } },
    { name: 'ReduceLROnPlateau', monitor: 'loss', mode: 'min', settings: {} },
  ];
  return { ...example, callbacks: { lanes, events } };
}

test('a run with too many events fits into its room and says how many are left out', () => {
  const run = runWith(long(10_000));
  const fitted = fitPayload(run, 256 * 1024);
  expect(savedBytes(fitted)).toBeLessThanOrEqual(256 * 1024);
  expect(fitted.thinned?.events).toEqual({
    kept: fitted.callbacks?.events.length,
    of: run.callbacks.events.length,
  });
  expect(fitted.callbacks?.events.length).toBeGreaterThan(150);
  expect(fitted.callbacks?.lanes).toEqual(run.callbacks.lanes);
  const again = fitPayload(fitted, 128 * 1024);
  expect(again.thinned?.events?.of).toBe(run.callbacks.events.length);
  expect(fitPayload(runWith(long(5)), 256 * 1024).thinned?.events).toBeUndefined();
});

describe('timelineOf', () => {
  test('has the monitored values under the names that the callbacks use', () => {
    const run = runWith(long(3));
    run.epochs = {
      ...run.epochs,
      logs: { loss: run.epochs.epoch.map(() => 0.5), val_acc: run.epochs.epoch.map(() => 0.9) },
    };
    const timeline = v.parse(timelinePayloadSchema, timelineOf(run));
    expect(Object.keys(timeline.monitored)).toEqual(['val_accuracy', 'loss']);
    expect(timeline.monitored.val_accuracy?.[0]).toBe(0.9);
    expect(timeline.epochs).toEqual(run.epochs.epoch);
    expect(timeline.callbacks).toEqual(run.callbacks);
    expect(timeline.plannedEpochs).toBe(run.plan.epochs);
  });

  test('of a run without callbacks shows the losses', () => {
    const { callbacks: _, ...run } = runWith([]);
    const timeline = v.parse(timelinePayloadSchema, timelineOf(run));
    expect(Object.keys(timeline.monitored)).toEqual(expect.arrayContaining(['loss']));
    expect(timeline.callbacks).toEqual({ lanes: [], events: [] });
  });
});
