import { describe, expect, test } from 'vitest';
import { stillPalette } from '../../../renderers/drawing/palette.js';
import { dropoutPicture } from '../../../renderers/dropout/dropout-picture.js';
import { chain } from '../../../renderers/dropout/examples.js';
import { netLayout, unitAt } from '../../../renderers/dropout/layout.js';
import { roomIn } from '../../../renderers/dropout/live/room.js';
import { stepView } from '../../../renderers/dropout/model.js';
import { LOOKS, lookOf, netEdges } from '../../../renderers/dropout/net-edges.js';
import { edgeWords } from '../../../renderers/dropout/picture.js';
import { type DropoutRecord, openRecord } from '../../../renderers/dropout/record.js';
import { sketchDropout } from '../../../renderers/dropout/sketch.js';

function opened(widths: number[]): DropoutRecord {
  const result = openRecord(
    sketchDropout({
      layers: chain(
        widths,
        widths.map(() => 0.5),
      ),
    }),
    'en',
  );
  if (!result.ok) throw new Error(result.reason);
  return result.record;
}
const size = { width: 440, height: 268 };

describe('units of a layer', () => {
  // Files: 16 fit one below the other, 17 to 40 are staggered over two, more over three, from 65 on they are cells.
  test.each([
    [1, 1],
    [16, 1],
    [20, 2],
    [32, 2],
    [48, 3],
    [64, 3],
    [65, 0],
  ])('%d stand in %d files, none over another, none outside', (units, files) => {
    const { lanes } = netLayout(opened([units, units, 1]).graph, size);
    const lane = lanes[1];
    if (!lane) throw new Error('There is no lane.');
    if (files === 0) {
      expect(lane.grid).not.toBeNull();
      return;
    }
    expect(new Set(lane.nodes.map(({ x }) => Math.round(x))).size).toBe(files);
    for (const [at, node] of lane.nodes.entries()) {
      expect(node.y - lane.radius).toBeGreaterThanOrEqual(0);
      expect(node.y + lane.radius).toBeLessThanOrEqual(size.height - 28);
      expect(Math.abs(node.x - lane.x - lane.width / 2) + lane.radius).toBeLessThanOrEqual(
        lane.width / 2 + 1e-6,
      );
      for (const other of lane.nodes.slice(at + 1))
        expect(Math.hypot(node.x - other.x, node.y - other.y)).toBeGreaterThan(2 * lane.radius);
    }
  });

  test('the unit under a point is the nearest one', () => {
    const layout = netLayout(opened([64, 64, 1]).graph, size);
    for (const lane of layout.lanes)
      for (const { unit, x, y } of lane?.nodes ?? [])
        expect(unitAt(layout, x + 1, y - 1)).toEqual({ column: lane?.column, unit });
  });
});

describe('edges', () => {
  test.each([
    [[5, 5, 1], 30, 30, 'Edges: all weights after epoch 6'],
    // One of them is 0.
    [[8, 16, 8, 1], 263, 264, 'Edges: all weights after epoch 6'],
    [[32, 32, 32, 10], 390, 2368, 'Edges: weights after epoch 6, the 390 strongest of 2,368'],
    [[64, 512, 10], 200, 37_888, 'Edges: weights after epoch 6, the 200 strongest of 37,888'],
  ] as const)('of a net of %j are the strongest, and few bold', (widths, shown, total, words) => {
    const record = opened([...widths]);
    const { weights } = stepView(record, 0, 0);
    const edges = netEdges(weights, netLayout(record.graph, size), 900);
    expect([edges.shown, edges.total]).toEqual([shown, total]);
    expect(edgeWords(edges, 'en')).toBe(words);
    const bold = edges.groups.filter(({ strength }) => strength === LOOKS - 1);
    expect(bold.flatMap((group) => group.edges).length).toBeLessThanOrEqual(Math.max(3, shown / 5));
    // What is left out is never stronger than what is drawn.
    for (const each of weights) {
      const drawn = edges.groups.filter(({ from, to }) => from === each.from && to === each.to);
      const least = Math.min(...drawn.flatMap((group) => group.edges.map(({ weight }) => Math.abs(weight))));
      const all = netEdges([each], netLayout(record.graph, size), 1e6).groups.flatMap((group) => group.edges);
      expect(all.every(({ weight }) => Math.abs(weight) >= least - 1e-9)).toBe(true);
    }
  });

  test.each([
    // Of a crowd: size and place count.
    [1, 1, 1, 130, 4],
    [-1, 1, 1, 130, 4],
    [0.5, 1, 1, 130, 2],
    [0.5, 1, 0.5, 130, 0],
    [0.05, 1, 1, 130, 0],
    [0, 0, 1, 130, 0],
    // Of a few: none is faint, and size alone counts nearly.
    [0.05, 1, 0.04, 25, 2],
    [0.5, 1, 0.5, 25, 3],
    [0.5, 1, 0.5, 64, 2],
    [0.3, 1, 0.5, 64, 1],
    [0.3, 0.3, 1, 1, 4],
  ])(
    'a weight of %d, the largest being %d, at the place %d of %d, has the look %d',
    (weight, largest, place, count, look) => {
      expect(lookOf(weight, largest, place, count)).toBe(look);
    },
  );

  test('tell of when they are, also where two layers were recorded at different times', () => {
    const record = opened([4, 6, 1]);
    const { weights } = stepView(record, 0, 0);
    const layout = netLayout(record.graph, size);
    const at = (epochs: number[]) =>
      edgeWords(
        netEdges(
          weights.map((each, index) => ({ ...each, epoch: epochs[index] as number })),
          layout,
          900,
        ),
        'en',
      );
    expect(at([0, 0])).toBe('Edges: all weights at the start');
    expect(at([3, 3])).toBe('Edges: all weights after epoch 3');
    expect(at([2, 5])).toBe('Edges: all weights after epoch 2 to 5');
  });
});

test.each([
  [384, false, 384, 290],
  [544, false, 544, 290],
  [650, false, 650, 290],
  [668, true, 420, 290],
  [1248, true, 908, 290],
  [1888, true, 1472, 438],
])('a view %d pixels wide', (width, wide, net, height) => {
  const room = roomIn(width);
  expect([room.wide, room.width, room.height]).toEqual([wide, net, height]);
});

test.each([230, 290, 370, 480])('five units take most of a panel of %i pixels', (height) => {
  const { lanes } = netLayout(opened([5, 5, 1]).graph, { width: 600, height });
  expect(lanes[0]?.height).toBeGreaterThan((height - 28) * 0.7);
  expect(lanes[0]?.height).toBeLessThan(height - 28);
});

test.each([
  [11, 2, true],
  [12, 2, false],
  [64, 2, false],
  [100, 2, false],
  [4, 30, true],
])(
  'silenced units of %d are struck in red, where those without dropout are %d: %s',
  async (units, last, red) => {
    const { bad } = stillPalette('light');
    const payload = sketchDropout({ layers: chain([units, units, last], [0.5]) });
    const svg = await dropoutPicture.svg(payload, { locale: 'en', theme: 'light' });
    expect(svg.includes(`stroke="${bad}"`)).toBe(red);
  },
);

test.each([
  [[5, 5, 1], [0.5], '×2'],
  [[5, 5, 1], [0.75], '×4'],
  [[5, 5, 1], [0], undefined],
  // Too small for words.
  [[40, 40, 1], [0.5], undefined],
])('of a net of %j with a rate of %j each kept unit says %s', async (widths, rates, words) => {
  const payload = sketchDropout({ layers: chain(widths, rates) });
  const svg = await dropoutPicture.svg(payload, { locale: 'en', theme: 'light' });
  const said = [...svg.matchAll(/>(×[\d.]+)</g)].map(([, factor]) => factor);
  expect([...new Set(said)]).toEqual(words === undefined ? [] : [words]);
  if (words === undefined) return;
  const [, kept] = />(\d+) of 5 kept</.exec(svg) ?? [];
  expect(said).toHaveLength(Number(kept));
});
