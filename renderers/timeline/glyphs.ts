import type { CallbackEventKind } from '../../protocol/index.js';
import type { Palette } from '../drawing/palette.js';
import { round } from '../drawing/svg.js';

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

const glyphs: Record<CallbackEventKind, (palette: Palette, part: { used: number; met: boolean }) => string> =
  {
    // A tick.
    improved: (palette) => `<path d="M-3.8,.3L-1.2,3.2L4,-3.2" ${stroke(palette.best, palette, 2)}/>`,
    // A clock that fills.
    waited: (palette, { used }) => gauge(used, palette),
    // An arrow down into a tray.
    saved: (palette) =>
      `<path d="M0,-5.2V.6M-2.8,-1.8L0,1.2L2.8,-1.8M-4.8,1.4V4.4H4.8V1.4" ${stroke(palette.train, palette, 1.7)}/>`,
    // A dash.
    skipped: (palette) => `<path d="M-2.6,0H2.6" ${stroke(palette.muted, palette, 1.8)}/>`,
    // A filled arrow head down.
    reduced: (palette) => `<path d="M-4.6,-3.2H4.6L0,4.4Z" fill="${palette.data}"/>`,
    // The same, held up by a floor.
    held: (palette) => `<path d="M-3.6,-4H3.6L0,1.4ZM-4.4,4H4.4" ${stroke(palette.data, palette, 1.4)}/>`,
    // Two bars.
    cooled: (palette) => `<path d="M-1.9,-3.4V3.4M1.9,-3.4V3.4" ${stroke(palette.muted, palette, 1.8)}/>`,
    // An open diamond.
    scheduled: (palette) =>
      `<path d="M0,-3.6L3.6,0L0,3.6L-3.6,0Z" fill="${palette.background}" stroke="${palette.data}" stroke-width="${palette.highContrast ? 1.8 : 1.3}"/>`,
    // The outline of a stop sign, filled.
    stopped: (palette) =>
      `<path d="M-2.3,-5.4H2.3L5.4,-2.3V2.3L2.3,5.4H-2.3L-5.4,2.3V-2.3Z" fill="${palette.foreground}"/><path d="M-2.6,0H2.6" stroke="${palette.background}" stroke-width="1.8"/>`,
    // A ring around a point.
    restored: (palette) =>
      `<circle r="4.4" fill="${palette.background}" stroke="${palette.best}" stroke-width="${palette.highContrast ? 2.2 : 1.6}"/><circle r="1.7" fill="${palette.best}"/>`,
    // A play button.
    resumed: (palette) => `<path d="M-3.4,-4.6L4.6,0L-3.4,4.6Z" fill="${palette.train}"/>`,
    // A warning triangle.
    missing: (palette) =>
      `<path d="M0,-5L5.2,4.2H-5.2Z" fill="${palette.background}" stroke="${palette.validation}" stroke-width="1.5" stroke-linejoin="round"/><path d="M0,-1.8V1.1M0,2.7V2.8" ${stroke(palette.validation, palette, 1.4)}/>`,
    // A cross.
    failed: (palette) =>
      `<path d="M-3.8,-3.8L3.8,3.8M3.8,-3.8L-3.8,3.8" ${stroke(palette.bad, palette, 2.4)}/>`,
    // A point on its line: filled where the criterion is met.
    measured: (palette, { met }) =>
      `<circle r="${met ? 2.8 : 1.8}" fill="${met ? palette.data : palette.background}" stroke="${palette.data}" stroke-width="1.2"/>`,
    // A star.
    noted: (palette) =>
      `<path d="M0,-5.4L1.5,-1.8L5.3,-1.5L2.4,1L3.3,4.8L0,2.8L-3.3,4.8L-2.4,1L-5.3,-1.5L-1.5,-1.8Z" fill="${palette.data}"/>`,
  };

/** The sign of a kind around the origin, about 11 pixels across. Kinds differ by shape, not only by colour. */
export const glyph = (kind: CallbackEventKind, palette: Palette, used = 0.5, met = true): string =>
  glyphs[kind](palette, { used, met });

/** A sign so narrow that many of them can stand side by side. */
export function tick(kind: CallbackEventKind, palette: Palette): string {
  const color = kind === 'saved' ? palette.train : kind === 'missing' ? palette.validation : palette.data;
  return `<path d="M0,-4.5V4.5" stroke="${color}" stroke-width="1.4"/>`;
}

/** Height of the box that stands for several events. */
export const severalHeight = 13;

/** The box of several events around the origin: its fill is the patience used, the line at its foot how many improved. */
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
    const height = (severalHeight - 2) * used;
    body += part(
      -half,
      top + severalHeight - height,
      width,
      height,
      `fill="${palette.validation}" fill-opacity="${palette.highContrast ? 0.45 : 0.3}"`,
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
