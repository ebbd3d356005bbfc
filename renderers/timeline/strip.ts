import type { Palette } from '../drawing/palette.js';
import { round } from '../drawing/svg.js';
import { numberFact } from './facts.js';
import { type Sign, signs } from './kinds.js';
import type { PlacedEvent } from './placed-event.js';

/** What happened in one column of a strip: an epoch, or the epochs of so many pixels. */
export interface StripCell {
  /** From the middle of its mark. */
  x: number;
  width: number;
  /** 0 to 1: how many of its epochs improved. */
  improved: number;
  /** 0 to 1: the most patience that was used; `null` where nothing waited. */
  used: number | null;
  /** Whether something was saved, set back, ended or broke. */
  sign: Sign | null;
}

/** Height of a strip. */
export const stripHeight = 13;

/** Signs that are told by a tick of their own, what weighs most first. */
const TICKS: readonly Sign[] = ['trouble', 'stop', 'back', 'cut', 'save', 'value'];

/** Where several saves share a place, or nothing is told but a line. */
const quiet = (sign: Sign): boolean => sign === 'idle' || sign === 'better' || sign === 'wait';

/**
 * The events of a stretch as columns.
 * @param pitch pixels of an epoch.
 * @param least pixels of a column.
 */
export function stripCells(
  events: readonly PlacedEvent[],
  { middle, width, pitch, least }: { middle: number; width: number; pitch: number; least: number },
  usedOf: (event: PlacedEvent['event']) => number | null,
): StripCell[] {
  const size = Math.max(pitch, least);
  const columns = new Map<number, PlacedEvent[]>();
  for (const each of events) {
    // The place of an epoch is its end: its column is around it.
    const at = pitch > least ? Math.round(each.x / pitch) : Math.floor(each.x / size);
    const column = columns.get(at);
    if (column) column.push(each);
    else columns.set(at, [each]);
  }
  return [...columns]
    .sort(([a], [b]) => a - b)
    .flatMap(([at, all]) => {
      const center = pitch > least ? at * pitch : (at + 0.5) * size;
      const left = Math.max(-width / 2, center - middle - size / 2);
      const right = Math.min(width / 2, center - middle + size / 2);
      const used = all.flatMap(({ event }) => usedOf(event) ?? []);
      const epochs = new Set(all.map(({ event }) => event.epoch)).size;
      const better = all.filter(({ event }) => event.kind === 'improved').length;
      const found = new Set(all.map(({ event }) => signs[event.kind]).filter((sign) => !quiet(sign)));
      return [
        {
          x: left,
          width: Math.max(0.5, right - left),
          improved: Math.min(1, better / Math.max(1, epochs)),
          used: used.length ? Math.max(...used) : null,
          sign: TICKS.find((sign) => found.has(sign)) ?? null,
        },
      ];
    });
}

/** How full a column is of a share from 0 to 1: never so little that it is not seen. */
const filled = (share: number): number =>
  Math.round(2 * (2.5 + (stripHeight - 2.5) * Math.min(1, Math.max(0, share)))) / 2;

/** Tones of the ramp of patience: so many paths, not one a column. */
const TONES = 4;

function signColor(sign: Sign, palette: Palette): string {
  switch (sign) {
    case 'save':
      return palette.train;
    case 'cut':
    case 'value':
      return palette.data;
    case 'trouble':
      return palette.bad;
    case 'back':
      return palette.best;
    default:
      return palette.foreground;
  }
}

/** The columns of a stretch around the origin: green where it improved, else as high as patience is used; ticks of saves. */
export function stripSvg(cells: readonly StripCell[], width: number, palette: Palette): string {
  const half = stripHeight / 2;
  const paths = new Map<string, string>();
  let open: { paint: string; left: number; right: number; top: number; height: number } | null = null;
  const close = () => {
    if (!open) return;
    const { paint, left, right, top, height } = open;
    const d = `M${round(left)},${round(top)}h${round(right - left)}v${round(height)}h${round(left - right)}z`;
    paths.set(paint, (paths.get(paint) ?? '') + d);
    open = null;
  };
  const bar = (paint: string, { x, width }: StripCell, top: number, height: number) => {
    // A hair between columns that are wide enough to be told apart; others that are alike are one.
    const gap = width >= 3 ? 0.8 : 0;
    const [left, right] = [x + gap / 2, x + width - gap / 2];
    if (open?.paint === paint && open.top === top && open.height === height && left - open.right < 0.05)
      open.right = right;
    else {
      close();
      open = { paint, left, right, top, height };
    }
  };
  for (const cell of cells) {
    const { improved, used, sign } = cell;
    if (used !== null && improved < 1) {
      const tone = Math.ceil(used * TONES) / TONES;
      const least = palette.highContrast ? 0.55 : 0.4;
      const opacity = round(least + (1 - least) * tone);
      bar(`fill="${palette.validation}" fill-opacity="${opacity}"`, cell, half - filled(used), filled(used));
    }
    if (improved > 0)
      bar(`fill="${palette.best}"`, cell, -half, improved === 1 ? stripHeight : filled(improved));
    if (used === null && improved === 0 && sign === null)
      bar(`fill="${palette.muted}" fill-opacity="0.7"`, cell, -0.8, 1.6);
  }
  close();
  let body = `<rect x="${round(-width / 2)}" y="${-half}" width="${round(width)}" height="${stripHeight}" fill="${palette.background}"/>`;
  body += `<rect x="${round(-width / 2)}" y="${-half}" width="${round(width)}" height="${stripHeight}" fill="${palette.grid}" fill-opacity="0.45"/>`;
  for (const [paint, d] of paths) body += `<path d="${d}" ${paint}/>`;
  const ticks = new Map<Sign, string>();
  for (const { x, width: wide, sign } of cells)
    if (sign) ticks.set(sign, `${ticks.get(sign) ?? ''}M${round(x + wide / 2)},${-half}v${stripHeight}`);
  const thin = Math.min(1.6, ...cells.map(({ width: wide }) => Math.max(0.8, wide * 0.6)));
  for (const [sign, d] of ticks)
    body += `<path d="${d}" stroke="${signColor(sign, palette)}" stroke-width="${round(thin)}" fill="none"/>`;
  return body;
}

/** What a sign is in a strip, for the key, around the origin; nothing where it is drawn as elsewhere. */
export function stripSample(sign: Sign, palette: Palette): string {
  const cell = { x: -4, width: 8, improved: 0, used: null, sign: null };
  switch (sign) {
    case 'better':
      return stripSvg([{ ...cell, x: -2.5, width: 5, improved: 1 }], 12, palette);
    case 'wait':
      return stripSvg(
        [0.25, 0.5, 0.75, 1].map((used, index) => ({ ...cell, x: -6 + 3 * index, width: 3, used })),
        12,
        palette,
      );
    case 'idle':
      return stripSvg([{ ...cell, x: -6, width: 12 }], 12, palette);
    default:
      return stripSvg([{ ...cell, sign }], 12, palette);
  }
}

/** The share of the patience that an event used; a patience of 0 is used up at once. */
export function usedOf({ kind, facts }: PlacedEvent['event']): number | null {
  const wait = numberFact(facts, 'wait');
  if (kind !== 'waited' || wait === null) return kind === 'waited' ? 1 : null;
  const patience = Math.max(1, numberFact(facts, 'patience') ?? 1);
  return Math.min(1, Math.max(0, wait / patience)) || 0;
}
