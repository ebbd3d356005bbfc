import type { Locale } from '../../../protocol/index.js';
import { element } from '../../drawing/page.js';
import type { Palette } from '../../drawing/palette.js';
import { toggled } from '../../drawing/toggled.js';
import type { LineName, TrainingCurves } from '../model.js';
import { seriesLook, seriesName, seriesNames } from '../series.js';
import { trainingStrings } from '../strings.js';
import { swatch } from '../swatch.js';

/** The lines that there are to show, in the order of the legend. */
export function offeredLines({ loss, metric }: Pick<TrainingCurves, 'loss' | 'metric'>): LineName[] {
  const offered = new Set([...loss.offered, ...(metric?.offered ?? [])]);
  return [...seriesNames, 'faint' as const].filter((name) => offered.has(name));
}

/** The names of the lines, each beside a piece of its line: a press hides a line or shows it again. */
export class Legend {
  readonly root: HTMLElement;
  private readonly buttons = new Map<LineName, HTMLButtonElement>();
  private drawn = '';
  private offered: LineName[] = [];
  private hidden: readonly LineName[] = [];

  constructor(
    private readonly locale: Locale,
    private readonly changed: (hidden: LineName[]) => void,
  ) {
    const label = trainingStrings[locale].lines;
    this.root = element('div', { class: 'epb-legend', role: 'group', 'aria-label': label });
  }

  /** @param smoothed whether the faint line is what was measured, not single batches. */
  draw(
    curves: TrainingCurves,
    palette: Palette,
    { marked, smoothed, hidden }: { marked: boolean; smoothed: boolean; hidden: readonly LineName[] },
  ): void {
    this.offered = offeredLines(curves);
    this.hidden = hidden;
    const entries = this.offered.map((name) => ({ name, ...this.entry(name, palette, marked, smoothed) }));
    const key = JSON.stringify([entries, hidden]);
    if (key === this.drawn) return;
    this.drawn = key;
    for (const [name, button] of this.buttons)
      if (!this.offered.includes(name)) {
        button.remove();
        this.buttons.delete(name);
      }
    entries.forEach(({ name, picture, words }, index) => {
      const button = this.button(name);
      button.innerHTML = picture;
      button.append(words);
      // A button that stays where it is keeps the focus.
      if (this.root.children[index] !== button)
        this.root.insertBefore(button, this.root.children[index] ?? null);
    });
    this.mark();
  }

  private mark(): void {
    for (const [name, button] of this.buttons)
      button.setAttribute('aria-pressed', String(!this.hidden.includes(name)));
  }

  private entry(name: LineName, palette: Palette, marked: boolean, smoothed: boolean) {
    const t = trainingStrings[this.locale];
    if (name !== 'faint')
      return { picture: swatch(seriesLook(name, palette), marked), words: seriesName(name, this.locale) };
    return {
      picture: swatch(seriesLook('train', palette), false, 0.45),
      words: smoothed ? t.notSmoothed : t.singleBatches,
    };
  }

  private button(name: LineName): HTMLButtonElement {
    const known = this.buttons.get(name);
    if (known) return known;
    const button = element('button', { type: 'button', title: trainingStrings[this.locale].linesHint });
    const press = (alone: boolean) => {
      // At once, whenever the curves are drawn: the next press counts from here.
      this.hidden = toggled(name, this.offered, this.hidden, alone);
      this.mark();
      this.changed([...this.hidden]);
    };
    // The second click of a double click has hidden and shown it again by then.
    button.addEventListener('click', ({ altKey }) => press(altKey));
    button.addEventListener('dblclick', ({ altKey }) => altKey || press(true));
    button.addEventListener('keydown', (event) => {
      if (event.key !== 'Enter' || !event.altKey) return;
      press(true);
      // To a notebook it means: run the cell.
      event.preventDefault();
      event.stopPropagation();
    });
    this.buttons.set(name, button);
    return button;
  }
}
