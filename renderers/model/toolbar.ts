import type { Locale } from '../../protocol/index.js';
import { formatCount } from '../drawing/format.js';
import { element, setText } from '../drawing/page.js';
import { modelStrings } from './strings.js';

interface Acts {
  search(words: string): void;
  /** To the next layer found, or the one before. */
  next(back: boolean): void;
  openAll(all: boolean): void;
  /** 0 is the whole. */
  zoom(by: 1 | -1 | 0): void;
}

/** What a larger graph is handled with: search, groups, zoom. */
export class Toolbar {
  readonly root = element('div', { class: 'epb-model-bar' });
  private readonly input: HTMLInputElement;
  private readonly found = element('span', { role: 'status', class: 'epb-model-quiet' });
  private readonly groups: HTMLElement[];
  private readonly zoom: HTMLElement[];
  private readonly whole: HTMLElement;
  private shown = { search: false, groups: false, zoom: false };

  constructor(
    private readonly locale: Locale,
    acts: Acts,
  ) {
    const t = modelStrings[locale];
    this.input = element('input', { type: 'search', placeholder: t.search, 'aria-label': t.search });
    this.input.addEventListener('input', () => acts.search(this.input.value));
    this.input.addEventListener('keydown', (event) => {
      // What is typed here is for the search alone.
      event.stopPropagation();
      if (event.key === 'Enter') acts.next(event.shiftKey);
      if (event.key !== 'Escape' || this.input.value === '') return;
      this.input.value = '';
      acts.search('');
      event.preventDefault();
    });
    const button = (words: string, label: string, act: () => void) => {
      const made = element('button', { type: 'button', title: label, 'aria-label': label }, words);
      made.addEventListener('click', act);
      return made;
    };
    this.groups = [
      button(t.openAll, t.openAll, () => acts.openAll(true)),
      button(t.closeAll, t.closeAll, () => acts.openAll(false)),
    ];
    this.whole = button('⤢', t.fit, () => acts.zoom(0));
    this.zoom = [
      button('+', t.zoomIn, () => acts.zoom(1)),
      button('−', t.zoomOut, () => acts.zoom(-1)),
      this.whole,
    ];
    this.root.append(this.input, this.found, ...this.groups, ...this.zoom);
    this.show({});
  }

  show(parts: Partial<Toolbar['shown']>): void {
    this.shown = { ...this.shown, ...parts };
    const { search, groups, zoom } = this.shown;
    this.input.hidden = !search;
    this.found.hidden = !search;
    for (const each of this.groups) each.hidden = !groups;
    for (const each of this.zoom) each.hidden = !zoom;
    this.root.hidden = !search && !groups && !zoom;
  }

  /** @param count Layers found; null where nothing is looked for. */
  setFound(count: number | null, of: number): void {
    const { locale } = this;
    setText(
      this.found,
      count === null ? '' : modelStrings[locale].found(formatCount(count, locale), formatCount(of, locale)),
    );
  }

  clear(): void {
    this.input.value = '';
  }

  setZoomed(zoomed: boolean): void {
    this.whole.toggleAttribute('disabled', !zoomed);
  }
}
