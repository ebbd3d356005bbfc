import type { Palette } from '../drawing/palette.js';
import { escapeXml, round } from '../drawing/svg.js';

type Ink = Pick<Palette, 'background' | 'best' | 'bad' | 'grid' | 'muted' | 'foreground' | 'highContrast'>;

/**
 * A tick in a filled disc where the rule holds, a cross in an open ring where it does not, an empty ring where there is nothing
 * to judge yet: told apart without colours.
 */
export function ruleMark(
  { passed, missing }: { passed: boolean; missing: boolean },
  x: number,
  y: number,
  ink: Ink,
): string {
  if (missing)
    return `<circle cx="${round(x)}" cy="${round(y)}" r="7.2" fill="none" stroke="${ink.muted}" stroke-width="1.6"/>`;
  const place = `transform="translate(${round(x)} ${round(y)})"`;
  const stroke = 'stroke-linecap="round" stroke-linejoin="round" fill="none"';
  return passed
    ? `<g ${place}><circle r="8" fill="${ink.best}"/><path d="M-3.6,0.2L-1,2.9L3.8,-2.6" stroke="${ink.background}" stroke-width="1.9" ${stroke}/></g>`
    : `<g ${place}><circle r="7.2" fill="none" stroke="${ink.bad}" stroke-width="1.6"/><path d="M-2.6,-2.6L2.6,2.6M2.6,-2.6L-2.6,2.6" stroke="${ink.bad}" stroke-width="1.7" ${stroke}/></g>`;
}

/** Rules that this copy lacks: an empty, dashed ring. */
export const moreMark = (x: number, y: number, ink: Ink): string =>
  `<circle cx="${round(x)}" cy="${round(y)}" r="7.2" fill="none" stroke="${ink.muted}" stroke-width="1.3" stroke-dasharray="2.6 2.4"/>`;

export const RING = 22;

/** How much of the points is there, as a ring around the score; a large tick where all rules hold. */
export function scoreRing(
  { share, score, passed }: { share: number; score: string; passed: boolean },
  x: number,
  y: number,
  ink: Ink,
): string {
  const around = 2 * Math.PI * 19;
  const place = `transform="translate(${round(x)} ${round(y)})"`;
  if (passed)
    return (
      `<g ${place} data-ring="passed"><circle r="21" fill="${ink.best}"/>` +
      `<path d="M-9,0.6L-2.8,7L9.4,-6.4" pathLength="1" stroke="${ink.background}" stroke-width="4" stroke-linecap="round" stroke-linejoin="round" fill="none"/></g>`
    );
  const arc =
    share > 0
      ? `<circle r="19" fill="none" stroke="${ink.best}" stroke-width="4.5" stroke-linecap="round" stroke-dasharray="${round(share * around)} ${round(around)}" transform="rotate(-90)"/>`
      : '';
  const size = score.length > 7 ? 8.5 : score.length > 5 ? 10 : 12;
  return (
    `<g ${place} data-ring="open"><circle r="19" fill="none" stroke="${ink.grid}" stroke-width="4.5"/>${arc}` +
    `<text y="${round(size * 0.36)}" text-anchor="middle" font-size="${size}" font-weight="600" fill="${ink.foreground}">${escapeXml(score)}</text></g>`
  );
}
