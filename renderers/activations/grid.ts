import type { Tile } from './model.js';

/** A unit of a strip, in pixels. */
const UNIT = 13;
/** What the longer side of a map should be. */
const SIDE = 72;
const MOST_SCALE = 12;
const GAP = 6;

/** A value: its tile, and where in it. */
export interface Spot {
  tile: number;
  row: number;
  column: number;
}

interface Box {
  x: number;
  y: number;
  width: number;
  height: number;
}

/** Where the tiles of a layer lie, from the upper left corner. */
export interface Grid {
  width: number;
  height: number;
  /** The place of a value. */
  box(spot: Spot): Box;
  /** The value at a place; `null` between tiles. */
  at(x: number, y: number): Spot | null;
  /** The value beside another: so many to the right and down; at the end of a tile that of the next. */
  step(spot: Spot, right: number, down: number): Spot;
}

/** @param strip The tile is a row of units, which breaks into lines. */
export function gridOf(tiles: readonly Tile[], strip: boolean, width: number): Grid {
  const [first] = tiles;
  if (!first || first.width * first.height === 0) return emptyGrid;
  return strip ? stripGrid(first.width, width) : mapGrid(tiles.length, first, width);
}

const emptyGrid: Grid = {
  width: 0,
  height: 0,
  box: () => ({ x: 0, y: 0, width: 0, height: 0 }),
  at: () => null,
  step: (spot) => spot,
};

const between = (value: number, last: number): number => Math.min(last, Math.max(0, value));

function stripGrid(units: number, width: number): Grid {
  const line = Math.max(1, Math.min(units, Math.floor(width / UNIT)));
  const lines = Math.ceil(units / line);
  const unitOf = (column: number): Spot => ({ tile: 0, row: 0, column });
  return {
    width: line * UNIT,
    height: lines * UNIT,
    box: ({ column }) => ({
      x: (column % line) * UNIT,
      y: Math.floor(column / line) * UNIT,
      width: UNIT - 1,
      height: UNIT - 1,
    }),
    at(x, y) {
      const [column, row] = [Math.floor(x / UNIT), Math.floor(y / UNIT)];
      const unit = row * line + column;
      return column >= 0 && column < line && row >= 0 && unit < units ? unitOf(unit) : null;
    },
    step: ({ column }, right, down) => unitOf(between(column + right + down * line, units - 1)),
  };
}

function mapGrid(count: number, { height: rows, width: columns }: Tile, width: number): Grid {
  const wanted = Math.floor(SIDE / Math.max(rows, columns));
  const most = Math.floor(width / columns);
  const scale = Math.max(1, Math.min(MOST_SCALE, count > 1 ? wanted : wanted * 2, most));
  const [wide, tall] = [columns * scale, rows * scale];
  const line = Math.max(1, Math.min(count, Math.floor((width + GAP) / (wide + GAP))));
  const lines = Math.ceil(count / line);
  return {
    width: line * (wide + GAP) - GAP,
    height: lines * (tall + GAP) - GAP,
    box: ({ tile, row, column }) => ({
      x: (tile % line) * (wide + GAP) + column * scale,
      y: Math.floor(tile / line) * (tall + GAP) + row * scale,
      width: scale,
      height: scale,
    }),
    at(x, y) {
      const [across, along] = [Math.floor(x / (wide + GAP)), Math.floor(y / (tall + GAP))];
      const [column, row] = [
        Math.floor((x - across * (wide + GAP)) / scale),
        Math.floor((y - along * (tall + GAP)) / scale),
      ];
      const tile = along * line + across;
      const inside = x >= 0 && y >= 0 && across < line && tile < count && column < columns && row < rows;
      return inside ? { tile, row, column } : null;
    },
    step({ tile, row, column }, right, down) {
      const to = column + right;
      if (to >= 0 && to < columns) return { tile, row: between(row + down, rows - 1), column: to };
      const next = between(tile + Math.sign(to), count - 1);
      return next === tile ? { tile, row, column } : { tile: next, row, column: to < 0 ? columns - 1 : 0 };
    },
  };
}
