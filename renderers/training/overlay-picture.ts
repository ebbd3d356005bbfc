import type { Locale } from '../../protocol/index.js';
import { formatCount, formatValue } from '../drawing/format.js';
import type { Palette } from '../drawing/palette.js';
import { epochTicks, linearTicks, position } from '../drawing/scale.js';
import { linePath, round, shortenTo, svgText, textWidth } from '../drawing/svg.js';
import { fittingTicks } from '../drawing/tick-labels.js';
import type { LineEnd, Overlay } from './group-overlay.js';
import { bestMeanText, overlayTitle } from './overlay-words.js';
import { trainingStrings } from './strings.js';

const SIZE = 11;
const TICK_SIZE = 10;
const LINE = 16;
/** Below the plot, for the numbers of epochs. */
const AXIS = 18;
/** Of a piece of line in the key, and to the words behind it. */
const PIECE = 18;
const APART = 14;
/** Fonts differ: a text may be a tenth wider than it is reckoned. */
const wide = (words: string, size: number): number => textWidth(words, size) * 1.1;
const MANY_LINES = 24;

interface Box {
  x: number;
  y: number;
  width: number;
  /** Of the plot with its axis, below the words. */
  height: number;
  /** The least room for the numbers of the values. */
  gutter?: number;
}

interface Inks {
  color: string;
  thin: string;
  mean: string;
  band: string;
}

function inksOf({ log, of }: Overlay, palette: Palette): Inks {
  const color = log.startsWith('val_') ? palette.validation : palette.train;
  const quiet = palette.highContrast ? 0.75 : of > MANY_LINES ? 0.32 : 0.5;
  return {
    color,
    thin: `fill="none" stroke="${color}" stroke-width="1" stroke-opacity="${quiet}" stroke-linecap="round" stroke-linejoin="round"`,
    mean: `fill="none" stroke="${color}" stroke-width="${palette.highContrast ? 3.5 : 2.8}" stroke-linecap="round" stroke-linejoin="round"`,
    band: `fill="${color}" fill-opacity="${palette.highContrast ? 0.35 : 0.18}"`,
  };
}

/** What stands at the end of a line, or at the upper edge where it left the plot. */
function endMark(end: LineEnd, x: number, y: number, { color }: Inks, palette: Palette): string {
  const [at, to] = [round(x), round(y)];
  switch (end) {
    case 'ended':
      return '';
    case 'running':
      return `<circle cx="${at}" cy="${to}" r="3.4" fill="${palette.background}" stroke="${color}" stroke-width="1.8"/>`;
    case 'broken':
      return [
        [palette.background, 6],
        [palette.bad, palette.highContrast ? 2.8 : 2.4],
      ]
        .map(
          ([ink, width]) =>
            `<path d="M${round(x - 4.5)},${round(y - 4.5)}l9,9m-9,0l9,-9" stroke="${ink}" stroke-width="${width}" stroke-linecap="round" fill="none"/>`,
        )
        .join('');
    case 'diverged':
      return `<path d="M${at},${round(y - 5)}l4.8,9h-9.6z" fill="${palette.bad}" stroke="${palette.background}" stroke-width="3" stroke-linejoin="round" paint-order="stroke"/>`;
  }
}

interface KeyItem {
  words: string;
  draw(x: number, y: number): string;
}

function keyItems(overlay: Overlay, inks: Inks, palette: Palette, locale: Locale): KeyItem[] {
  const t = trainingStrings[locale];
  const { lines, of, means, n } = overlay;
  const count = (value: number) => formatCount(value, locale);
  const best = bestMeanText(overlay, locale);
  const last = means.at(-1);
  const ends = (['running', 'broken', 'diverged'] as const).filter((end) => lines.some((l) => l.end === end));
  return [
    {
      words: lines.length < of ? t.overlaySome(count(lines.length), count(of)) : t.overlayLines(count(of)),
      draw: (x, y) => `<path d="M${x},${y}h${PIECE - 4}" ${inks.thin}/>`,
    },
    ...(last
      ? [
          {
            words: t.overlayMean(count(n), count(last.epoch)),
            draw: (x: number, y: number) =>
              `<rect x="${x}" y="${y - 5}" width="${PIECE - 4}" height="10" ${inks.band}/><path d="M${x + 1},${y}h${PIECE - 6}" ${inks.mean}/>`,
          },
        ]
      : [{ words: t.overlayNoMean, draw: () => '' }]),
    ...(best
      ? [{ words: best, draw: (x: number, y: number) => bestDot(x + PIECE / 2 - 2, y, palette) }]
      : []),
    ...ends.map((end) => ({
      words: t.overlayEnds[end],
      draw: (x: number, y: number) => endMark(end, x + PIECE / 2 - 2, y, inks, palette),
    })),
  ];
}

const bestDot = (x: number, y: number, { best, background }: Palette): string =>
  `<circle cx="${round(x)}" cy="${round(y)}" r="3.8" fill="${best}" stroke="${background}" stroke-width="1.2"/>`;

/** Title and key, in as many lines as they take. */
function headOf(
  overlay: Overlay,
  box: Box,
  inks: Inks,
  palette: Palette,
  locale: Locale,
  told: ReadonlySet<string>,
) {
  const title = shortenTo(overlayTitle(overlay, locale), 12, box.width * 0.8);
  let body = svgText(
    box.x,
    box.y + 12,
    title,
    `font-size="12" font-weight="600" fill="${palette.foreground}"`,
  );
  let [x, y] = [box.x + wide(title, 12) * 1.06 + APART, box.y + 12];
  for (const { words, draw } of keyItems(overlay, inks, palette, locale)) {
    if (told.has(words)) continue;
    const piece = draw(0, 0) ? PIECE : 0;
    const room = box.x + box.width - piece;
    if (x > box.x && x + wide(words, SIZE) > room) [x, y] = [box.x, y + LINE];
    const written = shortenTo(words, SIZE, room - x);
    body += draw(round(x), y - 4);
    body += svgText(x + piece, y, written, `font-size="${SIZE}" fill="${palette.muted}"`);
    x += piece + wide(written, SIZE) + APART;
  }
  return { body, bottom: y + 8 };
}

/** What the key of a chart says, which one right below it need not say again. */
export const keyWords = (overlay: Overlay, palette: Palette, locale: Locale): Set<string> =>
  new Set(keyItems(overlay, inksOf(overlay, palette), palette, locale).map(({ words }) => words));

/** Between two numbers of the axis of values, about. */
const VALUE_PITCH = 24;

/**
 * One log of all runs over each other: thin lines, and their mean with a band of one standard deviation as far as all of them
 * reach.
 *
 * @param told words of the key that stand above already.
 * @returns SVG content, how high it is with its words, and the room that the numbers of the values took.
 */
export function overlayPicture(
  overlay: Overlay,
  box: Box,
  palette: Palette,
  locale: Locale,
  told: ReadonlySet<string> = new Set(),
): { body: string; height: number; gutter: number } {
  const inks = inksOf(overlay, palette);
  const head = headOf(overlay, box, inks, palette, locale, told);
  const { epochs, values, means } = overlay;
  const top = head.bottom + 4;
  const height = Math.max(20, box.height - AXIS);
  const valueTicks = fittingTicks(values, Math.max(2, Math.round(height / VALUE_PITCH)), (value) => ({
    at: position(value, values, height),
    size: 15,
  }));
  const written = valueTicks.map((value) => formatValue(value, locale));
  const gutter = Math.max(box.gutter ?? 0, ...written.map((words) => wide(words, TICK_SIZE) + 8));
  const left = box.x + gutter;
  const width = Math.max(10, box.x + box.width - 10 - left);
  const xOf = (epoch: number) => left + ((epoch - 1) / (epochs - 1)) * width;
  const yOf = (value: number) => top + position(value, values, height);
  const tick = `font-size="${TICK_SIZE}" fill="${palette.muted}"`;
  let body = head.body;
  let grid = '';
  valueTicks.forEach((value, index) => {
    const y = round(yOf(value));
    grid += `M${round(left)},${y}h${round(width)}`;
    body += svgText(left - 6, y + 3.5, written[index] as string, `${tick} text-anchor="end"`);
  });
  body += `<path d="${grid}" stroke="${palette.grid}" fill="none"/>`;
  const label = (epoch: number) => formatCount(epoch, locale);
  const ticks = linearTicks([1, epochs], epochTicks(width, epochs), 1);
  const first = ticks[0] ?? 1;
  if (first > 1 && xOf(first) - xOf(1) > wide(label(first), TICK_SIZE) + 8) ticks.unshift(1);
  for (const epoch of ticks)
    body += svgText(xOf(epoch), top + height + 14, label(epoch), `${tick} text-anchor="middle"`);

  let thin = '';
  let marks = '';
  for (const { points, end, divergedAt } of overlay.lines) {
    const inside = points.filter(({ epoch }) => divergedAt === null || epoch <= divergedAt);
    const drawn = inside.map(({ epoch, value }) => ({
      x: xOf(epoch),
      y:
        value === Number.POSITIVE_INFINITY
          ? top
          : value === null || !Number.isFinite(value)
            ? null
            : yOf(value),
    }));
    thin += linePath(drawn);
    const last = drawn.findLast(({ y }) => y !== null);
    if (divergedAt !== null) marks += endMark('diverged', xOf(divergedAt), top + 4, inks, palette);
    else if (last && end !== 'diverged') marks += endMark(end, last.x, last.y ?? top, inks, palette);
  }
  body += `<path d="${thin}" ${inks.thin}/>`;
  if (means.length > 0) {
    const rim = [
      ...means.map(({ epoch, mean, sd }) => ({ x: xOf(epoch), y: yOf(mean + sd) })),
      ...[...means].reverse().map(({ epoch, mean, sd }) => ({ x: xOf(epoch), y: yOf(mean - sd) })),
    ];
    body += `<path d="M${rim.map(({ x, y }) => `${round(x)},${round(y)}`).join('L')}z" ${inks.band}/>`;
    const mean = linePath(means.map(({ epoch, mean }) => ({ x: xOf(epoch), y: yOf(mean) })));
    body += `<path d="${mean}" fill="none" stroke="${palette.background}" stroke-width="5.5" stroke-linejoin="round"/>`;
    body += `<path d="${mean}" ${inks.mean}/>`;
  }
  body += marks;
  const best = means[overlay.best];
  if (best) body += bestDot(xOf(best.epoch), yOf(best.mean), palette);
  return { body, height: top + height + AXIS - box.y, gutter };
}
