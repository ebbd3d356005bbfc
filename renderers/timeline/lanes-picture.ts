import { formatCount, formatRate } from '../drawing/format.js';
import { halo, type Palette } from '../drawing/palette.js';
import { spreadLabels } from '../drawing/spread-labels.js';
import { escapeXml, linePath, round, svgText, textWidth } from '../drawing/svg.js';
import { numberFact } from './facts.js';
import { glyph, severalBox, tick } from './glyphs.js';
import { isolate } from './isolate.js';
import { fittingLabel, laneLabel } from './labels.js';
import { laneEnd } from './lane-end.js';
import type { LaneInk } from './lane-ink.js';
import { LANE_HEIGHT, type LaneModel, laneBox, type Mark, rowMiddles, stairHeight } from './lane-model.js';
import type { TimelineModel } from './model.js';
import { cutWords } from './words.js';

const LABEL_SIZE = 11.5;
const dashes = ['', '5 2.5', '1.5 2.5'];

/** The lines that the marks stand on: epochs from top to bottom, one line along each lane. */
export function ground({ axis, width, lanes }: TimelineModel, { palette }: LaneInk): string {
  const height = lanes.length * LANE_HEIGHT;
  const [low, high] = axis.domain;
  let body = '';
  for (const tick of axis.ticks) {
    const x = round(((tick - low) / (high - low)) * width);
    body += `<path d="M${x},0V${height}" stroke="${palette.grid}"/>`;
  }
  return body;
}

/** Class and settings above the row; the whole text in a title, where it is cut. */
export function laneHead({ lane }: LaneModel, width: number, { palette, right }: LaneInk): string {
  const { name, rest } = fittingLabel(lane, LABEL_SIZE, width + right);
  return (
    `<g class="epb-lane-label"><title>${escapeXml(laneLabel(lane))}</title>` +
    `<text y="11" font-size="${LABEL_SIZE}" fill="${palette.foreground}" ${halo(palette)}><tspan font-weight="600">${escapeXml(name)}</tspan>` +
    `<tspan fill="${palette.muted}">${escapeXml(rest)}</tspan></text></g>`
  );
}

const NAME_SIZE = 9;
/** From name to name, so that the bars of |∇E| and |ΔE| stay apart; more names stand closer. */
const NAME_PITCH = 11.5;

/** Left of the row: which line is which criterion. */
function criterionNames({ criteria }: LaneModel, { palette, left }: LaneInk): string {
  const named = (criteria?.lines ?? [])
    .filter(({ name }) => name)
    .slice(0, Math.floor(LANE_HEIGHT / NAME_SIZE));
  const pitch = Math.min(NAME_PITCH, LANE_HEIGHT / Math.max(1, named.length));
  // Left of the lane's own words there is room too.
  const rise = named.length * pitch > laneBox.row ? laneBox.label - 4 : 0;
  const wanted = named.map(
    ({ points }) => (points.find(({ y }) => y !== null)?.y ?? rowMiddles.whole) + rise,
  );
  const ys = spreadLabels(wanted, laneBox.row - 4 + rise, pitch).map((y) => y - rise);
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
  const middle = lane.split ? null : rowMiddles.whole;
  let body = '';
  if (lane.criteria) {
    const { lines, threshold } = lane.criteria;
    body += `<path d="M0,${round(threshold)}H${round(width)}" stroke="${palette.foreground}" stroke-dasharray="3 3" stroke-opacity="0.75"/>`;
    lines.forEach(({ points }, index) => {
      const dash = dashes[index % dashes.length];
      body += `<path d="${linePath(points)}" fill="none" stroke="${palette.data}" stroke-width="1.3" stroke-linejoin="round"${dash && ` stroke-dasharray="${dash}"`}/>`;
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
  const { palette, locale } = ink;
  const [first] = mark.events;
  if (!first) return '';
  const place = `transform="translate(${round(mark.x)} ${round(mark.y)})"`;
  if (mark.events.length === 1)
    return `<g ${place}>${mark.close ? tick(first.event.kind, palette) : glyph(first.event.kind, palette, mark.used ?? 0, mark.met)}</g>`;
  if (mark.dots.length > 0)
    return `<g transform="translate(${round(mark.x)} 0)">${dotsOf(mark, palette)}</g>`;
  // Along a line of values the line itself shows them; a box would hide it.
  if (first.event.kind === 'measured' || first.event.kind === 'scheduled') return `<g ${place}></g>`;
  const count = formatCount(mark.events.length, locale);
  const size = Math.min(9.5, (mark.width - 3) / (count.length * 0.58));
  return (
    `<g ${place}>${severalBox(mark, palette)}` +
    `${svgText(0, 3.2, count, `font-size="${round(size)}" text-anchor="middle" fill="${palette.foreground}"`)}</g>`
  );
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
    const y = lane.split ? rowMiddles.lower : rowMiddles.whole;
    body +=
      `<rect x="${round(mark.x + 6)}" y="${y - 6}" width="${round(wide - 8)}" height="12" fill="${palette.background}"/>` +
      svgText(mark.x + 8, y + 3.4, words, `font-size="9.5" fill="${palette.foreground}"`);
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

/** The lanes as SVG content: x from the plot's left edge, y from the first lane's top. */
export function lanesSvg(model: TimelineModel, ink: LaneInk): string {
  const { width } = model;
  let body = ground(model, ink) + stopLines(model, 0, model.lanes.length * LANE_HEIGHT, ink);
  model.lanes.forEach((lane, index) => {
    const top = index * LANE_HEIGHT;
    body +=
      `<g transform="translate(0 ${top})">${laneHead(lane, width, ink)}<g transform="translate(0 ${laneBox.label})">` +
      `${rowLines(lane, width, ink)}${rateWords(lane, width, ink)}${lane.marks.map((mark) => markSvg(mark, ink)).join('')}` +
      `${laneEnd(lane, width, ink)}</g></g>`;
  });
  return body;
}
