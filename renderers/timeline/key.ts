import type { CallbackEventKind, Locale, TimelinePayload } from '../../protocol/index.js';
import { formatCount } from '../drawing/format.js';
import type { Palette } from '../drawing/palette.js';
import { round, shorten, svgText } from '../drawing/svg.js';
import { glyph, severalBox } from './glyphs.js';
import { isolate } from './isolate.js';
import { possibleKinds, type Sign, signs } from './kinds.js';
import { type TimelineModel, withoutLane } from './model.js';
import { timelineStrings } from './strings.js';
import { closeWidth, cutWords, wordWidth } from './words.js';

const SIZE = 10.5;
const LINE = 18;
/** Of a sign, to its words; and from the words to the next sign. */
const SIGN = 17;
const GAP = 19;

interface Entry {
  /** SVG around the origin; nothing where there are only words. */
  sign: string;
  words: string;
}

/** The entries one after the other, on as many lines as it takes. */
function lay(entries: readonly Entry[], width: number): { entry: Entry; x: number; line: number }[] {
  let x = 0;
  let line = 0;
  return entries.map((entry) => {
    const sign = entry.sign ? SIGN : 0;
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

function entriesOf(
  kinds: ReadonlySet<CallbackEventKind>,
  { several, note, width }: { several: boolean; note: string; width: number },
  palette: Palette | null,
  locale: Locale,
): Entry[] {
  const t = timelineStrings[locale];
  // Where only the room is asked for, any sign will do.
  const sign = (draw: (palette: Palette) => string) => (palette ? draw(palette) : 'sign');
  const box = { width: 13, used: 0.6, improved: 0.5 };
  return [
    ...(note ? [{ sign: '', words: cutWords(note, SIZE, width) }] : []),
    ...bySign((Object.keys(t.kinds) as CallbackEventKind[]).filter((kind) => kinds.has(kind))).map(
      (alike) => ({
        sign: sign((inks) => glyph(alike[0] as CallbackEventKind, inks)),
        words: alike.map((kind) => t.kinds[kind]).join(', '),
      }),
    ),
    ...(several ? [{ sign: sign((inks) => severalBox(box, inks)), words: t.severalKey }] : []),
  ];
}

/** The key of the signs in use, on as many lines as it takes; `note` comes first. */
export function keySvg(
  { lanes }: TimelineModel,
  width: number,
  { palette, locale }: { palette: Palette; locale: Locale },
  note = '',
): { body: string; height: number } {
  const used = new Set(lanes.flatMap(({ events }) => events.map(({ event }) => event.kind)));
  const several = lanes.some(({ marks }) =>
    marks.some(({ width: wide, events }) => wide > 0 && events.length > 1),
  );
  const placed = lay(entriesOf(used, { several, note, width }, palette, locale), width);
  const body = placed.map(({ entry: { sign, words }, x, line }) => {
    const y = 9 + line * LINE;
    return (
      (sign ? `<g transform="translate(${round(x + 7)} ${y})">${sign}</g>` : '') +
      svgText(x + (sign ? SIGN : 0), y + 3.8, words, `font-size="${SIZE}" fill="${palette.muted}"`)
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
  return heightOf(lay(entriesOf(kinds, { several: true, note, width }, null, locale), width));
}

/** Callbacks that have no lane of their own. */
export function moreText(more: TimelineModel['more'], locale: Locale): string {
  if (more.length === 0) return '';
  const names = more.map(({ name }) => isolate(shorten(name, 32))).join(', ');
  return timelineStrings[locale].moreLanes(formatCount(more.length, locale), names);
}
