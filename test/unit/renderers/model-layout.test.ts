import { describe, expect, test } from 'vitest';
import type { ModelPayload } from '../../../protocol/index.js';
import { BOX_HEIGHT } from '../../../renderers/model/box-size.js';
import { modelExamples, residual } from '../../../renderers/model/examples.js';
import { allGroups, groupsAround, groupsOf, openAtFirst } from '../../../renderers/model/groups.js';
import { layered, type PortedEdge } from '../../../renderers/model/layout/layered.js';
import { type Cell, crossings, orderRanks } from '../../../renderers/model/layout/order.js';
import { ranksOf } from '../../../renderers/model/layout/ranks.js';
import { spread } from '../../../renderers/model/layout/spread.js';
import { wrapped } from '../../../renderers/model/layout/wrap.js';
import { nodesOf } from '../../../renderers/model/members.js';
import { damage } from '../../../renderers/model/model.js';
import { modelScene, type Scene } from '../../../renderers/model/scene.js';
import { input, plain, type SketchedLayer, sketchModel } from '../../../renderers/model/sketch.js';

/** The same numbers from 0 to 1 for the same seed. */
function random(seed: number): () => number {
  let state = seed * 2_654_435_761;
  return () => {
    state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0;
    return state / 2 ** 32;
  };
}

interface Graph {
  sizes: { along: number; across: number }[];
  edges: PortedEdge[];
}

function randomGraph(seed: number, count: number): Graph {
  const next = random(seed + 1);
  const sizes = Array.from({ length: count }, () => ({
    along: 20 + Math.round(next() * 120),
    across: 20 + Math.round(next() * 80),
  }));
  const edges: PortedEdge[] = [];
  for (let to = 1; to < count; to += 1) {
    const feeders = new Set(
      Array.from({ length: 1 + Math.floor(next() * 3) }, () =>
        // Most edges are short, some go far.
        next() < 0.8 ? Math.max(0, to - 1 - Math.floor(next() * 4)) : Math.floor(next() * to),
      ),
    );
    for (const from of feeders) edges.push({ from, to, fromPort: 0, toPort: 0 });
  }
  return { sizes, edges };
}

const GAPS = { ranks: 30, items: 14, edges: 10 };
const seeds = Array.from({ length: 60 }, (_, seed) => seed);

describe('the layered layout', () => {
  test.each<[number, string, number[]]>([
    [4, '0>1 1>2 2>3', [0, 1, 2, 3]],
    [4, '0>1 0>2 1>3 2>3', [0, 1, 1, 2]],
    // The input that is used late stands right before its use.
    [4, '0>1 1>3 2>3', [0, 1, 1, 2]],
    [2, '', [0, 0]],
    [0, '', []],
  ])('%i items with %s: ranks', (count, text, wanted) => {
    const edges = text ? text.split(' ').map((pair) => pair.split('>').map(Number)) : [];
    expect(
      ranksOf(
        count,
        edges.map(([from = 0, to = 0]) => ({ from, to })),
      ),
    ).toEqual(wanted);
  });

  test('ends stand in the first and the last rank', () => {
    // 0 and 1 come in; 4 goes out early.
    const edges = [
      [0, 2],
      [1, 3],
      [2, 3],
      [2, 4],
    ].map(([from = 0, to = 0]) => ({ from, to }));
    expect(ranksOf(5, edges, { first: 2, last: 1 })).toEqual([0, 0, 1, 2, 3]);
  });

  test.each(seeds)('graph %i: no items overlap, no edge runs through one, all edges lead on', (seed) => {
    const { sizes, edges } = randomGraph(seed, 3 + (seed % 40));
    const { items, routes, along, across } = layered(sizes, edges, GAPS);
    const boxes = items.map((item, at) => {
      const size = sizes[at] as Graph['sizes'][number];
      return {
        from: item.along,
        to: item.along + size.along,
        low: item.across - size.across / 2,
        high: item.across + size.across / 2,
      };
    });
    for (const [at, a] of boxes.entries()) {
      expect(a.from >= -0.01 && a.low >= -0.01 && a.to <= along + 0.01 && a.high <= across + 0.01).toBe(true);
      for (const b of boxes.slice(at + 1))
        expect(a.from < b.to && b.from < a.to && a.low < b.high - 0.01 && b.low < a.high - 0.01).toBe(false);
    }
    for (const [edge, route] of routes.entries()) {
      const { from, to } = edges[edge] as PortedEdge;
      for (let at = 1; at < route.length; at += 1) {
        const [p, q] = [route[at - 1], route[at]] as [(typeof route)[number], (typeof route)[number]];
        expect(q.along).toBeGreaterThanOrEqual(p.along - 0.01);
        if (p.rank !== q.rank) continue;
        // Within a rank it runs straight: past what stands there.
        const met = boxes.findIndex(
          (box, item) =>
            item !== from &&
            item !== to &&
            p.across > box.low + 0.01 &&
            p.across < box.high - 0.01 &&
            p.along < box.to &&
            q.along > box.from,
        );
        expect(met, `edge ${from}>${to} through ${met}`).toBe(-1);
      }
    }
  });

  test('is the same for the same graph', () => {
    const { sizes, edges } = randomGraph(7, 40);
    expect(layered(sizes, edges, GAPS)).toEqual(layered(sizes, edges, GAPS));
  });

  test('takes away crossings that need not be', () => {
    // Two ranks of six, joined in a shuffled order, and two complete pairs, which cross once each.
    const shuffled = [3, 0, 5, 1, 4, 2];
    const make = (rank: number): Cell => ({ rank, before: [], behind: [], at: 0 });
    const [left, right] = [
      Array.from({ length: 6 }, () => make(0)),
      Array.from({ length: 6 }, () => make(1)),
    ];
    const link = (from: number, to: number) => {
      left[from]?.behind.push(right[to] as Cell);
      right[to]?.before.push(left[from] as Cell);
    };
    shuffled.forEach((to, from) => void link(from, to));
    const ranks = [[...left], [...right]];
    orderRanks(ranks);
    expect(crossings(ranks)).toBe(0);
    link(0, shuffled[1] as number);
    link(1, shuffled[0] as number);
    orderRanks(ranks);
    expect(crossings(ranks)).toBe(1);
  });

  test.each<[string, number[], number[]]>([
    ['free', [0, 50, 100], [0, 50, 100]],
    ['all at one place', [50, 50, 50], [20, 50, 80]],
    ['against their order', [40, 0], [5, 35]],
    ['none', [], []],
  ])('places: %s', (_, wanted, found) => {
    const wishes = wanted.map((each) => ({ wanted: each, weight: 1, half: 10 }));
    expect(spread(wishes, 10)).toEqual(found);
  });

  test('a long chain goes on in rows; a graph that cannot be broken stays', () => {
    const sizes = Array.from({ length: 12 }, () => ({ along: 100, across: 40 }));
    const chain = sizes.slice(1).map((_, at) => ({ from: at, to: at + 1, fromPort: 0, toPort: 0 }));
    const rows = wrapped(layered(sizes, chain, GAPS), 600);
    expect(rows?.along).toBeLessThanOrEqual(600);
    expect(new Set(rows?.items.map(({ across }) => Math.round(across))).size).toBe(3);
    expect(rows?.turns.filter((turns) => turns.size > 0)).toHaveLength(2);
    expect(wrapped(layered(sizes, chain, GAPS), 2000)).toBeNull();
    const around = [...chain, { from: 0, to: 11, fromPort: 0, toPort: 0 }];
    expect(wrapped(layered(sizes, around, GAPS), 600)).toBeNull();
  });
});

const sceneOf = (payload: ModelPayload, open: 'first' | 'all' | 'none', width: number): Scene => {
  const members = groupsOf(payload);
  const groups = {
    first: openAtFirst(payload, members),
    all: new Set(allGroups(members).map(({ id }) => id)),
    none: new Set<string>(),
  };
  return modelScene({ payload, members, open: groups[open], locale: 'en', width, height: 500 });
};

/** Boxes that overlap, and boxes that leave a frame that they stand in or come into another. */
function faults({ boxes, frames, box, width, height }: Scene): string[] {
  const areas = boxes.map(({ member, x, y }) => ({
    nodes: nodesOf(member),
    name: member.id,
    x,
    y,
    width: box.width,
    height: BOX_HEIGHT,
  }));
  const found: string[] = [];
  type Area = { x: number; y: number; width: number; height: number };
  const meet = (a: Area, b: Area) =>
    a.x < b.x + b.width - 0.1 &&
    b.x < a.x + a.width - 0.1 &&
    a.y < b.y + b.height - 0.1 &&
    b.y < a.y + a.height - 0.1;
  const holds = (a: Area, b: Area) =>
    b.x >= a.x - 0.1 &&
    b.y >= a.y - 0.1 &&
    b.x + b.width <= a.x + a.width + 0.1 &&
    b.y + b.height <= a.y + a.height + 0.1;
  areas.forEach((a, at) => {
    if (!holds({ x: 0, y: 0, width, height }, a)) found.push(`${a.name} lies outside`);
    for (const b of areas.slice(at + 1)) if (meet(a, b)) found.push(`${a.name} overlaps ${b.name}`);
    for (const frame of frames) {
      const inside = nodesOf(frame.group).includes(a.nodes[0] as number);
      if (inside !== holds(frame, a) || (!inside && meet(frame, a)))
        found.push(`${a.name} and frame ${frame.group.id}`);
    }
  });
  return found;
}

/** Nested models in nested models, one layer behind the other. */
function randomNested(seed: number): ModelPayload {
  const next = random(seed + 99);
  let made = 0;
  const stretch = (count: number, depth: number): SketchedLayer[] =>
    Array.from({ length: count }, (_, at): SketchedLayer => {
      made += 1;
      const name = `layer_${made}`;
      const holds = depth < 3 && at > 0 && next() < 0.3;
      return holds
        ? {
            name,
            className: 'Functional',
            shape: [8],
            layers: stretch(1 + Math.floor(next() * 4), depth + 1),
          }
        : plain(name, 'Dense', [8]);
    });
  return sketchModel('random', 'Functional', [input('in', 8), ...stretch(8, 0)]);
}

/** Layers that are fed by one or two before them, some of these in nested models. */
function randomBranches(seed: number): ModelPayload {
  const next = random(seed + 99);
  const names = ['in'];
  const any = () => names[Math.floor(next() * names.length)] as string;
  const layers = Array.from({ length: 30 }, (_, at): SketchedLayer => {
    const from = next() < 0.7 ? [...new Set([names.at(-1) as string, any()])] : [any()];
    const name = `layer_${at}`;
    names.push(name);
    const holds = next() < 0.2;
    const inner = [plain(`${name}_a`, 'Dense', [8]), plain(`${name}_b`, 'Dense', [8])];
    return holds
      ? { name, className: 'Sequential', shape: [8], from: from.slice(0, 1), layers: inner }
      : { ...plain(name, 'Add', [8]), from };
  });
  return sketchModel('random', 'Functional', [input('in', 8), ...layers]);
}

describe('the scene of a model', () => {
  const payloads = {
    ...modelExamples,
    ...Object.fromEntries(seeds.slice(0, 20).map((seed) => [`nested ${seed}`, () => randomNested(seed)])),
    ...Object.fromEntries(seeds.slice(0, 20).map((seed) => [`branches ${seed}`, () => randomBranches(seed)])),
  };
  test.each(Object.keys(payloads))('%s: nothing overlaps, frames hold what is theirs', (name) => {
    const payload = (payloads as Record<string, () => ModelPayload>)[name]?.() as ModelPayload;
    expect(damage(payload)).toBeNull();
    for (const open of ['first', 'all', 'none'] as const)
      for (const width of [384, 880, 1900]) {
        const scene = sceneOf(payload, open, width);
        expect(faults(scene), `${open} at ${width}`).toEqual([]);
        expect(scene.lines.filter(({ path }) => /NaN|Infinity/.test(path))).toEqual([]);
      }
  });

  test("the lecture's net is one row where the page is wide, one column where it is narrow", () => {
    const payload = modelExamples.titanic?.() as ModelPayload;
    const wide = sceneOf(payload, 'first', 880);
    expect(wide.horizontal).toBe(true);
    expect(wide.height).toBe(BOX_HEIGHT);
    expect(wide.width).toBeLessThan(880);
    const narrow = sceneOf(payload, 'first', 384);
    expect(narrow.horizontal).toBe(false);
    expect(narrow.height).toBeLessThan(320);
  });

  test('two hundred layers are laid out in far less than 500 ms', () => {
    const payload = residual(28);
    expect(payload.nodes.length).toBeGreaterThanOrEqual(200);
    sceneOf(payload, 'all', 1200);
    const begun = performance.now();
    sceneOf(payload, 'all', 1200);
    expect(performance.now() - begun).toBeLessThan(500);
  });
});

describe('groups', () => {
  test('a stretch that repeats is one group, closed at first; a small model has none', () => {
    const payload = residual(9);
    const members = groupsOf(payload);
    expect(members.map(({ kind }) => kind)).toEqual(['leaf', 'leaf', 'repeat', 'leaf', 'leaf']);
    expect(members[2]).toMatchObject({ times: 9, each: 7 });
    expect(openAtFirst(payload, members).size).toBe(0);
    expect(groupsAround(members, 5).map(({ kind }) => kind)).toEqual(['repeat']);
    expect(allGroups(groupsOf(residual(2)))).toEqual([]);
  });

  test('a stretch whose shortcut leads past it is no group', () => {
    const payload = residual(9);
    // The last layer is fed by the stem too.
    payload.nodes.at(-1)?.from.push(1);
    expect(allGroups(groupsOf(payload))).toEqual([]);
  });

  test('nested models of a small model stand open', () => {
    const payload = modelExamples.nested?.() as ModelPayload;
    const members = groupsOf(payload);
    expect(openAtFirst(payload, members).size).toBe(2);
  });
});
