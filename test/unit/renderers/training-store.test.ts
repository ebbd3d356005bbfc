import { describe, expect, test } from 'vitest';
import type { RunDelta, RunPayload } from '../../../protocol/index.js';
import { sketchRun, withCallbacks } from '../../../renderers/training/examples.js';
import {
  MOST_LIVE_EPOCHS,
  MOST_LIVE_EVENTS,
  MOST_LIVE_STEPS,
  RunStore,
} from '../../../renderers/training/live/store.js';

const start = (): RunPayload => sketchRun({ epochs: 3, planned: 10, status: 'running' });

function delta(run: RunPayload, seq: number, epoch: number, more: Partial<RunDelta> = {}): RunDelta {
  const step = (epoch - 1) * 28 + 28;
  return {
    run: run.id,
    seq,
    status: 'running',
    progress: { epoch, batch: 28, steps: step, elapsedMs: epoch * 100, stepsPerSecond: 100 },
    epochs: {
      epoch: [epoch],
      time: [epoch * 100],
      learningRate: [0.001],
      tensors: [5],
      bytes: [6],
      logs: { loss: [epoch / 100], acc: [0.5] },
    },
    steps: { step: [step], learningRate: [0.001], logs: { loss: [0.3] } },
    best: { metric: 'loss', epoch, value: epoch / 100 },
    ...more,
  };
}

const attached = () => {
  const run = start();
  const store = new RunStore(run);
  store.asked(0);
  store.takeState(7, run);
  return { run, store };
};

describe('increments', () => {
  test('the next one is appended, with missing columns filled', () => {
    const { run, store } = attached();
    expect(store.takeDelta(delta(run, 8, 4), 1)).toBe('applied');
    const { epochs, steps, progress, best } = store.payload;
    expect(epochs.epoch).toEqual([1, 2, 3, 4]);
    expect(epochs.logs.loss?.at(-1)).toBe(0.04);
    expect(epochs.logs.val_loss).toHaveLength(4);
    expect(epochs.logs.val_loss?.at(-1)).toBeNull();
    expect(steps.step.at(-1)).toBe(112);
    expect(progress.epoch).toBe(4);
    expect(best?.epoch).toBe(4);
  });

  test('a log that is new gets nothing for the epochs before', () => {
    const { run, store } = attached();
    const next = delta(run, 8, 4);
    next.epochs.logs.auc = [0.9];
    next.epochs.penalty = [0.1];
    store.takeDelta(next, 1);
    expect(store.payload.epochs.logs.auc).toEqual([null, null, null, 0.9]);
    expect(store.payload.epochs.penalty).toEqual([null, null, null, 0.1]);
  });

  test('an old one is passed over, a gap is told', () => {
    const { run, store } = attached();
    expect(store.takeDelta(delta(run, 7, 4), 1)).toBe('old');
    expect(store.takeDelta(delta(run, 9, 4), 1)).toBe('gap');
    expect(store.payload.epochs.epoch).toHaveLength(3);
  });

  test('before the first state and while one is awaited nothing is appended; a lost answer is asked for again', () => {
    const run = start();
    const store = new RunStore(run);
    expect(store.takeDelta(delta(run, 1, 4), 0)).toBe('gap');
    store.asked(0);
    expect(store.takeDelta(delta(run, 2, 4), 500)).toBe('old');
    expect(store.takeDelta(delta(run, 3, 5), 2500)).toBe('gap');
  });

  test('rows that a state already holds do not come twice', () => {
    const { run, store } = attached();
    store.takeDelta(delta(run, 8, 3), 1);
    expect(store.payload.epochs.epoch).toEqual([1, 2, 3]);
  });

  test('two views of one run do not write into each other', () => {
    const run = start();
    const [one, two] = [new RunStore(run), new RunStore(run)];
    for (const store of [one, two]) {
      store.asked(0);
      store.takeState(0, run);
      store.takeDelta(delta(run, 1, 4), 1);
    }
    expect(one.payload.epochs.epoch).toEqual([1, 2, 3, 4]);
    expect(two.payload.epochs.epoch).toEqual([1, 2, 3, 4]);
    expect(run.epochs.epoch).toEqual([1, 2, 3]);
  });

  test('a very long run stays bounded and keeps its extremes', () => {
    const { run, store } = attached();
    for (let seq = 8; seq < 12_000; seq += 1) {
      const next = delta(run, seq, seq - 4);
      if (seq === 5000) next.epochs.logs.loss = [99_999];
      store.takeDelta(next, 1);
    }
    const { epochs, steps } = store.payload;
    expect(epochs.epoch.length).toBeLessThanOrEqual(MOST_LIVE_EPOCHS * 1.5);
    expect(steps.step.length).toBeLessThanOrEqual(MOST_LIVE_STEPS * 1.5);
    expect(epochs.logs.loss).toContain(99_999);
    expect(epochs.epoch.at(-1)).toBe(11_995);
  });
});

describe('states and snapshots', () => {
  test('a snapshot older than the live data is passed over, a newer one taken', () => {
    const { run, store } = attached();
    store.takeDelta(delta(run, 8, 4), 1);
    expect(store.knows(run)).toBe(true);
    expect(store.takeSnapshot(run)).toBe(false);
    const newer = sketchRun({ epochs: 6, planned: 10, status: 'running' });
    newer.id = run.id;
    expect(store.takeSnapshot(newer)).toBe(true);
    expect(store.payload.epochs.epoch).toHaveLength(6);
  });

  test('the final payload is taken, and nothing brings the run back to life', () => {
    const { run, store } = attached();
    const final = { ...sketchRun({ epochs: 10 }), id: run.id };
    expect(store.takeSnapshot(final)).toBe(true);
    expect(store.payload.status).toBe('completed');
    expect(store.takeSnapshot(run)).toBe(false);
    expect(store.takeState(20, run)).toBe(false);
    expect(store.payload.status).toBe('completed');
  });

  test('no kernel knows the run: what is here stays, the status says lost', () => {
    const { store } = attached();
    expect(store.takeState(0, null)).toBe(true);
    expect(store.payload.status).toBe('lost');
    expect(store.payload.epochs.epoch).toHaveLength(3);
  });

  test('an ended run does not become lost', () => {
    const store = new RunStore(sketchRun({ epochs: 3 }));
    expect(store.takeState(0, null)).toBe(false);
    expect(store.payload.status).toBe('completed');
  });

  test('a state that was not asked for and is older is passed over', () => {
    const { run, store } = attached();
    store.takeDelta(delta(run, 8, 4), 1);
    expect(store.takeState(7, run)).toBe(false);
    expect(store.payload.epochs.epoch).toHaveLength(4);
  });
});

describe('layers', () => {
  const layers = (epochs: number): NonNullable<RunPayload['layers']> => ({
    distributions: { epochs: Array.from({ length: epochs }, (_, at) => at) } as never,
  });
  const known = (store: RunStore) =>
    (store.payload.layers?.distributions as { epochs: number[] } | undefined)?.epochs.length;

  test('what was asked for stays over increments, and over states of a run that goes on', () => {
    const { store, run } = attached();
    expect(known(store)).toBeUndefined();
    expect(store.takeLayers(layers(3))).toBe(true);
    expect(store.takeDelta(delta(run, 8, 4), 9000)).toBe('applied');
    expect(known(store)).toBe(3);
    store.asked(0);
    store.takeState(9, { ...run, layers: layers(2) });
    expect(known(store)).toBe(3);
    store.takeLayers(layers(4));
    expect(known(store)).toBe(4);
  });

  test('the final payload brings the whole, and a late answer changes nothing', () => {
    const { store, run } = attached();
    store.takeLayers(layers(3));
    store.takeSnapshot({ ...run, status: 'completed', layers: layers(2) });
    expect(known(store)).toBe(2);
    expect(store.takeLayers(layers(1))).toBe(false);
    expect(known(store)).toBe(2);
  });

  test('a final payload without room for them leaves what is here', () => {
    const { store, run } = attached();
    store.takeLayers(layers(3));
    store.takeSnapshot({ ...run, status: 'completed' });
    expect(known(store)).toBe(3);
  });
});

describe('callbacks', () => {
  const run = () => ({ ...withCallbacks(sketchRun({ epochs: 4, planned: 20, status: 'running' })), id: 'r' });
  const told = (epoch: number) =>
    ({ lane: 0, kind: 'waited', epoch, step: epoch * 28, value: 0.9, facts: { wait: 1 } }) as const;
  const delta = (seq: number, part: Partial<RunDelta>): RunDelta => ({
    run: 'r',
    seq,
    status: 'running',
    progress: run().progress,
    epochs: { epoch: [], time: [], learningRate: [], tensors: [], bytes: [], logs: {} },
    steps: { step: [], learningRate: [], logs: {} },
    best: null,
    ...part,
  });

  test('increments append events, once, and leave the snapshot as it was', () => {
    const snapshot = run();
    const store = new RunStore(snapshot);
    store.takeState(0, snapshot);
    const had = snapshot.callbacks?.events.length ?? 0;
    expect(store.takeDelta(delta(1, { events: [told(5)] }), 0)).toBe('applied');
    expect(store.takeDelta(delta(2, { events: [told(5), told(6)] }), 0)).toBe('applied');
    expect(store.payload.callbacks?.events.slice(had)).toEqual([told(5), told(6)]);
    expect(snapshot.callbacks?.events).toHaveLength(had);
  });

  test('lanes may come with an increment', () => {
    const { callbacks: _, ...snapshot } = run();
    const store = new RunStore(snapshot);
    store.takeState(0, snapshot);
    const [A, B] = [
      { name: 'A', settings: {} },
      { name: 'B', settings: {} },
    ];
    store.takeDelta(delta(1, { lanes: { before: 0, added: [A] }, events: [told(1)] }), 0);
    store.takeDelta(delta(2, { lanes: { before: 1, added: [B] } }), 0);
    expect(store.payload.callbacks?.lanes.map(({ name }) => name)).toEqual(['A', 'B']);
    expect(store.payload.callbacks?.events).toEqual([told(1)]);
  });

  test('a lane that a state and the next increment both hold is there once', () => {
    const snapshot = run();
    const had = snapshot.callbacks?.lanes ?? [];
    const late = { name: 'Story', settings: {} };
    const store = new RunStore(snapshot);
    store.takeState(3, { ...snapshot, callbacks: { lanes: [...had, late], events: [told(5)] } });
    const overlap = { lanes: { before: had.length, added: [late] }, events: [told(5), told(6)] };
    expect(store.takeDelta(delta(4, overlap), 0)).toBe('applied');
    expect(store.payload.callbacks).toEqual({ lanes: [...had, late], events: [told(5), told(6)] });
  });

  test('of very many events the stop is kept', () => {
    const store = new RunStore(run());
    store.takeState(0, run());
    const stop = { lane: 0, kind: 'stopped', epoch: 7, step: 200, facts: {} } as const;
    for (let seq = 1; seq <= 40; seq += 1)
      store.takeDelta(
        delta(seq, {
          events: [
            ...Array.from({ length: 100 }, (_, at) => told(seq * 100 + at)),
            ...(seq === 3 ? [stop] : []),
          ],
        }),
        0,
      );
    const events = store.payload.callbacks?.events ?? [];
    expect(events.length).toBeLessThanOrEqual(MOST_LIVE_EVENTS * 1.5);
    expect(events).toContainEqual(stop);
  });
});
