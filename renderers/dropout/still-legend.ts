import type { Locale } from '../../protocol/index.js';
import type { Palette } from '../drawing/palette.js';
import { textWidth } from '../drawing/svg.js';
import type { SvgPen } from '../drawing/svg-pen.js';
import { edgeInk } from './paint-edges.js';
import { paintNodes } from './paint-units.js';
import { dropoutStrings } from './strings.js';
import type { UnitState } from './unit-state.js';
import { whatIfStrings } from './what-if-strings.js';

const RADIUS = 5;
const BOLD = 3;

/** What the marks of a still mean, in one row. */
export function paintLegend(
  pen: SvgPen,
  palette: Palette,
  locale: Locale,
  at: { x: number; y: number },
  { whatIf, quiet }: { whatIf: boolean; quiet: boolean },
): void {
  const t = dropoutStrings[locale];
  const w = whatIfStrings[locale];
  const { y } = at;
  let { x } = at;
  const word = (words: string) => {
    pen.text(x, y, words, { fill: palette.muted, size: 11 });
    x += textWidth(words, 11) + 14;
  };
  const states: [UnitState, string][] = [
    ['kept', t.keptUnit],
    ['silenced', whatIf ? t.silenced : t.silencedUnit],
  ];
  if (whatIf) states.push(['wouldSilence', w.wouldSilence], ['wouldKeep', w.wouldKeep]);
  for (const [state, words] of states) {
    paintNodes(pen, palette, state, [x + 6, y - 4], RADIUS, quiet);
    x += 16;
    word(words);
  }
  for (const negative of [false, true]) {
    pen.segments([x, y - 4, x + 24, y - 4], { ...edgeInk(palette, negative, BOLD), opacity: 1 });
    x += 30;
    word(negative ? t.negative : t.positive);
  }
}
