import type { CallbackEventKind, Locale, TimelinePayload } from '../../protocol/index.js';
import { formatCount } from '../drawing/format.js';
import type { Palette } from '../drawing/palette.js';
import { round, shorten, svgText } from '../drawing/svg.js';
import { glyph, tick } from './glyphs.js';
import { isolate } from './isolate.js';
import { possibleKinds, type Sign, signs, weights } from './kinds.js';
import { type TimelineModel, withoutLane } from './model.js';
import { timelineStrings } from './strings.js';
import { stripSample } from './strip.js';
import { closeWidth, cutWords, wordWidth } from './words.js';

const SIZE = 10.5;
const LINE = 18;
/** Of a sign, to its words; and from the words to the next sign. */
const SIGN = 17;
const GAP = 19;

interface Entry {
  /** SVG around the origin, of each way in which it is drawn; nothing where there are only words. */
  signs: string[];
  words: string;
}

/** The entries one after the other, on as many lines as it takes. */
function lay(entries: readonly Entry[], width: number): { entry: Entry; x: number; line: number }[] {
  let x = 0;
  let line = 0;
  return entries.map((entry) => {
    const sign = entry.signs.length * SIGN;
    // At the end of a line words that are wider than they usually are would be cut.
    if (x > 0 && x + sign + wordWidth(entry.words, SIZE) > width) {
      x = 0;
      line += 1;
    }
    const placed = { entry, x, line };
    x += sign + closeWidth(entry.words, SIZE) + GAP;
    return placed;
  });
}

const heightOf = (placed: readonly { line: number }[]): number => {
  const last = placed.at(-1);
  return last ? LINE * (last.line + 1) : 0;
};

/** Kinds of one sign together, in the order in which each sign comes first. */
function bySign(kinds: readonly CallbackEventKind[]): CallbackEventKind[][] {
  const groups = new Map<Sign, CallbackEventKind[]>();
  for (const kind of kinds) {
    const group = groups.get(signs[kind]);
    if (group) group.push(kind);
    else groups.set(signs[kind], [kind]);
  }
  return [...groups.values()];
}

/** How kinds are drawn: as signs, as columns of a strip, as ticks. */
interface Ways {
  signs: ReadonlySet<CallbackEventKind>;
  strips: ReadonlySet<CallbackEventKind>;
  ticks: ReadonlySet<CallbackEventKind>;
  /** Whether there is a line that criteria have to come down to. */
  threshold: boolean;
}

function waysOf({ lanes }: Pick<TimelineModel, 'lanes'>): Ways {
  const ways = {
    signs: new Set<CallbackEventKind>(),
    strips: new Set<CallbackEventKind>(),
    ticks: new Set<CallbackEventKind>(),
  };
  for (const { marks } of lanes)
    for (const { events, cells, close } of marks) {
      const way = cells.length > 0 ? ways.strips : close ? ways.ticks : ways.signs;
      for (const { event } of events) way.add(event.kind);
    }
  return { ...ways, threshold: lanes.some(({ criteria }) => criteria !== null) };
}

function entriesOf(
  { signs: single, strips, ticks, threshold }: Ways,
  { note, width }: { note: string; width: number },
  palette: Palette | null,
  locale: Locale,
): Entry[] {
  const t = timelineStrings[locale];
  // Where only the room is asked for, any sign will do.
  const draw = (make: (palette: Palette) => string) => (palette ? make(palette) : 'sign');
  const shown = (Object.keys(t.kinds) as CallbackEventKind[]).filter(
    (kind) => single.has(kind) || strips.has(kind) || ticks.has(kind),
  );
  return [
    ...(note ? [{ signs: [], words: cutWords(note, SIZE, width) }] : []),
    ...bySign(shown).map((alike) => {
      const [first] = alike as [CallbackEventKind];
      const words = alike.map((kind) => t.kinds[kind]).join(', ');
      const inStrip = alike.some((kind) => strips.has(kind));
      return {
        signs: [
          ...(alike.some((kind) => single.has(kind)) ? [draw((inks) => glyph(first, inks))] : []),
          ...(alike.some((kind) => ticks.has(kind)) ? [draw((inks) => tick(first, inks))] : []),
          ...(inStrip ? [draw((inks) => stripSample(signs[first], inks))] : []),
        ],
        words: inStrip && signs[first] === 'wait' ? t.waitedStrip : words,
      };
    }),
    ...(threshold ? [{ signs: [draw(thresholdSign)], words: t.threshold }] : []),
  ];
}

const thresholdSign = ({ foreground }: Palette): string =>
  `<path d="M-6,0H7" stroke="${foreground}" stroke-dasharray="3 2"/>`;

/** The key of the signs in use, on as many lines as it takes; `note` comes first. */
export function keySvg(
  model: TimelineModel,
  width: number,
  { palette, locale }: { palette: Palette; locale: Locale },
  note = '',
): { body: string; height: number } {
  const placed = lay(entriesOf(waysOf(model), { note, width }, palette, locale), width);
  const body = placed.map(({ entry, x, line }) => {
    const y = 9 + line * LINE;
    return (
      entry.signs
        .map((sign, at) => `<g transform="translate(${round(x + 7 + at * SIGN)} ${y})">${sign}</g>`)
        .join('') +
      svgText(
        x + entry.signs.length * SIGN,
        y + 3.8,
        entry.words,
        `font-size="${SIZE}" fill="${palette.muted}"`,
      )
    );
  });
  return { body: body.join(''), height: heightOf(placed) };
}

/**
 * Pixels that the key takes at most while the run goes on: with the signs that its callbacks may come to use, so that nothing
 * below the lanes moves when the first is used.
 */
export function keyHeight(
  { lanes, events }: TimelinePayload['callbacks'],
  width: number,
  locale: Locale,
): number {
  const kinds = new Set([...lanes.flatMap(possibleKinds), ...events.map(({ kind }) => kind)]);
  const note = moreText(withoutLane(lanes), locale);
  // Many epochs may come to be drawn as a strip, in the place of signs.
  const quiet = new Set([...kinds].filter((kind) => weights[kind] !== 'turning'));
  const threshold = lanes.some(({ name }) => name === 'StoppingCriteria');
  const ways = { ticks: new Set<CallbackEventKind>(), threshold };
  const heavy = new Set([...kinds].filter((kind) => !quiet.has(kind)));
  const [single, strips] = [
    { ...ways, signs: kinds, strips: ways.ticks },
    { ...ways, signs: heavy, strips: quiet },
  ].map((each) => heightOf(lay(entriesOf(each, { note, width }, null, locale), width)));
  return Math.max(single ?? 0, strips ?? 0);
}

/** Callbacks that have no lane of their own. */
export function moreText(more: TimelineModel['more'], locale: Locale): string {
  if (more.length === 0) return '';
  const names = more.map(({ name }) => isolate(shorten(name, 32))).join(', ');
  return timelineStrings[locale].moreLanes(formatCount(more.length, locale), names);
}
