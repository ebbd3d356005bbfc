import type { Column, Graph } from './graph.js';
import { rankColumns } from './ranks.js';

/** Units up to here are drawn one by one. */
export const MOST_NODES = 64;
/** Nodes that would stand closer than this, one below the other, are staggered over several files. */
const LEAST_SPACING = 13;
const MOST_FILES = 3;
/** Between the nodes of neighbouring files. */
const FILE_GAP = 3;
/** A few nodes spread over so much of a high panel each, and grow with it. */
const SPREAD = { spacing: 0.18, radius: 0.042 };
/** Of a folded layer, nodes drawn at its top and at its bottom. */
const FOLD_ENDS = 3;
const LEAST_CELL = 1.4;

export interface UnitGrid {
  x: number;
  y: number;
  cell: number;
  columns: number;
  rows: number;
}

/** Where a layer is drawn. */
export interface Lane {
  column: number;
  units: number;
  maps: boolean;
  /** The box around its units. */
  x: number;
  y: number;
  width: number;
  height: number;
  /** Bottom of its part of the panel, where its label is. */
  floor: number;
  /** Units drawn as nodes: all, the first and last ones, or none. */
  nodes: { unit: number; x: number; y: number }[];
  radius: number;
  /** All units as cells, where they do not fit as nodes. */
  grid: UnitGrid | null;
  /** Neither nodes nor cells would be seen: one bar, filled as far as units are kept. */
  bar: boolean;
}

/** A connection drawn as one: where no weights are known, or where it passes other layers. */
export interface Way {
  from: number;
  to: number;
  /** x, y of its corners. */
  points: number[];
  adjacent: boolean;
}

export interface NetLayout {
  width: number;
  height: number;
  /** Width of one rank. */
  pitch: number;
  lanes: Lane[];
  ways: Way[];
}

const LABEL = 28;
const GAP = 12;
/** Narrower ranks have no room for names. */
export const LABELLED_PITCH = 44;

/** Lays the net out in a panel. */
export function netLayout(graph: Graph, { width, height }: { width: number; height: number }): NetLayout {
  const { rankOf, places } = rankColumns(graph);
  const pitch = width / Math.max(1, places.length);
  const label = pitch >= LABELLED_PITCH ? LABEL : 0;
  const foot = pitch >= LABELLED_PITCH ? 0 : 14;
  const lanes: Lane[] = [];
  const passes = new Map<string, number>();
  places.forEach((rank, at) => {
    const total = rank.reduce((sum, { weight }) => sum + weight, 0);
    const room = height - foot - GAP * Math.max(0, rank.length - 1);
    let top = 0;
    for (const { column, passing, weight } of rank) {
      const share = (room * weight) / total;
      if (passing) passes.set(`${column} ${at}`, top + share / 2);
      else
        lanes[column] = lane(graph.columns[column] as Column, column, {
          center: (at + 0.5) * pitch,
          top,
          height: Math.max(4, share - label),
          floor: top + share,
          width: pitch,
        });
      top += share + GAP;
    }
  });
  const ways = graph.columns.flatMap(({ from }, to) =>
    from.map((feeder): Way => {
      const [start, end] = [lanes[feeder] as Lane, lanes[to] as Lane];
      const points = [start.x + start.width, start.y + start.height / 2];
      for (let at = (rankOf[feeder] as number) + 1; at < (rankOf[to] as number); at += 1)
        points.push((at + 0.5) * pitch, passes.get(`${feeder} ${at}`) ?? 0);
      points.push(end.x, end.y + end.height / 2);
      return { from: feeder, to, points, adjacent: points.length === 4 };
    }),
  );
  return { width, height, pitch, lanes, ways };
}

interface Room {
  center: number;
  top: number;
  height: number;
  floor: number;
  width: number;
}

function lane({ units, maps }: Column, column: number, room: Room): Lane {
  const { center, top, height, floor } = room;
  const base = { column, units, maps, floor, nodes: [], radius: 0, grid: null, bar: false };
  const middle = top + height / 2;
  const around = (width: number, tall: number) => ({
    x: center - width / 2,
    y: middle - tall / 2,
    width,
    height: tall,
  });
  if (!maps && units <= MOST_NODES && height / units >= 3) {
    const { spacing, files, radius } = nodeFiles(units, room);
    const across = 2 * radius + FILE_GAP;
    const nodes = Array.from({ length: units }, (_, unit) => ({
      unit,
      x: center + ((unit % files) - (files - 1) / 2) * across,
      y: middle + (unit - (units - 1) / 2) * spacing,
    }));
    const width = radius * 2 + (files - 1) * across;
    return { ...base, nodes, radius, ...around(width, (units - 1) * spacing + radius * 2) };
  }
  const folded = !maps && units > MOST_NODES && height >= 150 && room.width >= LABELLED_PITCH;
  const spacing = Math.min(17, height / 14);
  const ends = folded ? FOLD_ENDS * spacing + 4 : 0;
  const grid = unitGrid(units, Math.min(room.width * 0.56, 130), height - 2 * ends, maps ? 24 : 11);
  if (grid.cell < LEAST_CELL)
    return { ...base, bar: true, ...around(Math.min(16, room.width * 0.5), height) };
  const [width, tall] = [grid.columns * grid.cell, grid.rows * grid.cell];
  const box = around(width, tall);
  const radius = spacing * 0.36;
  const nodes = folded
    ? Array.from({ length: 2 * FOLD_ENDS }, (_, index) => {
        const first = index < FOLD_ENDS;
        return {
          unit: first ? index : units - 2 * FOLD_ENDS + index,
          x: center,
          y: (first ? box.y - 4 : box.y + tall + 4) + (index - FOLD_ENDS + 0.5) * spacing,
        };
      })
    : [];
  return { ...base, nodes, radius, grid: { x: box.x, y: box.y, ...grid }, ...around(width, tall + 2 * ends) };
}

/** How far apart nodes stand from top to bottom, over how many files they are staggered, and how large that lets them be. */
function nodeFiles(units: number, { height, width }: Room) {
  const spacing = Math.min(height / units, Math.max(36, height * SPREAD.spacing));
  const radiusOf = (files: number) =>
    Math.min(
      Math.max(12, height * SPREAD.radius),
      spacing * files * 0.37,
      (width * 0.44 - (files - 1) * FILE_GAP) / (2 * files),
    );
  let best = { spacing, files: 1, radius: radiusOf(1) };
  for (let files = 2; files <= MOST_FILES && spacing * best.files < LEAST_SPACING; files += 1)
    if (radiusOf(files) > best.radius) best = { spacing, files, radius: radiusOf(files) };
  // The outlines of the first and of the last node stay within the height.
  const tall = units > 1 ? Math.min(spacing, (height - 2 * best.radius - 2) / (units - 1)) : spacing;
  return { ...best, spacing: tall };
}

/** The columns that make the cells of a grid largest. */
export function unitGrid(
  units: number,
  width: number,
  height: number,
  largest: number,
): { cell: number; columns: number; rows: number } {
  let best = { cell: 0, columns: 1, rows: units };
  for (let columns = 1; columns <= units; columns += 1) {
    const rows = Math.ceil(units / columns);
    const cell = Math.min(largest, width / columns, height / rows);
    if (cell > best.cell + 1e-9) best = { cell, columns, rows };
    if (width / columns < best.cell) break;
  }
  return best;
}

/** Where an edge leaves or reaches a unit: the outline of its node, or the side of its layer's grid at its height. */
export function anchor(lane: Lane, unit: number, side: 'left' | 'right'): [x: number, y: number] {
  const sign = side === 'left' ? -1 : 1;
  const { nodes, grid, radius, units } = lane;
  if (nodes.length > 0) {
    const node = nodes.length === units ? nodes[unit] : nodes.find((each) => each.unit === unit);
    if (node) return [node.x + sign * radius, node.y];
  }
  if (grid) {
    const x = side === 'left' ? grid.x : grid.x + grid.columns * grid.cell;
    return [x + sign, grid.y + (Math.floor(unit / grid.columns) + 0.5) * grid.cell];
  }
  const x = side === 'left' ? lane.x : lane.x + lane.width;
  return [x + sign, lane.y + ((unit + 0.5) / units) * lane.height];
}

/** The middle of a unit and how far it reaches. */
export function unitPlace(lane: Lane, unit: number): { x: number; y: number; reach: number } {
  const node = lane.nodes.find((each) => each.unit === unit);
  if (node) return { x: node.x, y: node.y, reach: lane.radius };
  const { grid } = lane;
  if (grid)
    return {
      x: grid.x + ((unit % grid.columns) + 0.5) * grid.cell,
      y: grid.y + (Math.floor(unit / grid.columns) + 0.5) * grid.cell,
      reach: grid.cell / 2,
    };
  return { x: lane.x + lane.width / 2, y: lane.y + ((unit + 0.5) / lane.units) * lane.height, reach: 2 };
}

/** The unit under a point, or near it. */
export function unitAt(
  { lanes, pitch }: NetLayout,
  x: number,
  y: number,
): { column: number; unit: number } | null {
  for (const lane of lanes) {
    if (
      !lane ||
      Math.abs(x - lane.x - lane.width / 2) > Math.max(lane.width / 2 + 3, Math.min(12, pitch / 2))
    )
      continue;
    if (y < lane.y - 5 || y > lane.y + lane.height + 5) continue;
    const { nodes, grid, column, units, radius } = lane;
    const node = nearest(nodes, x, y);
    if (node && node.away <= Math.max(radius + 2, 5)) return { column, unit: node.unit };
    if (grid) {
      const [cx, cy] = [Math.floor((x - grid.x) / grid.cell), Math.floor((y - grid.y) / grid.cell)];
      const unit = cy * grid.columns + cx;
      if (cx >= 0 && cx < grid.columns && cy >= 0 && unit < units) return { column, unit };
    }
    if (lane.bar) {
      const unit = Math.floor(((y - lane.y) / lane.height) * units);
      return { column, unit: Math.max(0, Math.min(units - 1, unit)) };
    }
  }
  return null;
}

function nearest(nodes: Lane['nodes'], x: number, y: number): { unit: number; away: number } | null {
  let found: { unit: number; away: number } | null = null;
  for (const node of nodes) {
    const away = Math.hypot(node.x - x, node.y - y);
    if (!found || away < found.away) found = { unit: node.unit, away };
  }
  return found;
}
