import type { DistributionsPayload, Locale } from '../../protocol/index.js';
import { formatShare, formatValue } from '../drawing/format.js';
import { HEAD_LINE } from '../drawing/frame.js';
import type { Palette } from '../drawing/palette.js';
import { logDomain, logTicks, position } from '../drawing/scale.js';
import { linePath, round, shortenMiddle, svgText, textWidth } from '../drawing/svg.js';
import { apart, labelOf } from '../drawing/tick-labels.js';
import { VANISHING } from '../gradients/rules.js';
import {
  at,
  type Call,
  callsAt,
  type LayerRecords,
  lastRow,
  limitedShare,
  mainGradient,
  rankedCalls,
  rootMeanSquare,
  SHARE_LIMIT,
} from './model.js';
import { distributionsStrings } from './strings.js';

/** Title and note over the rows, and the numbers under them. */
export const HEAD = 21 + HEAD_LINE;
export const FOOT = 16;
/** Rows are no higher than this, and from this height on each has its name. */
const HIGHEST = 110;
const NAMED = 12;

interface Place {
  x: number;
  y: number;
  width: number;
  height: number;
}

/** A line for each layer, from input to output: what stands still, and what belongs to one epoch. */
export interface LayerRows {
  still: string;
  /** The marks at a row of the payload. */
  marks(row: number): string;
  /** The index of the layer at a place, or none. */
  layerAt(x: number, y: number): number | null;
}

/** The names that have room: the chosen layer, the worst, the first and the last, and of the others every so many. */
function namedRows(
  layers: readonly LayerRecords[],
  chosen: string,
  calls: readonly Call[],
  rowHeight: number,
): Set<number> {
  const called = calls.flatMap((call) => ('layer' in call ? [call.layer] : []));
  const index = (name: string) => layers.findIndex(({ layer }) => layer === name);
  const wanted = [index(chosen), ...called.slice(0, 2).map(index), 0, layers.length - 1];
  const stride = Math.max(1, Math.ceil(NAMED / rowHeight));
  const even = [...layers.keys()].filter((each) => each % stride === 0);
  const order = [...new Set([...wanted, ...even])].filter((each) => each >= 0);
  const free = apart(order.map((each) => ({ at: each * rowHeight, size: NAMED })));
  return new Set(order.filter((_, place) => free[place]));
}

/** Gradient per weight, and share of dead or saturated values, of each layer. */
export function layerRows(
  payload: DistributionsPayload,
  layers: readonly LayerRecords[],
  chosen: string,
  { x, y, width, height }: Place,
  { palette, locale }: { palette: Palette; locale: Locale },
): LayerRows {
  const t = distributionsStrings[locale];
  const gradients = layers.map(mainGradient);
  const shape = (row: number) => gradients.map((record) => (record ? rootMeanSquare(record, row) : null));
  const measured = payload.epochs.flatMap((_, row) => shape(row).map((value) => value ?? 0));
  const domain = logDomain(measured);
  const known = measured.some((value) => value > 0 && Number.isFinite(value));
  const sharing = layers.some(({ activation }) => activation?.dead || activation?.saturated);
  const rowHeight = Math.min(HIGHEST, (height - HEAD - FOOT) / Math.max(1, layers.length));
  const top = y + HEAD;
  const bottom = top + rowHeight * layers.length;
  const middle = (index: number) => top + (index + 0.5) * rowHeight;
  const longest = Math.max(0, ...layers.map(({ layer }) => textWidth(layer, 10)));
  const names = Math.min(longest + 8, width * 0.36);
  // The last number of an axis is as wide on both sides of its place.
  const shares = sharing ? Math.min(170, Math.max(52, width * 0.24)) : 0;
  const gradient = { x: x + names + 6, width: width - names - 6 - (sharing ? shares + 46 : 14) };
  const share = { x: x + width - shares - 14, width: shares };
  const gradientX = (value: number) =>
    gradient.x + gradient.width - position(value, domain, gradient.width, true);
  const shareX = (value: number) => share.x + Math.min(1, Math.max(0, value)) * share.width;
  const quiet = `font-size="10" fill="${palette.muted}"`;
  const strong = `font-size="11" font-weight="600" fill="${palette.foreground}"`;

  let still = svgText(x, y + 13, t.gradientByLayer, strong);
  if (sharing) still += svgText(x + width, y + 13, t.shareByLayer, `${strong} text-anchor="end"`);
  const ticks = [
    ...(sharing ? [0, 1, 0.5].map((tick) => ({ at: shareX(tick), words: formatShare(tick, locale) })) : []),
    ...(known
      ? logTicks(domain, 3).map((tick) => ({ at: gradientX(tick), words: formatValue(tick, locale) }))
      : []),
  ];
  const free = apart(ticks.map(({ at: place, words }) => labelOf(words, place)));
  let grid = '';
  ticks.forEach(({ at: place, words }, index) => {
    grid += `M${round(place)},${round(top)}V${round(bottom + 3)}`;
    if (free[index]) still += svgText(place, bottom + 13, words, `${quiet} text-anchor="middle"`);
  });
  const own = layers.findIndex(({ layer }) => layer === chosen);
  if (own >= 0 && layers.length > 1) {
    // The frame of a low row would go through its layer's name.
    const from = palette.highContrast && rowHeight < NAMED ? names + 3 : 0;
    const band = `x="${round(x + from)}" y="${round(top + own * rowHeight)}" width="${round(width - from)}" height="${round(rowHeight)}"`;
    still = palette.highContrast
      ? `<rect ${band} fill="none" stroke="${palette.foreground}"/>${still}`
      : `<rect ${band} fill="${palette.foreground}" fill-opacity="0.09"/>${still}`;
  }
  still += `<path d="${grid}" stroke="${palette.grid}" fill="none"/>`;
  const named = namedRows(layers, chosen, rankedCalls(payload, lastRow(payload)), rowHeight);
  layers.forEach(({ layer }, index) => {
    if (!named.has(index)) return;
    const words = shortenMiddle(layer, Math.floor((names - 8) / 5.6) + 1);
    const weight = index === own && layers.length > 1 ? ' font-weight="700"' : '';
    still += svgText(
      x + names,
      middle(index) + 3.5,
      words,
      `font-size="10" fill="${weight ? palette.foreground : palette.muted}" text-anchor="end"${weight}`,
    );
  });
  if (!known)
    still += svgText(
      gradient.x + gradient.width / 2,
      (top + bottom) / 2 + 4,
      t.noGradients,
      `font-size="11" fill="${palette.muted}" text-anchor="middle"`,
    );

  const first = payload.epochs.findIndex((_, row) => shape(row).some((value) => value !== null));
  const line = (row: number, style: string): string => {
    const path = linePath(
      shape(row)
        .flatMap((value, index) =>
          // A layer without weights has no gradient: the line goes on over it.
          value === null
            ? []
            : [{ x: value > 0 && Number.isFinite(value) ? gradientX(value) : Number.NaN, y: middle(index) }],
        )
        .map((point) => (Number.isNaN(point.x) ? { x: 0, y: null } : point)),
    );
    return path && `<path d="${path}" fill="none" stroke-linecap="round" stroke-linejoin="round" ${style}/>`;
  };
  if (known && first >= 0 && payload.epochs.length > 1) {
    still += line(first, `stroke="${palette.muted}" stroke-width="1.25" stroke-dasharray="2 3"`);
    const radius = Math.min(2.5, rowHeight / 3);
    shape(first).forEach((value, index) => {
      if (value === null || !(value > 0) || !Number.isFinite(value)) return;
      still += `<circle cx="${round(gradientX(value))}" cy="${round(middle(index))}" r="${round(radius)}" fill="${palette.background}" stroke="${palette.muted}" stroke-width="1.25"/>`;
    });
  }
  /** Through all rows, or one. */
  const limit = (place: number, index?: number) => {
    const [from, to] =
      index === undefined ? [top, bottom] : [top + index * rowHeight, top + (index + 1) * rowHeight];
    return `<path d="M${round(place)},${round(from)}V${round(to)}" stroke="${palette.bad}"/>`;
  };

  const marks = (row: number): string => {
    const calls = callsAt(payload, row);
    const calledOut = (layer: string) =>
      calls.some(
        (call) => 'layer' in call && call.layer === layer && /vanishing|exploding|not-finite/.test(call.kind),
      );
    const epoch = t.atEpoch(String(payload.epochs[row] ?? ''));
    const other = first >= 0 && first !== row ? `, ${t.firstEpoch(String(payload.epochs[first]))}` : '';
    let body = svgText(x, y + 13 + HEAD_LINE, `● ${epoch}${known ? other : ''}`, quiet);
    const values = shape(row);
    const finite = values.filter((value) => value !== null && Number.isFinite(value)) as number[];
    const least = vanishingLimit(calls, finite);
    if (known) {
      if (least > domain[0] && least < domain[1]) body += limit(gradientX(least));
      body += line(row, `stroke="${palette.train}" stroke-width="1.75"`);
    }
    if (sharing)
      body += layers
        .map((records, index) => (isLimited(layers, records, row) ? limit(shareX(SHARE_LIMIT), index) : ''))
        .join('');
    const radius = Math.min(3, rowHeight / 2.5);
    const thick = Math.min(14, rowHeight * 0.62);
    layers.forEach((records, index) => {
      const { layer, activation } = records;
      const value = values[index];
      const cy = middle(index);
      if (value !== null && value !== undefined && known) {
        const edge = value === 0 ? gradient.x : gradient.x + gradient.width;
        const cx = value > 0 && Number.isFinite(value) ? gradientX(value) : edge;
        const size = Math.min(5, Math.max(2.5, rowHeight / 2));
        body +=
          calledOut(layer) || !Number.isFinite(value) || value === 0
            ? `<path d="M${round(cx - size)},${round(cy + size * 0.8)}h${round(2 * size)}l${round(-size)},${round(-size * 1.7)}z" fill="${palette.bad}"/>`
            : `<circle cx="${round(cx)}" cy="${round(cy)}" r="${round(radius)}" fill="${palette.train}"/>`;
      }
      const kinds = (['dead', 'saturated'] as const).filter((kind) => at(activation?.[kind], row) !== null);
      kinds.forEach((kind, place) => {
        const part = at(activation?.[kind], row) as number;
        if (!Number.isFinite(part)) return;
        const color =
          (limitedShare(layers, records, kind, row) ?? 0) >= SHARE_LIMIT ? palette.bad : palette.data;
        const own = thick / kinds.length;
        const style =
          kind === 'dead' ? `fill="${color}"` : `fill="none" stroke="${color}" stroke-width="1.5"`;
        body += `<rect x="${round(share.x)}" y="${round(cy - thick / 2 + place * own)}" width="${round(Math.max(0.5, shareX(part) - share.x))}" height="${round(own)}" ${style}/>`;
      });
    });
    return body;
  };
  const layerAt = (px: number, py: number): number | null => {
    const index = Math.floor((py - top) / rowHeight);
    return px >= x && px <= x + width && index >= 0 && index < layers.length ? index : null;
  };
  return { still, marks, layerAt };
}

/** Whether any share of a layer may be too large; in the last layer, units may well be saturated. */
const isLimited = (layers: readonly LayerRecords[], records: LayerRecords, row: number): boolean =>
  (['dead', 'saturated'] as const).some((kind) => limitedShare(layers, records, kind, row) !== null);

/** Below this gradient a layer is called vanishing, as beside the largest that does not explode. */
function vanishingLimit(calls: readonly Call[], finite: readonly number[]): number {
  const vanishing = calls.find((call) => call.kind === 'vanishing');
  if (vanishing?.kind === 'vanishing') return vanishing.largest * VANISHING;
  const exploding = calls.some(({ kind }) => kind === 'exploding');
  return exploding ? 0 : Math.max(0, ...finite) * VANISHING;
}
