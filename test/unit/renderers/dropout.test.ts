import { describe, expect, test } from 'vitest';
import { type DropoutPayload, MAX_JSON_BYTES, packMatrix, unpackBits } from '../../../protocol/index.js';
import { savedPackedBytes } from '../../../renderers/drawing/packing/saved-packed-bytes.js';
import { binomialBand } from '../../../renderers/dropout/binomial.js';
import { chain, dropoutExamples } from '../../../renderers/dropout/examples.js';
import { fitDropout } from '../../../renderers/dropout/fit.js';
import { walk } from '../../../renderers/dropout/live/walk.js';
import {
  frequencyAt,
  indexNear,
  keepScale,
  possibleNets,
  stepView,
} from '../../../renderers/dropout/model.js';
import { type DropoutRecord, openRecord } from '../../../renderers/dropout/record.js';
import { dense, dropout, input, other, sketchDropout } from '../../../renderers/dropout/sketch.js';
import { dropoutText } from '../../../renderers/dropout/text.js';
import { unitAccount } from '../../../renderers/dropout/unit-account.js';

function opened(payload: unknown): DropoutRecord {
  const result = openRecord(payload, 'en');
  if (!result.ok) throw new Error(result.reason);
  return result.record;
}
function example(name: string): DropoutPayload {
  const make = dropoutExamples[name];
  if (!make) throw new Error(`There is no example "${name}".`);
  return make();
}

describe('the binomial band', () => {
  /** By the definition, with factorials as logarithms. */
  function slow(draws: number, keep: number) {
    const logs = [0];
    for (let k = 1; k <= draws; k += 1) logs.push((logs[k - 1] as number) + Math.log(k));
    const at = (k: number) =>
      Math.exp(
        (logs[draws] as number) -
          (logs[k] as number) -
          (logs[draws - k] as number) +
          k * Math.log(keep) +
          (draws - k) * Math.log(1 - keep),
      );
    let [low, below] = [0, 0];
    while (below + at(low) <= 0.025) below += at(low++);
    let [high, above] = [draws, 0];
    while (above + at(high) <= 0.025) above += at(high--);
    return { low, high, inside: 1 - below - above };
  }
  test.each([
    [1, 0.5],
    [10, 0.7],
    [100, 0.5],
    [300, 0.01],
    [300, 0.99],
    [2000, 0.8],
  ])('of %d draws at %d is that of the definition', (draws, keep) => {
    const [band, expected] = [binomialBand(draws, keep), slow(draws, keep)];
    expect([band.low, band.high]).toEqual([expected.low, expected.high]);
    expect(band.inside).toBeCloseTo(expected.inside, 9);
  });
  test('of ten million draws is that of the normal distribution, and quick', () => {
    const { low, high, inside } = binomialBand(1e7, 0.7);
    const spread = 1.96 * Math.sqrt(1e7 * 0.21);
    expect(Math.abs(low - (7e6 - spread))).toBeLessThan(3);
    expect(Math.abs(high - (7e6 + spread))).toBeLessThan(3);
    expect(inside).toBeGreaterThanOrEqual(0.95);
  });
  test('has no width where nothing is left to chance', () => {
    expect(binomialBand(0, 0.5)).toEqual({ low: 0, high: 0, inside: 1 });
    expect(binomialBand(9, 1)).toEqual({ low: 9, high: 9, inside: 1 });
    expect(binomialBand(9, 0)).toEqual({ low: 0, high: 0, inside: 1 });
  });
});

describe('a step', () => {
  test('shows exactly the mask of its row, sample by sample', () => {
    const payload = example('titanic');
    const record = opened(payload);
    payload.layers.forEach((layer, index) => {
      const bits = unpackBits(layer.masks);
      for (const at of [0, 7, layer.steps.length - 1])
        for (const sample of [0, 1]) {
          const view = stepView(record, at, sample);
          const from = (at * 2 + sample) * layer.units;
          const column = record.tracks[index]?.column ?? -1;
          const mask = [...bits.subarray(from, from + layer.units)];
          expect([...(view.alive[column] ?? [])]).toEqual(mask);
          expect(view.masks[index]?.kept).toBe(mask.filter(Boolean).length);
        }
    });
  });
  test('of layers recorded at different steps takes the last mask not after it', () => {
    const payload = example('lecture');
    const second = payload.layers[1];
    if (second) second.steps = second.steps.map((step) => step + 3);
    const record = opened(payload);
    const view = stepView(record, record.steps.indexOf(8), 0);
    expect(view.masks.map(({ row }) => row)).toEqual([1, 0]);
    expect(stepView(record, 0, 0).masks.map(({ row }) => row)).toEqual([0, -1]);
  });
  test('is found by step, by epoch, and at the ends', () => {
    const record = opened(example('titanic'));
    const at = (position: { epoch: number; step?: number }) => record.steps[indexNear(record, position)];
    expect(at({ epoch: 1, step: 22 })).toBe(22);
    expect(at({ epoch: 1, step: 25 })).toBe(22);
    expect(at({ epoch: 1, step: 26 })).toBe(29);
    expect(at({ epoch: 2 })).toBe(50);
    expect(at({ epoch: 0 })).toBe(1);
    expect(at({ epoch: 99 })).toBe(record.steps.at(-1));
  });
  test('a channel of which single values are silenced has a share', () => {
    const record = opened(example('convolutions'));
    const view = stepView(record, 3, 0);
    const mask = view.masks[1];
    expect(mask?.of).toBe(800);
    const shares = [...(view.alive[mask?.track.column ?? -1] ?? [])];
    expect(shares).toHaveLength(32);
    expect(shares.reduce((sum, share) => sum + share * 25, 0)).toBeCloseTo(mask?.kept ?? -1, 3);
  });
  test('before the first recorded step there is the net and no mask', () => {
    const record = opened(example('before-first-step'));
    const view = stepView(record, 0, 0);
    expect(view.index).toBe(-1);
    expect(view.alive.every((each) => each === null)).toBe(true);
  });
});

describe('frequencies', () => {
  test('units far from their share are outside, and chance is told', () => {
    const payload = sketchDropout({ layers: chain([4, 100, 1], [0.5]), steps: 50 });
    const layer = payload.layers[0] as DropoutPayload['layers'][number];
    const kept = new Float32Array(50 * 100).fill(25);
    layer.counts.draws = layer.counts.draws.map(() => 50);
    kept[49 * 100 + 3] = 2;
    kept[49 * 100 + 4] = 48;
    layer.counts.kept = packMatrix(50, 100, kept);
    const record = opened(payload);
    const frequency = frequencyAt(record.tracks[0] as DropoutRecord['tracks'][number], 49);
    expect(frequency.outside).toBe(2);
    expect(frequency.byChance).toBeGreaterThan(2);
    expect(frequency.byChance).toBeLessThanOrEqual(5);
    expect(unitAccount(record, stepView(record, 49, 0), { column: 1, unit: 3 }, 'en')[1]).toContain(
      'kept 2 of 50 draws (4%; expected 50%, 95% band 36% to 64%) · outside the band',
    );
  });
  test('made-up masks of every rate lie in the band about as often as they should', () => {
    for (const rate of [0.1, 0.5, 0.9]) {
      const record = opened(sketchDropout({ layers: chain([2, 1000, 1], [rate]), steps: 100, samples: 1 }));
      const { outside, byChance } = frequencyAt(record.tracks[0] as DropoutRecord['tracks'][number], 99);
      expect(outside).toBeLessThan(byChance * 2);
      expect(outside).toBeGreaterThan(byChance / 3);
    }
  });
  test('scale and number of nets', () => {
    const track = (rate: number, className = 'Dropout') => ({
      ...(opened(example('lecture')).tracks[0] as DropoutRecord['tracks'][number]),
      className,
      record: { ...(example('lecture').layers[0] as DropoutPayload['layers'][number]), rate },
    });
    expect(keepScale(track(0.2))).toBe(1.25);
    expect(keepScale(track(0))).toBe(1);
    expect(keepScale(track(1))).toBe(1);
    expect(keepScale(track(0.2, 'AlphaDropout'))).toBeNull();
    expect(possibleNets(10, String)).toBe('2^10 = 1024');
    expect(possibleNets(512, String)).toBe('2^512 ≈ 1.3·10^154');
  });
});

describe('the net', () => {
  test('layers without units are passed through; joined rows are parted', () => {
    const record = opened(example('two-inputs'));
    expect(record.graph.columns.map(({ name }) => name)).toEqual([
      'numbers',
      'words',
      'dense_words',
      'dense_numbers',
      'dense_words_2',
      'dense_joined',
      'output',
    ]);
    expect(record.graph.columns[5]?.from).toEqual([3, 4]);
    expect(record.graph.slices(6, 18)).toEqual([
      { column: 3, from: 0, count: 10 },
      { column: 4, from: 10, count: 8 },
    ]);
    expect(record.graph.slices(6, 17)).toEqual([]);
  });
  test('a dropout layer over several layers has a column of its own', () => {
    const layers = [input(3, 'a'), input(4, 'b'), other('join', 'Concatenate', [7], [0, 1])];
    layers.push(dropout('drop', 0.5, layers[2] as (typeof layers)[number], 2), dense('out', 1, [3]));
    const record = opened(sketchDropout({ layers, weights: [] }));
    expect(record.graph.columns[record.tracks[0]?.column ?? -1]?.name).toBe('join');
  });
  test('a unit tells its strongest weights with their sign', () => {
    const payload = example('lecture');
    const record = opened(payload);
    const [, , incoming, outgoing] = unitAccount(
      record,
      stepView(record, 3, 0),
      { column: 1, unit: 0 },
      'en',
    );
    expect(incoming).toMatch(/^In from input: #\d [+−]0\.\d+(, #\d [+−]0\.\d+){4}$/);
    const sizes = [...(outgoing ?? '').matchAll(/[+−](0\.\d+)/g)].map(([, size]) => Number(size));
    expect(sizes).toEqual([...sizes].sort((a, b) => b - a));
  });
  test('keys walk over it and stay inside', () => {
    const ground = {
      columns: 3,
      units: (column: number) => [4, 8, 1][column] ?? 0,
      first: 0,
      oneLayer: false,
    };
    expect(walk('ArrowDown', null, ground)).toEqual({ column: 0, unit: 0 });
    expect(walk('ArrowRight', { column: 0, unit: 3 }, ground)).toEqual({ column: 1, unit: 7 });
    expect(walk('ArrowRight', { column: 2, unit: 0 }, ground)).toEqual({ column: 2, unit: 0 });
    expect(walk('ArrowUp', { column: 1, unit: 0 }, ground)).toEqual({ column: 1, unit: 0 });
    expect(walk('End', { column: 1, unit: 0 }, ground)).toEqual({ column: 1, unit: 7 });
    expect(walk('ArrowRight', { column: 1, unit: 1 }, { ...ground, oneLayer: true })).toEqual({
      column: 1,
      unit: 2,
    });
    expect(walk('x', null, ground)).toBeNull();
  });
});

describe('saving', () => {
  test('a wide net and a long record are thinned until they fit, and can be read again', () => {
    const wide = sketchDropout({
      layers: chain([64, 512, 512, 10], [0.5, 0.5]),
      steps: 300,
      samples: 4,
    });
    const fitted = fitDropout(wide, MAX_JSON_BYTES);
    if (!fitted) throw new Error('It was not fitted.');
    expect(savedPackedBytes(fitted)).toBeLessThanOrEqual(MAX_JSON_BYTES);
    expect(fitted.thinned?.steps.of).toBe(300);
    const [before, after] = [opened(wide), opened(fitted)];
    expect(after.steps[0]).toBe(before.steps[0]);
    expect(after.steps.at(-1)).toBe(before.steps.at(-1));
    // What is left is what was there.
    for (const at of [0, Math.floor(after.steps.length / 2), after.steps.length - 1]) {
      const step = after.steps[at] as number;
      const old = stepView(before, before.steps.indexOf(step), 0);
      const now = stepView(after, at, 0);
      expect(now.alive).toEqual(old.alive);
      expect(now.masks.map(({ track, row }) => frequencyAt(track, row).kept)).toEqual(
        old.masks.map(({ track, row }) => frequencyAt(track, row).kept),
      );
    }
    const strongest = unitAccount(after, stepView(after, 0, 0), { column: 2, unit: 5 }, 'en');
    expect(strongest[0]).toContain('dense_2, unit 6 of 512');
    expect(fitDropout(fitted, MAX_JSON_BYTES)).toBe(fitted);
  });
  test('a small payload stays as it is; one that cannot be read is not thinned', () => {
    const small = example('lecture');
    expect(fitDropout(small, MAX_JSON_BYTES)).toBe(small);
    expect(fitDropout(example('bad-truncated-masks'), 100)).toBeNull();
  });
});

describe('the account', () => {
  test('tells masks, silenced units, frequencies, scale and nets, in both languages', () => {
    const english = dropoutText(example('titanic'), 'en');
    for (const part of [
      'Titanic: dropout',
      'dropout_1 (rate 0.3) over dense_1: 13 of 16 kept',
      'Silenced in dropout_1: 12, 15, 16',
      '1/(1\u00a0−\u00a00.3) = 1.429. Here 13\u00a0×\u00a01.429 = 18.6, near the 16 of inference',
      'share of 120 draws in which each unit was kept; 70% is expected, 95% band 61.7% to 78.3%',
      'least kept unit',
      'different thinned nets seen over the run, of 2^16 = 65,536 possible',
      'At inference every unit works and nothing is scaled.',
    ])
      expect(english).toContain(part);
    const korean = dropoutText(example('titanic'), 'ko');
    for (const part of ['16개 중 13개 유지', '기댓값 70%', '2^16 = 65,536', '추론할 때는'])
      expect(korean).toContain(part);
  });
  test('of every example is short and holds no broken number', () => {
    for (const name of Object.keys(dropoutExamples)) {
      const text = dropoutText(example(name), 'en');
      if (!name.startsWith('bad-')) expect(text, name).not.toMatch(/undefined|NaN|Infinity/);
      expect(text.length, name).toBeLessThan(8000);
    }
  });
});

test('whatever comes, there is a reason and no throw', () => {
  for (const odd of [
    undefined,
    null,
    3,
    'x',
    [],
    {},
    { version: 1 },
    { version: 1, network: { weights: [null] } },
  ])
    expect(openRecord(odd, 'ko').ok).toBe(false);
  const reasonOf = (change: (payload: DropoutPayload) => void): string => {
    const payload = example('lecture');
    change(payload);
    const result = openRecord(payload, 'en');
    return result.ok ? 'drawn' : result.reason;
  };
  const first = (payload: DropoutPayload) => payload.layers[0] as DropoutPayload['layers'][number];
  expect(reasonOf((payload) => first(payload).steps.reverse())).toContain('do not fit each other');
  expect(reasonOf((payload) => Object.assign(first(payload), { rate: 1.5 }))).toContain(
    'is 1.5 and not between 0 and 1',
  );
  expect(reasonOf((payload) => Object.assign(first(payload), { over: 77 }))).toContain(
    '"dropout_1" is fed by',
  );
  expect(reasonOf((payload) => Object.assign(first(payload), { over: 0, units: 5 }))).toBe('drawn');
  expect(reasonOf((payload) => Object.assign(first(payload), { over: 5 }))).toContain(
    'do not fit each other',
  );
  expect(reasonOf((payload) => Object.assign(first(payload).masks, { bits: 'A&=' }))).toContain('base64');
});
