import { formatCount, formatRate } from '../drawing/format.js';
import { halo, type Palette } from '../drawing/palette.js';
import { spreadLabels } from '../drawing/spread-labels.js';
import { escapeXml, linePath, round, svgText, textWidth } from '../drawing/svg.js';
import type { CriteriaScale, Criterion } from './criteria.js';
import { numberFact } from './facts.js';
import { glyph, inVain, tick } from './glyphs.js';
import { isolate } from './isolate.js';
import { fittingLabel, gutterLabel, laneLabel } from './labels.js';
import {
  GUTTER,
  laneBox,
  laneHeight,
  ROW_HEIGHT,
  rowMiddles,
  settingLines,
  stairHeight,
  titlesBeside,
} from './lane-box.js';
import { laneEnd } from './lane-end.js';
import type { LaneInk } from './lane-ink.js';
import type { LaneModel, Mark } from './lane-model.js';
import type { TimelineModel } from './model.js';
import { timelineStrings } from './strings.js';
import { stripSvg } from './strip.js';
import { cutWords, wordWidth } from './words.js';

const LABEL_SIZE = 11.5;
const dashes = ['', '5 2.5', '1.5 2.5', '8 2 1.5 2', '3 1.5'];
const dashOf = (index: number): string => {
  const dash = dashes[index % dashes.length];
  return dash ? ` stroke-dasharray="${dash}"` : '';
};

/** A line down all lanes; where titles stand above their rows, it leaves them free. */
function downLanes(x: number, { lanes: { length: lanes }, row }: TimelineModel, left: number): string {
  const [height, { label }] = [laneHeight(left, row), laneBox(left, row)];
  if (titlesBeside(left)) return `M${round(x)},0V${lanes * height}`;
  return Array.from({ length: lanes }, (_, lane) => `M${round(x)},${lane * height + label}v${row}`).join('');
}

/** The lines that the marks stand on: epochs from top to bottom, and a hair between lanes whose titles stand beside. */
export function ground(model: TimelineModel, { palette, left, side }: LaneInk): string {
  const { axis, width, lanes, row } = model;
  const [low, high] = axis.domain;
  let body = '';
  for (const tick of axis.ticks) {
    const x = ((tick - low) / (high - low)) * width;
    body += `<path d="${downLanes(x, model, left)}" stroke="${palette.grid}"/>`;
  }
  if (titlesBeside(left))
    for (let lane = 0; lane < lanes.length; lane += 1)
      body += `<path d="M${side - left},${lane * laneHeight(left, row) - 0.5}H${width}" stroke="${palette.grid}" stroke-opacity="0.7"/>`;
  return body;
}

/** Between a title in the gutter and the plot. */
const GUTTER_GAP = 12;
const REST_SIZE = 10.5;

/** Class and settings, left of the row or above it; the whole text in a title, where it is cut. */
export function laneHead({ lane, criteria, row }: LaneModel, width: number, ink: LaneInk): string {
  const { palette, left, right, side } = ink;
  const whole = `<title>${escapeXml(laneLabel(lane))}</title>`;
  if (titlesBeside(left)) {
    const room = { width: left - side - GUTTER_GAP, most: settingLines(left) };
    const { name, rest } = gutterLabel(lane, { name: LABEL_SIZE, rest: REST_SIZE }, room);
    const x = side - left;
    const title = (y: number) =>
      svgText(x, y, name, `font-size="${LABEL_SIZE}" font-weight="600" fill="${palette.foreground}"`);
    // What sets the criteria are their thresholds, which stand with their lines.
    if (criteria)
      return `<g class="epb-lane-label">${whole}${title(CRITERIA.title)}${criteriaKey(criteria.lines, { x, width: room.width - (row > ROW_HEIGHT ? timesWidth(left) : 0), row }, palette)}</g>`;
    const top = laneBox(left, row).label + row / 2 + 4 - rest.length * 6;
    return (
      `<g class="epb-lane-label">${whole}` +
      title(top) +
      rest
        .map((line, index) =>
          svgText(x, top + 12.5 * (index + 1), line, `font-size="${REST_SIZE}" fill="${palette.muted}"`),
        )
        .join('') +
      '</g>'
    );
  }
  const { name, rest } = fittingLabel(lane, LABEL_SIZE, width + right);
  return (
    `<g class="epb-lane-label">${whole}` +
    `<text y="11" font-size="${LABEL_SIZE}" fill="${palette.foreground}" ${halo(palette)}><tspan font-weight="600">${escapeXml(name)}</tspan>` +
    `<tspan fill="${palette.muted}">${escapeXml(rest)}</tspan></text></g>`
  );
}

/** In the gutter of a lane of criteria, from its top: its title, the key's first line; and from line to line. */
const CRITERIA = { title: 11, key: 23.5, line: 11, columns: 2, sign: 10, swatch: 14, size: 9, sizeAlone: 10 };

/** In two columns, which line is which criterion, and the threshold that it comes down to. */
function criteriaKey(
  lines: readonly Criterion[],
  { x, width, row }: { x: number; width: number; row: number },
  { data, muted }: Palette,
): string {
  const named = lines.filter(({ name }) => name);
  const columns = named.length > 1 && row === ROW_HEIGHT ? CRITERIA.columns : 1;
  const cell = width / columns;
  const room = cell - CRITERIA.swatch - 1;
  const whole = named.map(({ name, threshold }) =>
    threshold === null ? isolate(name) : `${isolate(name)} ${formatRate(threshold, 'en')}`,
  );
  // Cut thresholds would tell something else.
  const fits = whole.every((words) => wordWidth(words, CRITERIA.size) <= room);
  const size = fits ? CRITERIA.size : CRITERIA.sizeAlone;
  const most = columns * Math.floor((laneHeight(GUTTER, row) - CRITERIA.key) / CRITERIA.line + 1);
  return named
    .slice(0, most)
    .map(({ name }, index) => {
      const left = x + (index % columns) * cell;
      const y = CRITERIA.key + Math.floor(index / columns) * CRITERIA.line;
      const words = fits ? (whole[index] as string) : isolate(name);
      return (
        `<path d="M${round(left)},${round(y - 3)}h${CRITERIA.sign}" stroke="${data}" stroke-width="1.3"${dashOf(index)}/>` +
        svgText(left + CRITERIA.swatch, y, cutWords(words, size, room), `font-size="${size}" fill="${muted}"`)
      );
    })
    .join('');
}

/** Left of a tall row of criteria, of its numbers, in pixels; in a narrow gutter they leave the key its room. */
const timesWidth = (left: number): number => (left < WIDE_GUTTER ? 38 : 62);
const WIDE_GUTTER = 170;

/** The axis of a tall row of criteria: its dashed line by name, and so many times of the threshold. */
function timesAxis(
  { ticks, threshold }: CriteriaScale,
  width: number,
  { palette, locale, left }: LaneInk,
): string {
  const words = (y: number, text: string, fill: string) =>
    svgText(-6, y + 3.5, text, `font-size="10" text-anchor="end" fill="${fill}"`);
  const away = ticks.filter(({ y }) => Math.abs(y - threshold) >= 12);
  // In a narrow gutter the title and the key have the upper part for themselves.
  const numbered = away.filter(({ y }) => left >= WIDE_GUTTER || y > CRITERIA.title + 9);
  return (
    away.map(({ y }) => `<path d="M0,${round(y)}H${round(width)}" stroke="${palette.grid}"/>`).join('') +
    numbered
      .map(({ y, times }) =>
        words(y, `${times < 1 ? formatRate(times, 'en') : formatCount(times, locale)}×`, palette.muted),
      )
      .join('') +
    words(threshold, timelineStrings[locale].threshold, palette.foreground)
  );
}

const NAME_SIZE = 9;
/** From name to name, so that the bars of |∇E| and |ΔE| stay apart; more names stand closer. */
const NAME_PITCH = 11.5;

/** Left of a row whose title stands above: which line is which criterion. */
function criterionNames({ criteria, row }: LaneModel, { palette, left }: LaneInk): string {
  if (titlesBeside(left)) return '';
  const named = (criteria?.lines ?? [])
    .filter(({ name }) => name)
    .slice(0, Math.floor(laneHeight(left, row) / NAME_SIZE));
  const pitch = Math.min(NAME_PITCH, laneHeight(left, row) / Math.max(1, named.length));
  // Left of the lane's own words there is room too.
  const rise = named.length * pitch > row ? Math.max(0, laneBox(left, row).label - 4) : 0;
  const wanted = named.map(({ points }) => (points.find(({ y }) => y !== null)?.y ?? row / 2) + rise);
  const ys = spreadLabels(wanted, row - 4 + rise, pitch).map((y) => y - rise);
  return named
    .map(({ name }, index) =>
      svgText(
        -7,
        (ys[index] ?? 0) + 4,
        cutWords(isolate(name), NAME_SIZE, left - 10),
        `font-size="${NAME_SIZE}" text-anchor="end" fill="${palette.muted}"`,
      ),
    )
    .join('');
}

/** What lies under the marks of a row: the learning rate, criteria with their thresholds, arrows back. */
export function rowLines(lane: LaneModel, width: number, ink: LaneInk): string {
  const { palette } = ink;
  const middle = lane.split ? null : lane.row / 2;
  let body = '';
  if (lane.criteria) {
    const { lines, threshold } = lane.criteria;
    if (lane.row > ROW_HEIGHT && titlesBeside(ink.left)) body += timesAxis(lane.criteria, width, ink);
    body += `<path d="M0,${round(threshold)}H${round(width)}" stroke="${palette.foreground}" stroke-dasharray="3 3" stroke-opacity="0.75"/>`;
    lines.forEach(({ points }, index) => {
      body += `<path d="${linePath(points)}" fill="none" stroke="${palette.data}" stroke-width="1.3" stroke-linejoin="round"${dashOf(index)}/>`;
    });
  } else if (middle !== null) body += `<path d="M0,${middle}H${round(width)}" stroke="${palette.grid}"/>`;
  else
    for (const y of [rowMiddles.upper, rowMiddles.lower])
      if (!lane.rate || y === rowMiddles.upper)
        body += `<path d="M0,${y}H${round(width)}" stroke="${palette.grid}"/>`;
  if (lane.rate) {
    let path = '';
    for (const { from, to, level } of lane.rate.stairs)
      path += `${path ? 'V' : `M${round(from)},`}${round(stairHeight(level, lane.split))}H${round(to)}`;
    body += `<path d="${path}" fill="none" stroke="${palette.data}" stroke-width="${palette.highContrast ? 2 : 1.4}" stroke-linejoin="round"/>`;
  }
  body += criterionNames(lane, ink);
  for (const { from, to, y } of lane.arrows) {
    // From below the marks, so that neither the stop nor the epochs between are covered.
    const foot = y + 6.5;
    const left = to < from ? 1 : -1;
    const head = to + left * 2;
    if (Math.abs(from - to) < 8) continue;
    body +=
      `<path d="M${round(from)},${foot - 2}V${foot}H${round(head)}" fill="none" stroke="${palette.best}" stroke-width="${palette.highContrast ? 2 : 1.4}"/>` +
      `<path d="M${round(head)},${foot}l${left * 5},-3v6z" fill="${palette.best}"/>`;
  }
  return body;
}

/** More lines than this are not covered with points where nothing is met. */
const MOST_DOTTED = 2;

/** The values of one epoch, each on its line. */
const dotsOf = ({ dots }: Mark, palette: Palette): string =>
  dots
    .filter(({ met }) => met || dots.length <= MOST_DOTTED)
    .map(({ y, met }) => `<g transform="translate(0 ${round(y)})">${glyph('measured', palette, 0, met)}</g>`)
    .join('');

/** A mark where it stands in its row. */
export function markSvg(mark: Mark, ink: LaneInk): string {
  const { palette } = ink;
  const [first] = mark.events;
  if (!first) return '';
  const place = `transform="translate(${round(mark.x)} ${round(mark.y)})"`;
  if (mark.events.length === 1 && mark.cells.length === 0)
    return `<g ${place}>${mark.close ? tick(first.event.kind, palette) : glyph(first.event.kind, palette, mark.used ?? 0, mark.met || first.event.kind !== 'measured')}</g>`;
  if (mark.dots.length > 0)
    return `<g transform="translate(${round(mark.x)} 0)">${dotsOf(mark, palette)}</g>`;
  if (mark.cells.length > 0) return `<g ${place}>${stripSvg(mark.cells, mark.width, palette)}</g>`;
  if (mark.width === 0) return `<g ${place}>${inVain(palette)}</g>`;
  // Along a line of values the line itself shows them; a strip would hide it.
  return `<g ${place}></g>`;
}

/** Words of a few rates beside their cuts, where there is room to the next mark of the lower half. */
export function rateWords(lane: LaneModel, width: number, { palette }: LaneInk): string {
  const cuts = lane.marks.filter(({ events }) => events.length === 1 && events[0]?.event.kind === 'reduced');
  let body = '';
  cuts.forEach((mark, index) => {
    const facts = mark.events[0]?.event.facts ?? {};
    const words = `${formatRate(numberFact(facts, 'from'), 'en')} → ${formatRate(numberFact(facts, 'to'), 'en')}`;
    const wide = textWidth(words, 9.5) + 12;
    const next = cuts[index + 1]?.x ?? width + 6;
    if (mark.x + 7 + wide > next) return;
    // On the free side of the line, as the rate goes on.
    const stair = lane.rate?.stairs.find(({ from, to }) => from <= mark.x + 1 && mark.x + 1 < to);
    const line = stair ? stairHeight(stair.level, lane.split) : lane.row / 2;
    const y = line < ROW_HEIGHT - 7 ? line + 10 : line - 3.5;
    body += svgText(mark.x + 8, y, words, `font-size="9.5" fill="${palette.foreground}" ${halo(palette)}`);
  });
  return body;
}

/** Where the training was stopped, as lines from `top` to `bottom`. */
export function stopLines(
  { stops }: TimelineModel,
  top: number,
  bottom: number,
  { palette }: LaneInk,
): string {
  const width = palette.highContrast ? 2 : 1.2;
  return stops
    .map(
      (x) =>
        `<path d="M${round(x)},${round(top)}V${round(bottom)}" stroke="${palette.foreground}" stroke-width="${width}"/>`,
    )
    .join('');
}

/** The same down the lanes. */
export function laneStops(model: TimelineModel, { palette, left }: LaneInk): string {
  const width = palette.highContrast ? 2 : 1.2;
  return model.stops
    .map(
      (x) =>
        `<path d="${downLanes(x, model, left)}" stroke="${palette.foreground}" stroke-width="${width}"/>`,
    )
    .join('');
}

/** The lanes as SVG content: x from the plot's left edge, y from the first lane's top. */
export function lanesSvg(model: TimelineModel, ink: LaneInk): string {
  const { width } = model;
  let body = ground(model, ink) + laneStops(model, ink);
  model.lanes.forEach((lane, index) => {
    const top = index * laneHeight(ink.left, model.row);
    body +=
      `<g transform="translate(0 ${top})">${laneHead(lane, width, ink)}<g transform="translate(0 ${laneBox(ink.left, model.row).label})">` +
      `${rowLines(lane, width, ink)}${rateWords(lane, width, ink)}${lane.marks.map((mark) => markSvg(mark, ink)).join('')}` +
      `${laneEnd(lane, width, ink)}</g></g>`;
  });
  return body;
}
