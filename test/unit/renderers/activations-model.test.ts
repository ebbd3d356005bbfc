import { describe, expect, test } from 'vitest';
import type { ActivationLayer, ActivationsPayload } from '../../../protocol/index.js';
import { activationsExamples } from '../../../renderers/activations/examples.js';
import { gridOf, type Spot } from '../../../renderers/activations/grid.js';
import {
  answerOf,
  callsOf,
  damage,
  shownUnits,
  type Tile,
  tilesOf,
} from '../../../renderers/activations/model.js';
import { shadeOf } from '../../../renderers/activations/shade.js';
import { activationsTables } from '../../../renderers/activations/tables.js';
import { activationsText } from '../../../renderers/activations/text.js';
import { thinActivations } from '../../../renderers/activations/thin.js';
import { layerFacts, valueWords } from '../../../renderers/activations/words.js';
import { savedPackedBytes } from '../../../renderers/drawing/packing/saved-packed-bytes.js';
import { stillPalette } from '../../../renderers/drawing/palette.js';

const example = (name: string): ActivationsPayload => {
  const make = activationsExamples[name];
  if (!make) throw new Error(`There is no example ${name}.`);
  return make();
};
const layerOf = (payload: ActivationsPayload, index: number) => payload.layers[index] as ActivationLayer;

describe('what is called out', () => {
  test('a nearly silent, a silent and a saturated layer, each by name', () => {
    const kinds = callsOf(example('silent-and-saturated'), 0).map(({ kind, layer }) => `${kind} ${layer}`);
    expect(kinds).toEqual(['zeros hidden1', 'silent hidden2', 'saturated hidden3']);
  });

  const facts = { count: 100, zeros: 0, notFinite: 0, min: 0, max: 1, mean: 0.5 };
  const layer = (
    activation: string,
    own: Partial<typeof facts> & { saturated?: number },
  ): ActivationLayer => ({
    ...{ name: 'own', className: 'Dense', activation, shape: [100], units: 100, silent: 0 },
    facts: [{ ...facts, ...own }],
  });
  const after: ActivationLayer = layer('softmax', {});
  const payload = (...layers: ActivationLayer[]): ActivationsPayload => ({
    ...{ version: 1, model: 'net', samples: 1, layers, unchanged: 0 },
  });
  test.each<[string, ActivationLayer, string[]]>([
    ['half of relu is 0, which is usual', layer('relu', { zeros: 50 }), []],
    ['89 % are 0', layer('relu', { zeros: 89 }), []],
    ['90 % are 0', layer('relu', { zeros: 90 }), ['zeros']],
    ['90 % of tanh are 0, which no relu made', layer('tanh', { zeros: 90 }), []],
    ['all are 0', layer('tanh', { zeros: 100 }), ['silent']],
    ['49 % saturated', layer('tanh', { saturated: 49 }), []],
    ['50 % saturated', layer('sigmoid', { saturated: 50 }), ['saturated']],
    ['a value is NaN', layer('relu', { notFinite: 1, zeros: 95 }), ['not-finite']],
  ])('%s', (_, own, kinds) => {
    expect(callsOf(payload(own, after), 0).map(({ kind }) => kind)).toEqual(kinds);
  });

  test('the last layer may be saturated', () => {
    expect(callsOf(payload(layer('sigmoid', { saturated: 100 })), 0)).toEqual([]);
  });
});

test('the answer has the likeliest classes by their names', () => {
  expect(
    answerOf(example('samples'), 1)
      ?.map(({ name }) => name)
      .slice(0, 2),
  ).toEqual(['six', 'eight']);
  expect(answerOf(example('digits'), 0)?.[0]?.name).toBe('0');
  const [first, second] = answerOf(example('survival'), 0) ?? [];
  expect([first?.name, second?.name]).toEqual(['survived', 'died']);
  expect(first?.share).toBeCloseTo(0.83, 6);
  expect(answerOf(example('large-maps'), 0)).toBeNull();
  expect(activationsText(example('survival'), 'en')).toContain('Answer: survived: 83%, died: 17%.');
});

test('values, their places and how many are shown are told', () => {
  const large = example('large-maps');
  const conv = layerOf(large, 1);
  const tile = tilesOf(conv, 0)[2] as Tile;
  expect(shownUnits(conv)).toBe(16);
  expect(valueWords(conv, tile, { row: 1, column: 2 }, 'en')).toMatch(
    /^channel 8, row 3, column 6: ≈ [\d.e-]+$/,
  );
  expect(layerFacts(conv, 0, 1, 'en').join(' · ')).toMatch(
    /16 of 64 channels shown · each dot the mean of 3×3$/,
  );
  const hidden = layerOf(example('survival'), 1);
  const strip = tilesOf(hidden, 0)[0] as Tile;
  expect(valueWords(hidden, strip, { row: 0, column: 5 }, 'ko')).toMatch(/^유닛 5: /);
  expect(layerFacts(layerOf(example('samples'), 3), 0, 3, 'en')).toContain(
    '13 of 64 units are 0 for all 3 samples',
  );
});

describe('places of values', () => {
  const tile = (height: number, width: number): Tile => ({
    height,
    width,
    values: new Float32Array(height * width),
  });
  test.each<[string, Tile[], boolean, number]>([
    ['a strip in lines', [tile(1, 40)], true, 200],
    ['a strip in one line', [tile(1, 5)], true, 700],
    ['maps in lines', Array.from({ length: 9 }, () => tile(26, 26)), false, 300],
    ['one map', [tile(28, 28)], false, 600],
    ['a map wider than the page', [tile(4, 500)], false, 300],
  ])('%s: the place of each value leads back to it', (_, tiles, strip, width) => {
    const grid = gridOf(tiles, strip, width);
    tiles.forEach(({ height, width: columns }, index) => {
      for (let row = 0; row < height; row += 3)
        for (let column = 0; column < columns; column += 4) {
          const spot: Spot = { tile: index, row, column };
          const { x, y, width: wide, height: tall } = grid.box(spot);
          expect(grid.at(x + wide / 2, y + tall / 2)).toEqual(spot);
          expect(x + wide <= grid.width && y + tall <= grid.height).toBe(true);
        }
    });
    expect(grid.at(-1, 0)).toBeNull();
    expect(grid.at(grid.width + 50, 0)).toBeNull();
  });

  test('keys reach the value beside, and at the end of a map the next map', () => {
    const grid = gridOf([tile(2, 3), tile(2, 3)], false, 300);
    const walk = (...moves: [number, number][]) =>
      moves.reduce<Spot>((spot, [right, down]) => grid.step(spot, right, down), {
        tile: 0,
        row: 0,
        column: 0,
      });
    expect(walk([1, 0], [0, 1])).toEqual({ tile: 0, row: 1, column: 1 });
    expect(walk([1, 0], [1, 0], [1, 0])).toEqual({ tile: 1, row: 0, column: 0 });
    expect(walk([1, 0], [1, 0], [1, 0], [-1, 0])).toEqual({ tile: 0, row: 0, column: 2 });
    expect(walk([-1, 0], [0, -1])).toEqual({ tile: 0, row: 0, column: 0 });
    expect(walk(...Array.from({ length: 9 }, (): [number, number] => [1, 0]))).toEqual({
      tile: 1,
      row: 0,
      column: 2,
    });
  });
});

test('colours: 0 hardly there, the stronger the further from it, both signs apart', () => {
  const palette = stillPalette('light');
  const colors = [-1, -0.5, 0, 0.5, 1, Number.NaN].map((value) => shadeOf(value, 1, palette));
  expect(new Set(colors).size).toBe(6);
  expect([colors[0], colors[4], colors[5]]).toEqual([palette.validation, palette.heat, palette.bad]);
  expect(shadeOf(0.3, 0, palette)).toBe(colors[2]);
});

test('too much to save: fewer channels, then numbers alone, then nothing', () => {
  const whole = example('large-maps');
  const bytes = savedPackedBytes(whole);
  const fewer = thinActivations(whole, bytes * 0.6) as ActivationsPayload;
  expect(fewer.thinned).toBe('channels');
  const { channels } = layerOf(fewer, 1).maps ?? { channels: [] };
  expect(channels.length).toBeGreaterThan(1);
  expect(channels.length).toBeLessThan(16);
  expect(damage(fewer)).toBeNull();
  const kept = tilesOf(layerOf(whole, 1), 0).find(({ channel }) => channel === channels.at(-1));
  expect(tilesOf(layerOf(fewer, 1), 0).at(-1)).toEqual(kept);
  const digits = example('samples');
  const alone = thinActivations(digits, 4000) as ActivationsPayload;
  expect(alone.thinned).toBe('values');
  expect(alone.layers.map(({ strip, maps }) => Boolean(strip ?? maps))).toEqual([
    true,
    false,
    false,
    false,
    true,
  ]);
  expect(alone.layers.map(({ facts }) => facts)).toEqual(digits.layers.map(({ facts }) => facts));
  expect(thinActivations(digits, 100)).toBeNull();
});

test('parts that do not belong together are damage', () => {
  const payload = example('digits');
  expect(damage(payload)).toBeNull();
  expect(damage({ ...payload, samples: 2 })).toContain('facts of 1 samples');
  const [input, edges] = payload.layers as [ActivationLayer, ActivationLayer];
  const maps = edges.maps as NonNullable<ActivationLayer['maps']>;
  expect(damage({ ...payload, layers: [input, { ...edges, maps: { ...maps, width: 3 } }] })).toContain(
    'the maps of "edges"',
  );
  const cut = { ...maps.values, int8: maps.values.int8.slice(0, 40) };
  expect(damage({ ...payload, layers: [{ ...edges, maps: { ...maps, values: cut } }] })).toContain(
    '"edges": ',
  );
});

test('the tables have a row for each layer and sample, and for each value that is shown', () => {
  const payload = example('samples');
  const [layers, values] = activationsTables(payload);
  expect([...(layers?.rows() ?? [])].length).toBe(5 * 3);
  const rows = [...(values?.rows() ?? [])];
  expect(rows.length).toBe(3 * (784 + 8 * 26 * 26 + 8 * 13 * 13 + 64 + 10));
  expect(rows.at(-1)).toEqual(['classes', 3, 9, null, null, Math.fround(0.005), 'nine']);
});
