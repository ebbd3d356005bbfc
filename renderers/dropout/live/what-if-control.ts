import type { Locale } from '../../../protocol/index.js';
import { formatCount, formatRate } from '../../drawing/format.js';
import { element, setText } from '../../drawing/page.js';
import type { StepView } from '../model.js';
import type { DropoutRecord } from '../record.js';
import { dropoutStrings } from '../strings.js';
import { MOST_RATE, type WhatIfRates, whatIfView } from '../what-if.js';
import { whatIfStrings } from '../what-if-strings.js';
import { factorWords, type WhatIf } from '../what-if-words.js';

let made = 0;

/** A slider for the rate of one dropout layer, and what would then be. */
export class WhatIfControl {
  readonly root: HTMLElement;
  private readonly layers = element('select');
  private readonly slider: HTMLInputElement;
  private readonly trained = element('option');
  private readonly told = element('output');
  private readonly scale = element('span', { class: 'epb-dropout-scale' });
  private readonly reset: HTMLButtonElement;
  private rates = new Map<number, number>();
  private run: string | undefined;

  /** @param changed told when another rate is asked for. */
  constructor(
    private readonly locale: Locale,
    private readonly changed: () => void,
  ) {
    const t = whatIfStrings[locale];
    made += 1;
    const ticks = `epb-dropout-trained-${made}`;
    this.slider = element('input', {
      type: 'range',
      min: '0',
      max: String(MOST_RATE),
      step: '0.01',
      list: ticks,
    });
    this.reset = element('button', { type: 'button', title: t.resetHint }, t.reset);
    this.layers.setAttribute('aria-label', dropoutStrings[locale].layer);
    this.root = element(
      'div',
      { class: 'epb-dropout-row epb-dropout-what-if' },
      element('span', {}, t.before),
      this.layers,
      element('span', {}, t.after),
      this.slider,
      element('datalist', { id: ticks }, this.trained),
      this.told,
      this.scale,
      this.reset,
    );
    this.slider.addEventListener('input', () => this.take(Number(this.slider.value)));
    this.layers.addEventListener('input', () => this.changed());
    this.reset.addEventListener('click', () => this.clear());
  }

  /** Place among the record's tracks of the layer that the slider moves. */
  get layer(): number {
    return Math.max(0, this.layers.selectedIndex);
  }

  /** A record of another run begins with the rates of its training. */
  offer(record: DropoutRecord): void {
    const { run } = record.payload;
    if (run !== this.run) this.rates = new Map();
    this.run = run;
    const names = record.tracks.map(({ name }) => name);
    if (
      this.layers.options.length === names.length &&
      names.every((name, at) => this.layers.options[at]?.text === name)
    )
      return;
    const chosen = this.layers.selectedIndex;
    this.layers.replaceChildren(...names.map((name) => element('option', {}, name)));
    this.layers.selectedIndex = Math.max(0, Math.min(chosen, names.length - 1));
  }

  /** What would be in a step; `null` while every rate is that of the training. */
  whatIf(record: DropoutRecord, view: StepView): WhatIf | null {
    const rates: WhatIfRates = new Map(
      [...this.rates].filter(([index, rate]) => view.masks[index]?.bits && rate !== ownRate(view, index)),
    );
    return rates.size > 0 ? { rates, view: whatIfView(record, view, rates) } : null;
  }

  show(view: StepView, whatIf: WhatIf | null): void {
    const { locale } = this;
    const t = whatIfStrings[locale];
    const index = this.layer;
    const mask = view.masks[index];
    const known = mask?.bits !== null && mask !== undefined;
    this.slider.disabled = !known;
    this.slider.title = known ? '' : dropoutStrings[locale].notStored;
    this.reset.disabled = this.rates.size === 0;
    if (!mask) return;
    const own = mask.track.record.rate;
    const rate = whatIf?.rates.get(index) ?? own;
    const words = formatRate(rate, locale);
    const factor = factorWords(mask.track, rate, locale);
    this.trained.value = String(own);
    this.slider.value = String(rate);
    this.slider.setAttribute('aria-label', t.slider(mask.track.name));
    setText(this.told, words);
    setText(this.scale, factor && rate < 1 ? t.scale(words, factor) : '');
    this.root.toggleAttribute('data-would', whatIf !== null);
    const would = whatIf?.view.masks[index];
    const count = (value: number) => formatCount(value, locale);
    this.slider.setAttribute(
      'aria-valuetext',
      rate === own || !would
        ? t.asTrained(words)
        : t.value(words, count(would.kept), count(would.of), factor),
    );
  }

  private take(rate: number): void {
    this.rates.set(this.layer, rate);
    this.changed();
  }

  private clear(): void {
    this.rates.clear();
    this.changed();
    this.slider.focus({ preventScroll: true });
  }
}

const ownRate = ({ masks }: StepView, index: number): number | undefined => masks[index]?.track.record.rate;
