import type { CallbackEventKind } from '../../protocol/index.js';
import type { Palette } from '../drawing/palette.js';
import { round } from '../drawing/svg.js';
import { type Sign, signs } from './kinds.js';

/** Attributes of a stroke that stands out in every theme. */
const stroke = (color: string, { highContrast }: Palette, width = 1.6): string =>
  `fill="none" stroke="${color}" stroke-width="${highContrast ? width + 0.6 : width}" stroke-linecap="round" stroke-linejoin="round"`;

/** A ring that fills clockwise with the patience that is used; full, it is a disk. */
function gauge(used: number, palette: Palette): string {
  const r = 3.3;
  const ring = `<circle r="${r}" fill="${palette.background}" stroke="${palette.validation}" stroke-width="${palette.highContrast ? 1.5 : 1}"/>`;
  if (used >= 1) return `<circle r="${r + 0.5}" fill="${palette.validation}"/>`;
  if (used <= 0) return ring;
  const angle = used * 2 * Math.PI;
  const x = round(r * Math.sin(angle));
  const y = round(-r * Math.cos(angle));
  return `${ring}<path d="M0,0V${-r}A${r},${r} 0 ${used > 0.5 ? 1 : 0} 1 ${x},${y}Z" fill="${palette.validation}"/>`;
}

const glyphs: Record<Sign, (palette: Palette, part: { used: number; met: boolean }) => string> = {
  // A tick; small, as most epochs have one.
  better: (palette) => `<path d="M-3,.3L-.9,2.5L3.2,-2.6" ${stroke(palette.best, palette, 1.5)}/>`,
  // A clock that fills.
  wait: (palette, { used }) => gauge(used, palette),
  // An arrow down into a tray.
  save: (palette) =>
    `<path d="M0,-4.7V.4M-2.5,-1.8L0,.9L2.5,-1.8M-4.2,1.2V3.9H4.2V1.2" ${stroke(palette.train, palette, 1.4)}/>`,
  // A dash.
  idle: (palette) => `<path d="M-2.1,0H2.1" ${stroke(palette.muted, palette, 1.2)}/>`,
  // A filled arrow head down.
  cut: (palette) => `<path d="M-5.4,-3.8H5.4L0,5Z" fill="${palette.data}"/>`,
  // A point, on a line where there is one: filled where a criterion is met.
  value: (palette, { met }) =>
    `<circle r="${met ? 2.8 : 1.8}" fill="${met ? palette.data : palette.background}" stroke="${palette.data}" stroke-width="1.2"/>`,
  // The outline of a stop sign, filled.
  stop: (palette) =>
    `<path d="M-2.7,-6.3H2.7L6.3,-2.7V2.7L2.7,6.3H-2.7L-6.3,2.7V-2.7Z" fill="${palette.foreground}"/><path d="M-3.1,0H3.1" stroke="${palette.background}" stroke-width="2"/>`,
  // A ring around a point: the best, as the curves mark it.
  back: (palette) =>
    `<circle r="5" fill="${palette.background}" stroke="${palette.best}" stroke-width="${palette.highContrast ? 2.4 : 1.9}"/><circle r="2" fill="${palette.best}"/>`,
  // A warning triangle.
  trouble: (palette) =>
    `<path d="M0,-5L5.2,4.2H-5.2Z" fill="${palette.background}" stroke="${palette.bad}" stroke-width="1.6" stroke-linejoin="round"/><path d="M0,-1.8V1.1M0,2.7V2.8" ${stroke(palette.bad, palette, 1.5)}/>`,
};

/** The sign of a kind around the origin, about 11 pixels across. Signs differ by shape, not only by colour. */
export const glyph = (kind: CallbackEventKind, palette: Palette, used = 0.5, met = true): string =>
  glyphs[signs[kind]](palette, { used, met });

/** A sign so narrow that many of them can stand side by side. */
export function tick(kind: CallbackEventKind, palette: Palette): string {
  const color = kind === 'saved' ? palette.train : kind === 'missing' ? palette.bad : palette.data;
  return `<path d="M0,-4.5V4.5" stroke="${color}" stroke-width="1.4"/>`;
}

/** Patience that is used up, and nothing that could be done: a full disk with a dash in it. */
export const inVain = (palette: Palette): string =>
  `${glyph('waited', palette, 1)}<path d="M-1.9,0H1.9" stroke="${palette.background}" stroke-width="1.4"/>`;
