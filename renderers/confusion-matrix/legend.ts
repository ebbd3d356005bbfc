import type { Locale } from '../../protocol/index.js';
import { formatShare } from '../drawing/format.js';
import type { Palette } from '../drawing/palette.js';
import { round, svgText, textWidth } from '../drawing/svg.js';
import { depth, hue } from './color.js';
import { confusionStrings } from './strings.js';

/** Of the true class, what is right; of the greatest wrong share, what is wrong. */
const RIGHT = [0, 0.01, 0.05, 0.1, 0.25, 0.5, 0.75, 1];
const WRONG = [0, 0.05, 0.1, 0.2, 0.35, 0.5, 0.75, 1];
const STEP = { widest: 30, narrowest: 18, height: 11, labels: 12 };
/** Narrower steps have room for some of the shares only. */
const ALL_SHARES = 29;
const some = new Set([0, 3, 5, 7]);
const SIZE = 10.5;

/** Of few classes every number stands in its cell: some steps on one line tell what the colours are. */
const FEW = { parts: [0, 0.1, 0.5, 1], width: 14, height: 9, gap: 14 };
const FEW_CLASSES = 3;

/** Pixels that the legend takes. */
export const legendHeight = (classes: number): number => (classes <= FEW_CLASSES ? 30 : 62);

interface LegendOptions {
  /** The width that is free. */
  room: number;
  classes: number;
  /** The greatest wrong share: the end of the scale of what is wrong. */
  wrong: number;
}

interface Ink {
  palette: Palette;
  locale: Locale;
}

const stepSvg = (
  box: { x: number; y: number; width: number; height: number },
  part: number,
  right: boolean,
  palette: Palette,
): string =>
  `<rect x="${round(box.x + 0.5)}" y="${box.y + 0.5}" width="${box.width - 1}" height="${box.height}" fill="${hue(right, palette)}" fill-opacity="${depth(part, 1)}" stroke="${palette.grid}"/>`;

function fewLegendSvg({ palette, locale }: Ink, { room, wrong }: LegendOptions): string {
  const t = confusionStrings[locale];
  const quiet = `font-size="${SIZE}" fill="${palette.muted}"`;
  let x = 0;
  let body = '';
  for (const { word, right, end } of [
    { word: t.right, right: true, end: 1 },
    { word: t.wrong, right: false, end: wrong },
  ]) {
    body += svgText(x, 9, word, quiet);
    x += textWidth(word, SIZE) + 6;
    for (const part of FEW.parts) {
      body += stepSvg({ x, y: 0, width: FEW.width, height: FEW.height }, part, right, palette);
      x += FEW.width;
    }
    const ends = `0–${formatShare(end, locale)}`;
    body += svgText(x + 4, 9, ends, quiet);
    x += 4 + textWidth(ends, SIZE) + FEW.gap;
  }
  const beside = x + textWidth(t.ofTruth, SIZE) <= room;
  return body + svgText(beside ? x : 0, beside ? 9 : 24, t.ofTruth, quiet);
}

/** What the colours of the cells say; what is wrong has a scale of its own. */
export function legendSvg(ink: Ink, options: LegendOptions): string {
  const { palette, locale } = ink;
  const { room, classes, wrong } = options;
  if (classes <= FEW_CLASSES) return fewLegendSvg(ink, options);
  const t = confusionStrings[locale];
  const quiet = `font-size="${SIZE}" fill="${palette.muted}"`;
  const lines = [
    { word: t.right, right: true, parts: RIGHT, end: 1 },
    { word: t.wrong, right: false, parts: WRONG, end: wrong },
  ];
  const left = Math.max(...lines.map(({ word }) => textWidth(word, SIZE))) + 6;
  const step = Math.max(STEP.narrowest, Math.min(STEP.widest, Math.floor((room - left) / RIGHT.length)));
  let body = '';
  lines.forEach(({ word, right, parts, end }, line) => {
    const y = line * (STEP.height + STEP.labels);
    body += svgText(left - 6, y + 9, word, `${quiet} text-anchor="end"`);
    parts.forEach((part, index) => {
      const x = left + index * step;
      body += stepSvg({ x, y, width: step, height: STEP.height - 1 }, part, right, palette);
      if (step < ALL_SHARES && !some.has(index)) return;
      body += svgText(
        x + step / 2,
        y + STEP.height + 9,
        formatShare(part * end, locale),
        `font-size="9" fill="${palette.muted}" text-anchor="middle"`,
      );
    });
  });
  const foot = lines.length * (STEP.height + STEP.labels);
  const after = left + RIGHT.length * step + 8;
  const beside = after + textWidth(t.ofTruth, SIZE) <= room;
  return body + svgText(beside ? after : left, beside ? foot / 2 : foot + 12, t.ofTruth, quiet);
}
