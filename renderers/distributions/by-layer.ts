import type { DistributionsPayload, Locale } from '../../protocol/index.js';
import { formatShare } from '../drawing/format.js';
import {
  type Frame,
  frameAxes,
  frameEmpty,
  frameLine,
  frameX,
  frameY,
  headsStack,
} from '../drawing/frame.js';
import type { Palette } from '../drawing/palette.js';
import { logDomain } from '../drawing/scale.js';
import { round, shorten, svgText, textWidth } from '../drawing/svg.js';
import {
  at,
  type Call,
  callsAt,
  type LayerRecords,
  mainGradient,
  rootMeanSquare,
  SHARE_LIMIT,
} from './model.js';
import { distributionsStrings } from './strings.js';

interface Place {
  x: number;
  y: number;
  width: number;
  /** Of the upper and of the lower plot, and what lies between them. */
  heights: [upper: number, lower: number];
  gap: number;
}

/** Two plots over the layers, from input to output: what stands still, and what belongs to one epoch. */
export interface LayerPlots {
  still: string;
  /** The marks at a row of the payload. */
  marks(row: number): string;
}

/** Gradient per weight, and share of dead or saturated values, of each layer. */
export function layerPlots(
  payload: DistributionsPayload,
  layers: readonly LayerRecords[],
  { x, y, width, heights, gap }: Place,
  { palette, locale, most }: { palette: Palette; locale: Locale; most: number },
): LayerPlots {
  const t = distributionsStrings[locale];
  const gradients = layers.map(mainGradient);
  const measured = gradients.flatMap((record) =>
    record ? payload.epochs.map((_, row) => rootMeanSquare(record, row) ?? 0) : [],
  );
  const xDomain: [number, number] = [-0.5, Math.max(0.5, layers.length - 0.5)];
  const upper: Frame = { x, y, width, height: heights[0], xDomain, yDomain: logDomain(measured), log: true };
  const lower: Frame = { x, y: y + heights[0] + gap, width, height: heights[1], xDomain, yDomain: [0, 1] };
  const quiet = `font-size="10" fill="${palette.muted}"`;
  const first = payload.epochs.findIndex((_, row) =>
    gradients.some((record) => record && rootMeanSquare(record, row) !== null),
  );
  const epochNote = (row: number): string => {
    const shown = t.atEpoch(String(payload.epochs[row] ?? ''));
    return first >= 0 && first !== row ? `— ${shown}, ${t.firstEpoch(String(payload.epochs[first]))}` : shown;
  };
  const longest = epochNote(payload.epochs.length - 1);
  const stacked = headsStack([{ title: t.gradientByLayer, note: longest, width }]);
  let still = frameAxes(upper, { palette, locale, title: t.gradientByLayer, stacked, xTicks: [] });
  still += frameAxes(lower, {
    palette,
    locale,
    title: t.shareByLayer,
    xTicks: [],
    yTicks: [0, 0.5, 1],
    yFormat: (tick) => formatShare(tick, locale),
  });
  const known = measured.some((value) => value > 0 && Number.isFinite(value));
  if (!known) still += frameEmpty(upper, t.noGradients, palette);
  const sharing = layers.some(({ activation }) => activation?.dead || activation?.saturated);
  if (!sharing) still += frameEmpty(lower, t.noShares, palette);
  const foot = lower.y + lower.height + 13;
  // Each layer has its name where all fit; else the two ends have.
  const room = width / Math.max(1, layers.length) - 6;
  const fits = layers.every(({ layer }) => textWidth(layer, 10) <= room);
  const ends = [0, layers.length - 1];
  layers.forEach(({ layer }, index) => {
    if (!fits && !ends.includes(index)) return;
    const anchor = fits ? 'middle' : index === 0 ? 'start' : 'end';
    const at = fits ? frameX(upper, index) : index === 0 ? x : x + width;
    still += svgText(at, foot, shorten(layer, 22), `${quiet} text-anchor="${anchor}"`);
  });
  const shape = (row: number) => gradients.map((record) => (record ? rootMeanSquare(record, row) : null));
  const indices = layers.map((_, index) => index);
  if (known && first >= 0 && payload.epochs.length > 1) {
    still += frameLine(
      upper,
      { x: indices, y: shape(first) },
      { color: palette.muted, width: 1.25, dash: '2 3' },
    );
  }

  const marks = (row: number): string => {
    const calls = callsAt(payload, row);
    const called = (layer: string, kinds: Call['kind'][]) =>
      calls.some((call) => 'layer' in call && call.layer === layer && kinds.includes(call.kind));
    let body = stacked
      ? svgText(x, y - 8, epochNote(row), quiet)
      : svgText(x + width, y - 8, epochNote(row), `${quiet} text-anchor="end"`);
    const values = shape(row);
    if (known) body += frameLine(upper, { x: indices, y: values }, { color: palette.train, width: 1.75 });
    const radius = layers.length > most ? 1.5 : 3;
    for (const index of indices) {
      const { layer, activation } = layers[index] as LayerRecords;
      const value = values[index];
      const cx = round(frameX(upper, index));
      if (value !== null && value !== undefined && known) {
        const bad = called(layer, ['vanishing', 'exploding']) || !Number.isFinite(value) || value === 0;
        const cy = round(
          Number.isFinite(value) && value > 0 ? frameY(upper, value) : y + (value === 0 ? heights[0] : 0),
        );
        body += bad
          ? `<path d="M${cx - 5},${cy + 4}h10l-5,-9z" fill="${palette.bad}"/>`
          : `<circle cx="${cx}" cy="${cy}" r="${radius}" fill="${palette.train}"/>`;
      }
      const bar = Math.min(22, (width / layers.length) * 0.6);
      for (const kind of ['dead', 'saturated'] as const) {
        const share = at(activation?.[kind], row);
        if (share === null || !Number.isFinite(share)) continue;
        const top = frameY(lower, share);
        const color = share >= SHARE_LIMIT ? palette.bad : palette.data;
        const style =
          kind === 'dead' ? `fill="${color}"` : `fill="none" stroke="${color}" stroke-width="1.5"`;
        body += `<rect x="${round(cx - bar / 2)}" y="${round(top)}" width="${round(bar)}" height="${round(Math.max(0.5, lower.y + lower.height - top))}" ${style}/>`;
      }
    }
    if (sharing)
      body += `<path d="M${x},${round(frameY(lower, SHARE_LIMIT))}h${width}" stroke="${palette.foreground}" stroke-opacity="0.6" stroke-dasharray="3 3"/>`;
    return body;
  };
  return { still, marks };
}
