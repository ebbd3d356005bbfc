import type { Locale, TimelinePayload } from '../../protocol/index.js';
import { formatCount } from '../drawing/format.js';
import { type Palette, stillPalette } from '../drawing/palette.js';
import type { StillOptions } from '../drawing/picture.js';
import { round, shorten, svgDocument, svgText, textWidth, wrap } from '../drawing/svg.js';
import { AXIS_SIZE, type EpochAxis, pixelOf } from './axis.js';
import { keySvg, moreText } from './key.js';
import { timelineSides } from './lane-box.js';
import type { LaneInk } from './lane-ink.js';
import { lanesSvg, stopLines } from './lanes-picture.js';
import { lanesHeight, lanesOf, type TimelineModel, timelineModel } from './model.js';
import { monitorPanels } from './monitor.js';
import { panelHeight, panelPlot, panelSvg } from './monitor-picture.js';
import { stateText } from './state-text.js';
import { timelineStrings } from './strings.js';
import { timelineText } from './text.js';

const WIDTH = 760;
const SIDE = 16;
/** For the account inside of the SVG. */
const MOST_DESCRIBED = 60;

/** Where the ticks lie, in pixels. */
const tickPlaces = ({ domain: [low, high], ticks }: EpochAxis, width: number): number[] =>
  ticks.map((tick) => ((tick - low) / (high - low)) * width);

/** The panels of the monitored metrics, one below the other, as SVG content. */
export function panelsSvg(
  payload: TimelinePayload,
  { axis, width }: Pick<TimelineModel, 'axis' | 'width'>,
  ink: { palette: Palette; locale: Locale; left: number; right: number },
  detail = 1,
): { body: string; height: number } {
  const panels = monitorPanels(payload, (epoch) => pixelOf(axis, epoch, width), Math.round(400 * detail));
  const places = tickPlaces(axis, width);
  const whole = ink.left + width + ink.right;
  const height = panelHeight(whole);
  const body = panels
    .map(
      (panel, index) =>
        `<g transform="translate(0 ${index * height})">${panelSvg(panel, width, places, { ...ink, height: panelPlot(whole) })}</g>`,
    )
    .join('');
  return { body, height: panels.length * height };
}

/** The numbers below the lanes, and the word for what they count. */
export function axisSvg(
  { axis, width }: Pick<TimelineModel, 'axis' | 'width'>,
  { palette, locale }: { palette: Palette; locale: Locale },
): string {
  const quiet = `font-size="${AXIS_SIZE}" fill="${palette.muted}" text-anchor="middle"`;
  const places = tickPlaces(axis, width);
  return (
    axis.ticks
      .map((tick, index) => svgText(places[index] ?? 0, 14, formatCount(tick, locale), quiet))
      .join('') + svgText(width / 2, 30, timelineStrings[locale].epoch, quiet)
  );
}
const AXIS_HEIGHT = 36;

/**
 * The lanes with their key; x from the picture's left edge. `between` is left free below the lanes, for an axis.
 */
export function lanesBelow(
  model: TimelineModel,
  ink: LaneInk,
  place: { curves: [top: number, bottom: number]; top: number; between?: number },
): { body: string; bottom: number } {
  const { palette, locale, left, side } = ink;
  const { curves, top, between = 0 } = place;
  let y = top + lanesHeight(lanesOf(model), left);
  let body = `<g transform="translate(${left} ${top})">${lanesSvg(model, ink)}</g>`;
  body += `<g transform="translate(${left} 0)">${stopLines(model, ...curves, ink)}</g>`;
  const key = keySvg(model, model.width + ink.right + left - 2 * side, ink);
  y += between + 6;
  body += `<g transform="translate(${side} ${y})">${key.body}</g>`;
  y += key.height;
  const more = moreText(model.more, locale);
  for (const line of more ? wrap(more, 11, left + model.width + ink.right - 2 * side) : []) {
    y += 15;
    body += svgText(side, y, line, `font-size="11" fill="${palette.muted}"`);
  }
  return { body, bottom: y };
}

/** The still picture of a timeline. */
export async function timelineSvg(
  payload: TimelinePayload,
  { locale, theme, detail = 1 }: StillOptions,
): Promise<string> {
  const t = timelineStrings[locale];
  const palette = stillPalette(theme);
  const sides = timelineSides(payload.callbacks.lanes.length ? WIDTH : 0);
  const width = WIDTH - sides.left - sides.right;
  const model = timelineModel(payload, { width, detail });
  const ink: LaneInk = { palette, locale, ...sides, side: SIDE, running: payload.status === 'running' };
  const head = shorten(t.title(payload.name), 56);
  const status = stateText(payload, locale);
  const bad = payload.status === 'failed' || payload.status === 'lost' || payload.diverged !== undefined;
  let body = svgText(SIDE, 26, head, `font-size="15" font-weight="600" fill="${palette.foreground}"`);
  const done = formatCount(payload.epochs.at(-1) ?? 0, locale);
  const after = SIDE + textWidth(head, 15) * 1.1 + 14;
  body += svgText(
    after,
    26,
    status,
    `font-size="12" font-weight="600" fill="${bad ? palette.bad : palette.foreground}"`,
  );
  body += svgText(
    after + textWidth(status, 12) * 1.1 + 12,
    26,
    t.epochs(done, formatCount(payload.plannedEpochs, locale)),
    `font-size="11.5" fill="${palette.muted}"`,
  );
  let y = 42;
  if (payload.callbacks.lanes.length === 0) {
    body += svgText(SIDE, y + 8, t.noCallbacks, `font-size="11.5" fill="${palette.muted}"`);
    y += 20;
  }
  const panels = panelsSvg(payload, model, ink, detail);
  body += `<g transform="translate(${sides.left} ${y})">${panels.body}</g>`;
  const curvesTop = panels.height ? y + 18 : y;
  y += panels.height;
  const lanesBottom = y + lanesHeight(lanesOf(model), sides.left);
  if (model.lanes.length || panels.height)
    body += `<g transform="translate(${sides.left} ${lanesBottom})">${axisSvg(model, ink)}</g>`;
  const lanes = lanesBelow(model, ink, {
    curves: [curvesTop, y],
    top: y,
    between: AXIS_HEIGHT,
  });
  body += lanes.body;
  return svgDocument({
    width: WIDTH,
    height: round(lanes.bottom + 8),
    title: `${t.title(payload.name)}; ${status}`,
    description: timelineText(payload, locale, MOST_DESCRIBED),
    background: palette.background,
    font: palette.font,
    body,
  });
}
