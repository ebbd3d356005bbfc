import type { CallbackEventKind } from '../../protocol/index.js';
import type { Palette } from '../drawing/palette.js';
import { round } from '../drawing/svg.js';
import { type Sign, signs } from './kinds.js';

/** Attributes of a stroke that stands out in every theme. */
const stroke = (color: string, { highContrast }: Palette, width = 1.6): string =>
  `fill="none" stroke="${color}" stroke-width="${highContrast ? width + 0.6 : width}" stroke-linecap="round" stroke-linejoin="round"`;

/** A ring that fills clockwise with the patience that is used; full, it is a disk. */
function gauge(used: number, palette: Palette): string {
  const r = 4.2;
  const ring = `<circle r="${r}" fill="${palette.background}" stroke="${palette.validation}" stroke-width="${palette.highContrast ? 1.8 : 1.3}"/>`;
  if (used >= 1) return `<circle r="${r + 0.6}" fill="${palette.validation}"/>`;
  if (used <= 0) return ring;
  const angle = used * 2 * Math.PI;
  const x = round(r * Math.sin(angle));
  const y = round(-r * Math.cos(angle));
  return `${ring}<path d="M0,0V${-r}A${r},${r} 0 ${used > 0.5 ? 1 : 0} 1 ${x},${y}Z" fill="${palette.validation}"/>`;
}

const glyphs: Record<Sign, (palette: Palette, part: { used: number; met: boolean }) => string> = {
  // A tick.
  better: (palette) => `<path d="M-3.8,.3L-1.2,3.2L4,-3.2" ${stroke(palette.best, palette, 2)}/>`,
  // A clock that fills.
  wait: (palette, { used }) => gauge(used, palette),
  // An arrow down into a tray.
  save: (palette) =>
    `<path d="M0,-5.2V.6M-2.8,-1.8L0,1.2L2.8,-1.8M-4.8,1.4V4.4H4.8V1.4" ${stroke(palette.train, palette, 1.7)}/>`,
  // A dash.
  idle: (palette) => `<path d="M-2.6,0H2.6" ${stroke(palette.muted, palette, 1.8)}/>`,
  // A filled arrow head down.
  cut: (palette) => `<path d="M-4.6,-3.2H4.6L0,4.4Z" fill="${palette.data}"/>`,
  // A point, on a line where there is one: filled where a criterion is met.
  value: (palette, { met }) =>
    `<circle r="${met ? 2.8 : 1.8}" fill="${met ? palette.data : palette.background}" stroke="${palette.data}" stroke-width="1.2"/>`,
  // The outline of a stop sign, filled.
  stop: (palette) =>
    `<path d="M-2.3,-5.4H2.3L5.4,-2.3V2.3L2.3,5.4H-2.3L-5.4,2.3V-2.3Z" fill="${palette.foreground}"/><path d="M-2.6,0H2.6" stroke="${palette.background}" stroke-width="1.8"/>`,
  // A ring around a point: the best, as the curves mark it.
  back: (palette) =>
    `<circle r="4.4" fill="${palette.background}" stroke="${palette.best}" stroke-width="${palette.highContrast ? 2.2 : 1.6}"/><circle r="1.7" fill="${palette.best}"/>`,
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

/** Height of the box that stands for several events. */
export const severalHeight = 13;

/** The box of several events around the origin: the deeper its tone, the more patience is used; the line at its foot is how many improved. */
export function severalBox(
  { width, used, improved }: { width: number; used: number | null; improved: number },
  palette: Palette,
): string {
  const half = round(width / 2);
  const top = -severalHeight / 2;
  const part = (x: number, y: number, w: number, h: number, paint: string) =>
    `<rect x="${round(x)}" y="${round(y)}" width="${round(w)}" height="${round(h)}" ${paint}/>`;
  let body = part(-half, top, width, severalHeight, `rx="2" fill="${palette.background}"`);
  if (used !== null && used > 0) {
    // One tone in the whole box: the edge of a part would run through its number.
    const tone = round((palette.highContrast ? 0.15 : 0.06) + (palette.highContrast ? 0.4 : 0.34) * used);
    body += part(
      -half,
      top,
      width,
      severalHeight,
      `rx="2" fill="${palette.validation}" fill-opacity="${tone}"`,
    );
  }
  if (improved > 0)
    body += part(-half, top + severalHeight - 2.5, width * improved, 2.5, `fill="${palette.best}"`);
  return (
    body +
    part(
      -half,
      top,
      width,
      severalHeight,
      `rx="2" fill="none" stroke="${palette.muted}" stroke-opacity="${palette.highContrast ? 1 : 0.55}"`,
    )
  );
}
