import type { Histogram, Locale } from '../../protocol/index.js';
import { blend } from './blend.js';
import { formatShare, formatValue } from './format.js';
import { HEAD_LINE } from './frame.js';
import { halo, type Palette } from './palette.js';
import type { Domain } from './scale.js';
import { round, svgText, textWidth } from './svg.js';
import { apart, fittingTicks, labelOf } from './tick-labels.js';

/** The histogram of one epoch. */
export interface Ridge {
  epoch: number;
  histogram: Histogram;
}

export interface Box {
  x: number;
  y: number;
  width: number;
  height: number;
}

interface RidgeOptions {
  palette: Palette;
  locale: Locale;
  color: string;
  title: string;
  /** Under the title, quieter; takes 12 pixels more. */
  note?: string;
  mode: 'ridges' | 'overlay';
  /** Said in the middle where there are none. */
  empty: string;
  /** The word before an epoch's number at its ridge. */
  epochWord: string;
  /** Without one, that of the ridges. */
  domain?: Domain;
  /** Said after the note where the ridges are of such different widths that their axis is logarithmic on both sides of 0. */
  logWord?: string;
  /** Where given, one bin that towers above all is cut off, so that the others can be seen; this says its share and its value. */
  spikeWords?: (share: string, at: string) => string;
}

/** A bin beside which the others can hardly be seen. */
export interface Spike {
  bin: number;
  /** Of all values. */
  share: number;
}

/** As the zeros of a relu: so many times as high as any other. */
const TOWERS = 3;
const FEWEST_BINS = 5;
/** Of the height of a ridge, what is left to the others. */
const BESIDE_SPIKE = 0.6;

/** The one bin that towers above the others, if any does. */
export function spikeOf(points: readonly { at: number; density: number }[]): Spike | undefined {
  if (points.length < FEWEST_BINS) return undefined;
  const bin = points.reduce(
    (best, { density }, index) => (density > (points[best]?.density ?? 0) ? index : best),
    0,
  );
  const others = points.filter((_, index) => index !== bin);
  const next = Math.max(...others.map(({ density }) => density));
  const own = points[bin]?.density ?? 0;
  if (!(next > 0) || own < TOWERS * next) return undefined;
  const width = (points[1]?.at ?? 0) - (points[0]?.at ?? 0);
  return { bin, share: Math.min(1, own * width) };
}

/** At most `most` of the ridges, evenly spread, with the first and the last. */
export function spreadRidges<Item>(items: readonly Item[], most: number): Item[] {
  if (items.length <= most) return [...items];
  const count = Math.max(2, most);
  return Array.from(
    { length: count },
    (_, at) => items[Math.round((at / (count - 1)) * (items.length - 1))] as Item,
  );
}

/** Values per unit of width, as a share of all; a histogram of one single value is one bin wide. */
export function densities({ low, high, counts }: Histogram): { at: number; density: number }[] {
  const total = counts.reduce((sum, count) => sum + (Number.isFinite(count) ? count : 0), 0);
  if (total <= 0 || counts.length === 0) return [];
  const span = high - low > 0 ? high - low : Math.abs(low) * 1e-3 || 1e-3;
  const start = high > low ? low : low - span / 2;
  const width = span / counts.length;
  return counts.map((count, bin) => ({
    at: start + (bin + 0.5) * width,
    density: (Number.isFinite(count) ? count : 0) / total / width,
  }));
}

/** The range in which all but the outermost thousandth at each side of every histogram lies. */
export function ridgeDomain(ridges: readonly Ridge[]): Domain {
  let low = Number.POSITIVE_INFINITY;
  let high = Number.NEGATIVE_INFINITY;
  for (const { histogram } of ridges) {
    const { counts } = histogram;
    const total = counts.reduce((sum, count) => sum + count, 0);
    if (!(total > 0)) continue;
    const width = (histogram.high - histogram.low) / counts.length;
    let before = 0;
    let first = -1;
    let last = 0;
    counts.forEach((count, bin) => {
      if (first < 0 && before + count > total * 0.001) first = bin;
      if (before < total * 0.999) last = bin;
      before += count;
    });
    low = Math.min(low, histogram.low + Math.max(0, first) * width);
    high = Math.max(high, histogram.low + (last + 1) * width);
  }
  if (!(low <= high)) return [0, 1];
  const margin = high > low ? (high - low) * 0.04 : Math.abs(low) * 0.1 || 0.5;
  return [low - margin, high + margin];
}

/** How many times as wide as the narrowest the widest ridge may be before the narrow ones are needles. */
const MOST_WIDER = 12;

/** An axis from left (0) to right (1). */
interface RidgeAxis {
  at(value: number): number;
  /** `undefined` for an even one. */
  ticks?: number[];
}

const evenAxis = ([low, high]: Domain): RidgeAxis => ({ at: (value) => (value - low) / (high - low) });

/** Where widths differ by powers of ten, an axis on which each of them can be seen: even around 0, then logarithmic. */
function axisOf(domain: Domain, ridges: readonly Ridge[]): RidgeAxis {
  const reaches = ridges
    .map((ridge) => Math.max(...ridgeDomain([ridge]).map(Math.abs)))
    .filter((reach) => reach > 0 && Number.isFinite(reach));
  const [least, greatest] = [Math.min(...reaches), Math.max(...reaches)];
  if (!(greatest > MOST_WIDER * least)) return evenAxis(domain);
  const unit = least / 2;
  const [from, to] = domain.map((value) => Math.asinh(value / unit)) as [number, number];
  const powers: number[] = [];
  for (let power = Math.ceil(Math.log10(least)); 10 ** power <= greatest; power += 1)
    powers.push(10 ** power);
  const ticks = [0, ...powers.toReversed().flatMap((value) => [value, -value])];
  return {
    at: (value) => (Math.asinh(value / unit) - from) / (to - from),
    ticks: ticks.filter((tick) => tick >= domain[0] && tick <= domain[1]),
  };
}

/**
 * Histograms of epochs, one behind the other (`ridges`: the first at the back, each scaled to its own peak) or on one
 * ground (`overlay`: one scale for all, the last strongest). Each is a group with `data-epoch`.
 */
export function ridgesSvg(box: Box, all: readonly Ridge[], options: RidgeOptions): string {
  const ridges = all.filter(({ histogram }) => histogram.counts.some((count) => count > 0));
  const { palette, locale, color, title, mode } = options;
  const quiet = `font-size="10" fill="${palette.muted}"`;
  let body = svgText(
    box.x,
    box.y - 8 - (options.note === undefined ? 0 : HEAD_LINE),
    title,
    `font-size="11" font-weight="600" fill="${palette.foreground}"`,
  );
  const domain = options.domain ?? ridgeDomain(ridges);
  const axis = options.logWord === undefined ? evenAxis(domain) : axisOf(domain, ridges);
  const told = axis.ticks && options.note ? `${options.note} · ${options.logWord}` : options.note;
  const fits = told === undefined || textWidth(told, 10) + textWidth(options.epochWord, 10) + 6 <= box.width;
  const note = fits ? told : options.note;
  if (note) body += svgText(box.x, box.y - 8, note, quiet);
  if (ridges.length === 0)
    return (
      body +
      svgText(box.x + box.width / 2, box.y + box.height / 2, options.empty, `${quiet} text-anchor="middle"`)
    );
  const [low, high] = domain;
  const plotWidth = box.width - (mode === 'ridges' ? 26 : 0);
  const atX = (value: number) => round(box.x + axis.at(value) * plotWidth);
  const bottom = box.y + box.height;
  // The word for the numbers at the right stands over them, or under them where the title needs the room.
  const { epochWord } = options;
  const beside = note === undefined ? textWidth(title, 11) : textWidth(note, 10);
  const under =
    mode === 'ridges' && beside + textWidth(epochWord, 10) + 6 > box.width
      ? box.width - textWidth(epochWord, 10) - 6
      : Number.POSITIVE_INFINITY;
  // A number at the left edge stands within the box.
  const labelX = (tick: number) => Math.max(atX(tick), box.x + textWidth(formatValue(tick, locale), 10) / 2);
  const label = (tick: number) => labelOf(formatValue(tick, locale), labelX(tick));
  const even = (): number[] => fittingTicks([low, high], Math.max(3, Math.floor(plotWidth / 40)), label);
  const free = axis.ticks && apart(axis.ticks.map(label));
  for (const tick of axis.ticks?.filter((_, index) => free?.[index]) ?? even()) {
    body += `<path d="M${atX(tick)},${box.y}V${bottom + 3}" stroke="${palette.grid}"/>`;
    const words = formatValue(tick, locale);
    if (labelX(tick) - box.x + textWidth(words, 10) / 2 <= under)
      body += svgText(labelX(tick), bottom + 13, words, `${quiet} text-anchor="middle"`);
  }
  const shapes = ridges.map(({ epoch, histogram }) => ({
    epoch,
    points: densities(histogram).filter(({ at }) => at >= low && at <= high),
  }));
  const { spikeWords } = options;
  const peakOf = (points: { at: number; density: number }[]) => {
    const spike = spikeWords && spikeOf(points);
    const rest = spike ? points.filter((_, index) => index !== spike.bin) : points;
    return rest.reduce((peak, { density }) => Math.max(peak, density), 0) / (spike ? BESIDE_SPIKE : 1);
  };
  const common = Math.max(...shapes.map(({ points }) => peakOf(points)), Number.MIN_VALUE);
  const rise =
    shapes.length === 1
      ? box.height
      : Math.min(box.height * 0.5, (box.height / Math.max(1, shapes.length)) * 2.4);
  const gap = shapes.length > 1 ? (box.height - rise) / (shapes.length - 1) : 0;
  const labelEvery = Math.max(1, Math.ceil(12 / Math.max(1, gap)));
  shapes.forEach(({ epoch, points }, index) => {
    const age = shapes.length > 1 ? index / (shapes.length - 1) : 1;
    const ground = mode === 'ridges' ? box.y + rise + gap * index : bottom;
    const height = mode === 'ridges' ? rise : box.height;
    const peak = mode === 'ridges' ? peakOf(points) || 1 : common;
    const first = points[0];
    const last = points.at(-1);
    if (!first || !last) return;
    // A spike of one bin still has a foot at either side.
    const step = points.length > 1 ? (last.at - first.at) / (points.length - 1) : (high - low) / 60;
    const line = points
      .map(({ at, density }) => `${atX(at)},${round(ground - Math.min(1, density / peak) * height)}`)
      .join('L');
    const path = `M${atX(Math.max(low, first.at - step))},${round(ground)}L${line}L${atX(Math.min(high, last.at + step))},${round(ground)}`;
    const strength = 0.35 + 0.65 * age;
    const stroke = blend(color, palette.background, palette.highContrast ? 1 : strength);
    const fill = mode === 'ridges' ? blend(color, palette.background, 0.1 + 0.25 * age) : 'none';
    const width = mode === 'overlay' && index === shapes.length - 1 ? 2 : 1;
    body += `<g data-epoch="${epoch}"><path d="${path}" fill="${fill}" stroke="${stroke}" stroke-width="${width}" stroke-linejoin="round"/>`;
    // Counted from the last, which always has its label.
    if (mode === 'ridges' && (shapes.length - 1 - index) % labelEvery === 0)
      body += svgText(box.x + box.width, ground + 1, String(epoch), `${quiet} text-anchor="end"`);
    body += '</g>';
  });
  const newest = shapes.at(-1);
  const spike = newest && spikeWords && spikeOf(newest.points);
  if (spike && spikeWords) {
    const at = newest.points[spike.bin]?.at ?? 0;
    const width = (newest.points[1]?.at ?? 0) - (newest.points[0]?.at ?? 0);
    const value = Math.abs(at) <= width ? 0 : at;
    const words = spikeWords(formatShare(spike.share, locale), formatValue(value, locale));
    const place = atX(at) + 6;
    const top = bottom - (mode === 'ridges' ? rise : box.height) + 10;
    if (place + textWidth(words, 10) <= box.x + plotWidth)
      body += svgText(place, top, words, `font-size="10" fill="${palette.foreground}" ${halo(palette)}`);
  }
  const span = `${epochWord} ${shapes[0]?.epoch}–${shapes.at(-1)?.epoch}`;
  return (
    body +
    svgText(
      box.x + box.width,
      Number.isFinite(under) ? bottom + 13 : box.y - 8,
      mode === 'ridges' ? epochWord : span,
      `${quiet} text-anchor="end"`,
    )
  );
}
