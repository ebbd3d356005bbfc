import { fromSample, type ProjectorColouring } from '../../protocol/index.js';
import { blend } from '../drawing/blend.js';
import { contrast, parseColor } from '../drawing/contrast.js';
import type { Palette } from '../drawing/palette.js';
import { valueRange } from './model.js';

/** Each can be told from its background (3 : 1), and from its neighbours in the list. */
const LIGHT = [
  '#1769c5',
  '#c2570c',
  '#1a7f37',
  '#b0357f',
  '#7a4fb5',
  '#8a6100',
  '#0b7a85',
  '#c1222b',
  '#4d5a66',
  '#5f7f0d',
];
const DARK = [
  '#5cadff',
  '#f0a05a',
  '#7cc98a',
  '#f78cc6',
  '#c09bee',
  '#e3c567',
  '#4fc4cf',
  '#ff7b72',
  '#b4bac0',
  '#b5d66a',
];
const LIGHT_RAMP = ['#c2570c', '#7a4fb5', '#123f8c'];
const DARK_RAMP = ['#4a7ae0', '#c09bee', '#ffe0b0'];
const RAMP_STEPS = 64;
/** Turned by this share of the circle, hues fall between those before. */
const GOLDEN = 0.381966;

const isDark = ({ background }: Palette): boolean => (contrast('#ffffff', background) ?? 1) > 4;

function generated(at: number, dark: boolean): string {
  const hue = (at * GOLDEN * 360) % 360;
  const light = dark ? 0.7 : 0.36;
  const chroma = 0.6 * Math.min(light, 1 - light);
  const part = (shift: number) => {
    const k = (shift + hue / 30) % 12;
    return Math.round(255 * (light - chroma * Math.max(-1, Math.min(k - 3, 9 - k, 1))));
  };
  return `#${[0, 8, 4].map((shift) => part(shift).toString(16).padStart(2, '0')).join('')}`;
}

/** A colour for each of so many classes. */
export function classColors(classes: number, palette: Palette): string[] {
  const dark = isDark(palette);
  const own = dark ? DARK : LIGHT;
  return Array.from({ length: classes }, (_, at) => own[at] ?? generated(at, dark));
}

/** The colours of a scale, the least value first. */
export function rampColors(palette: Palette, steps = RAMP_STEPS): string[] {
  const stops = isDark(palette) ? DARK_RAMP : LIGHT_RAMP;
  return Array.from({ length: steps }, (_, at) => {
    const along = (at / Math.max(1, steps - 1)) * (stops.length - 1);
    const from = Math.min(stops.length - 2, Math.floor(along));
    return blend(stops[from + 1] as string, stops[from] as string, along - from);
  });
}

/** Colours in use, and of each point which. */
export interface PointColors {
  colors: string[];
  of: Uint8Array;
}

/** What a point without a class or value has. */
export const withoutLabel = ({ muted }: Palette): string => muted;

export function pointColors(
  colouring: ProjectorColouring | undefined,
  points: number,
  palette: Palette,
): PointColors {
  const of = new Uint8Array(points);
  if (!colouring) return { colors: classColors(1, palette), of };
  if (colouring.kind === 'class') {
    for (let point = 0; point < points; point += 1) of[point] = colouring.of[point] ?? 0;
    return { colors: [withoutLabel(palette), ...classColors(colouring.classes.length, palette)], of };
  }
  const { low, high } = valueRange(colouring);
  for (let point = 0; point < points; point += 1) {
    const value = fromSample(colouring.values[point]);
    if (value === null || !Number.isFinite(value)) continue;
    of[point] = 1 + (high > low ? Math.round(((value - low) / (high - low)) * (RAMP_STEPS - 1)) : 0);
  }
  return { colors: [withoutLabel(palette), ...rampColors(palette)], of };
}

/** Red, green and blue from 0 to 255; a middle grey where a colour is not written in numbers. */
function rgb(color: string): [number, number, number] {
  const [red, green, blue] = parseColor(color) ?? [128, 128, 128, 1];
  return [red, green, blue];
}

/** Of what is not brought out: how much of its colour is left. */
const DIMMED = 0.18;

/** Red, green, blue and alpha of each point; faint where others are brought out. */
export function inksOf(
  { colors, of }: PointColors,
  members: Uint8Array | undefined,
  background: string,
): Uint8Array {
  const bright = colors.map(rgb);
  const dim = colors.map((color) => rgb(blend(color, background, DIMMED)));
  const inks = new Uint8Array(of.length * 4);
  for (let point = 0; point < of.length; point += 1) {
    const color = (members && !members[point] ? dim : bright)[of[point] as number];
    if (color) inks.set([...color, 255], point * 4);
  }
  return inks;
}
