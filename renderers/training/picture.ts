import type { RunPayload, TrainingPayload } from '../../protocol/index.js';
import { type Palette, stillPalette } from '../drawing/palette.js';
import type { StillOptions } from '../drawing/picture.js';
import { roundCoordinates, shorten, svgDocument, svgText, textWidth, wrap } from '../drawing/svg.js';
import { chartSvg } from '../drawing/vega.js';
import { lanesBelow, timelineModel } from '../timeline/under-curves.js';
import { chartValues } from './chart-values.js';
import { compactSvg } from './compact-picture.js';
import { divergenceOf } from './divergence.js';
import { divergenceText } from './divergence-words.js';
import { groupSvg } from './group-picture.js';
import { lostText } from './lost-words.js';
import { type CurveChoice, plainChoice, type TrainingCurves, trainingCurves } from './model.js';
import { planLines, progressParts, statusText } from './plan-text.js';
import { shownTimeline } from './shown-timeline.js';
import { type ChartLayout, frameFor, GAP, trainingChart } from './spec.js';
import { trainingStrings } from './strings.js';
import { penaltyText, rateChanged, ratePath, trainingText } from './text.js';

const WIDTH = 760;
const SIDE = 16;
/** Sentences of callbacks in the account inside of the SVG. */
const MOST_DESCRIBED = 60;

/** Lines above and below the chart, as wide as the picture. */
function lines(texts: string[], top: number, palette: Palette): { body: string; bottom: number } {
  let y = top;
  let body = '';
  for (const line of texts.flatMap((text) => wrap(text, 11.5, WIDTH - 2 * SIDE))) {
    body += svgText(SIDE, y, line, `font-size="11.5" fill="${palette.muted}"`);
    y += 16;
  }
  return { body, bottom: y };
}

/** The lanes of the callbacks, below the curves and on their axis. */
function callbackLanes(
  payload: RunPayload,
  curves: TrainingCurves,
  { locale, theme, detail = 1 }: StillOptions,
  margins: ChartLayout['margins'],
  chartTop: number,
  chartHeight: number,
): { body: string; bottom: number } {
  const top = chartTop + chartHeight;
  if (!payload.callbacks?.lanes.length) return { body: '', bottom: top };
  const { left, right } = margins;
  const model = timelineModel(shownTimeline(payload, curves), {
    width: WIDTH - left - right,
    axis: { ...curves.x, ofEpoch: curves.xOfEpoch },
    detail,
  });
  const running = payload.status === 'running';
  const ink = { palette: stillPalette(theme), locale, left, right, side: SIDE, running };
  return lanesBelow(model, ink, {
    curves: [chartTop + margins.top, top - margins.bottom],
    top: top + 4,
  });
}

async function runSvg(payload: RunPayload, options: StillOptions, choice: CurveChoice): Promise<string> {
  const { locale, theme, detail = 1 } = options;
  const t = trainingStrings[locale];
  const palette = stillPalette(theme);
  const curves = trainingCurves(payload, choice, {
    most: Math.max(8, Math.round(400 * detail)),
  });
  const frame = frameFor(WIDTH, (payload.callbacks?.lanes.length ?? 0) > 0);
  const { margins } = frame;
  const layout = {
    ...frame,
    lossHeight: 168,
    metricHeight: curves.metric ? 112 : 0,
    rateHeight: curves.rate && rateChanged(payload) ? 24 : 0,
  };
  const chart = trainingChart(
    {
      layout,
      palette,
      metric: curves.metric?.name ?? null,
      log: choice.log,
      axis: choice.axis,
      smoothed: choice.smoothing > 0,
      zoomed: curves.zoomed,
    },
    t,
  );
  const drawn = await chartSvg(chart, chartValues(curves, layout, locale));

  const divergence = divergenceOf(payload);
  const status = statusText(payload.status, locale, divergence);
  const bad = payload.status === 'failed' || payload.status === 'lost' || divergence !== null;
  const badge = bad ? palette.bad : palette.foreground;
  const diverged = divergenceText(payload, locale);
  const lost = lostText(payload, locale);
  const head = shorten(payload.name, 48);
  const after = SIDE + textWidth(head, 15) * 1.1 + 14;
  let body = svgText(SIDE, 26, head, `font-size="15" font-weight="600" fill="${palette.foreground}"`);
  body += svgText(after, 26, status, `font-size="12" font-weight="600" fill="${badge}"`);
  const above = lines(
    [
      progressParts(payload, locale).join(' · '),
      ...planLines(payload.plan, locale).map((line, index) => (index === 0 ? `${t.plan}: ${line}` : line)),
      ...(diverged ? [diverged] : []),
      ...(payload.reason ? [t.reason(shorten(payload.reason, 300))] : []),
      ...(lost ? [lost] : []),
    ],
    46,
    palette,
  );
  const chartTop = above.bottom - 4;
  const rows = [layout.lossHeight, layout.metricHeight, layout.rateHeight].filter(Boolean);
  const chartHeight =
    margins.top + margins.bottom + rows.reduce((sum, height) => sum + height, 0) + GAP * (rows.length - 1);
  body += above.body + drawn.replace('<svg ', `<svg x="0" y="${chartTop}" `).replace(/ class="marks"/, '');
  const callbacks = callbackLanes(payload, curves, options, margins, chartTop, chartHeight);
  body += callbacks.body;
  const rates = rateChanged(payload) ? ratePath(payload, locale) : null;
  const below = lines(
    [penaltyText(payload, locale), rates && t.ratePath(rates)].filter((line) => line !== null),
    callbacks.bottom + 18,
    palette,
  );
  return svgDocument({
    width: WIDTH,
    height: below.body ? below.bottom : callbacks.bottom + 8,
    title: `${payload.name}: ${status}`,
    description: trainingText(payload, locale, MOST_DESCRIBED),
    background: palette.background,
    font: palette.font,
    body: roundCoordinates(body + below.body),
  });
}

/** The still picture of a run, a compact run or a group of runs. */
export async function trainingSvg(
  payload: TrainingPayload,
  options: StillOptions,
  choice: CurveChoice = plainChoice,
): Promise<string> {
  if (payload.kind === 'group') return groupSvg(payload, options);
  return payload.view === 'compact' ? compactSvg(payload, options) : runSvg(payload, options, choice);
}
