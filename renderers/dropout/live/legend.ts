import type { Locale } from '../../../protocol/index.js';
import { element } from '../../drawing/page.js';
import type { Palette } from '../../drawing/palette.js';
import { silencedColor } from '../paint-units.js';
import { dropoutStrings } from '../strings.js';
import { whatIfStrings } from '../what-if-strings.js';

/** A sign of the drawing and what it means. */
interface LegendEntry {
  sign: 'line' | 'dashes' | 'ring' | 'cross' | 'slash';
  color: string;
  words: string;
}

const shapes: Record<LegendEntry['sign'], { width: number; path: string; more?: string }> = {
  line: { width: 18, path: 'M0,6h18' },
  dashes: { width: 18, path: 'M0,6h18', more: 'stroke-dasharray="4 3"' },
  ring: { width: 11, path: 'M1.5,6a4,4 0 1 0 8,0a4,4 0 1 0 -8,0' },
  cross: { width: 11, path: 'M1.5,2l8,8M1.5,10l8,-8' },
  slash: { width: 11, path: 'M1.5,10l8,-8' },
};

/** What the lines and marks of the stage mean. */
export class Legend {
  readonly root = element('div', { class: 'epb-dropout-legend' });
  private shown = '';

  show(entries: readonly LegendEntry[], { highContrast }: Palette): void {
    const shows = JSON.stringify([entries, highContrast]);
    if (shows === this.shown) return;
    this.shown = shows;
    this.root.replaceChildren(
      ...entries.map(({ sign, color, words }) => {
        const { width, path, more = '' } = shapes[sign];
        const entry = element('span');
        entry.innerHTML = `<svg width="${width}" height="12" aria-hidden="true"><path d="${path}" fill="none" stroke="${color}" stroke-width="${highContrast ? 2.4 : 2}" ${more}/></svg>`;
        entry.append(words);
        return entry;
      }),
    );
  }
}

/** Of the nets. */
export function netLegend(
  palette: Palette,
  locale: Locale,
  { whatIf, quiet }: { whatIf: boolean; quiet: boolean },
): LegendEntry[] {
  const t = dropoutStrings[locale];
  const w = whatIfStrings[locale];
  const nets: LegendEntry[] = [
    { sign: 'line', color: palette.train, words: t.positive },
    { sign: 'dashes', color: palette.validation, words: t.negative },
    { sign: 'ring', color: palette.foreground, words: t.keptUnit },
    { sign: 'cross', color: silencedColor(palette, quiet), words: t.silenced },
  ];
  if (!whatIf) return nets;
  return [
    ...nets,
    { sign: 'slash', color: palette.data, words: w.wouldSilence },
    { sign: 'ring', color: palette.data, words: w.wouldKeep },
  ];
}

/** Of the keep frequencies. */
export function frequencyLegend(palette: Palette, locale: Locale): LegendEntry[] {
  const t = dropoutStrings[locale];
  return [
    { sign: 'line', color: palette.foreground, words: t.expectedShare },
    { sign: 'dashes', color: palette.muted, words: t.band },
    { sign: 'ring', color: palette.train, words: t.silenced },
    { sign: 'cross', color: palette.bad, words: t.outsideKey },
  ];
}
