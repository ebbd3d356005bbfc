import type { Locale } from '../../../protocol/index.js';
import { formatCount } from '../../drawing/format.js';
import { element, setText } from '../../drawing/page.js';
import type { StepView } from '../model.js';
import type { DropoutRecord } from '../record.js';
import { dropoutStrings } from '../strings.js';

export type ViewChoice = 'both' | 'standard' | 'thinned' | 'frequency';

/** What the controls ask of the view. */
export interface ControlActions {
  /** Shows the step of this index among the recorded ones. */
  go(index: number): void;
  play(): void;
  pin(): void;
  choose(): void;
}

let made = 0;

/** Step slider, play and pause, pin; and what is shown of which sample and layer. */
export class Controls {
  readonly steps: HTMLElement;
  readonly choices: HTMLElement;
  private readonly slider: HTMLInputElement;
  private readonly told: HTMLOutputElement;
  private readonly previous: HTMLButtonElement;
  private readonly playing: HTMLButtonElement;
  private readonly next: HTMLButtonElement;
  private readonly pinning: HTMLButtonElement;
  private readonly viewSelect: HTMLSelectElement;
  /** What was chosen; where there is no room for both nets, another is shown. */
  private wanted: ViewChoice = 'both';
  private readonly sampleSelect = element('select');
  private readonly layerSelect = element('select');
  private readonly sampleLabel: HTMLElement;
  private readonly layerLabel: HTMLElement;

  constructor(
    private readonly locale: Locale,
    actions: ControlActions,
  ) {
    const t = dropoutStrings[locale];
    made += 1;
    const id = `epb-dropout-${made}`;
    const button = (icon: string, name: string, act: () => void) => {
      const one = element('button', { type: 'button', 'aria-label': name, title: name }, icon);
      one.addEventListener('click', act);
      return one;
    };
    const at = () => Number(this.slider.value);
    this.previous = button('◀', t.previous, () => actions.go(at() - 1));
    this.playing = button(t.play, t.play, () => actions.play());
    this.playing.classList.add('epb-dropout-play');
    this.next = button('▶', t.next, () => actions.go(at() + 1));
    this.pinning = element('button', { type: 'button', title: t.pinHint, 'aria-pressed': 'false' }, t.pin);
    this.pinning.addEventListener('click', () => actions.pin());
    this.slider = element('input', { type: 'range', min: '0', step: '1', 'aria-label': t.stepSlider });
    this.slider.addEventListener('input', () => actions.go(at()));
    this.told = element('output');
    this.steps = element(
      'div',
      { class: 'epb-dropout-row' },
      this.previous,
      this.playing,
      this.next,
      this.slider,
      this.told,
      this.pinning,
    );
    this.viewSelect = element(
      'select',
      { id: `${id}-view` },
      ...Object.entries(t.views).map(([value, words]) => element('option', { value }, words)),
    );
    this.sampleSelect.id = `${id}-sample`;
    this.layerSelect.id = `${id}-layer`;
    this.sampleLabel = element('label', { for: `${id}-sample` }, t.sample, this.sampleSelect);
    this.layerLabel = element('label', { for: `${id}-layer` }, t.layer, this.layerSelect);
    this.choices = element(
      'div',
      { class: 'epb-dropout-choices' },
      element('label', { for: `${id}-view` }, t.view, this.viewSelect),
      this.layerLabel,
      this.sampleLabel,
    );
    this.viewSelect.addEventListener('input', () => {
      this.wanted = this.viewSelect.value as ViewChoice;
    });
    for (const select of [this.viewSelect, this.sampleSelect, this.layerSelect])
      select.addEventListener('input', () => actions.choose());
  }

  get view(): ViewChoice {
    return this.viewSelect.value as ViewChoice;
  }
  /** What would be is seen in the thinned net: leaves the views that do not show it. */
  showThinned(): void {
    if (this.wanted === 'standard' || this.wanted === 'frequency') this.wanted = 'both';
  }
  /** Counted from 0. */
  get sample(): number {
    return Math.max(0, this.sampleSelect.selectedIndex);
  }
  /** Index of the dropout layer whose frequencies are shown. */
  get layer(): number {
    return Math.max(0, this.layerSelect.selectedIndex);
  }

  /**
   * The record, or the room for it, has changed.
   *
   * @param both whether there is room for both nets.
   */
  offer(record: DropoutRecord, both: boolean): void {
    fill(
      this.sampleSelect,
      Array.from({ length: record.samples }, (_, index) => formatCount(index + 1, this.locale)),
    );
    fill(
      this.layerSelect,
      record.tracks.map(({ name }) => name),
    );
    this.sampleLabel.hidden = record.samples < 2;
    this.slider.max = String(Math.max(0, record.steps.length - 1));
    const first = this.viewSelect.options[0] as HTMLOptionElement;
    first.hidden = !both;
    first.disabled = !both;
    this.viewSelect.value = this.wanted === 'both' && !both ? 'thinned' : this.wanted;
  }

  show(
    record: DropoutRecord,
    view: StepView,
    pinned: boolean,
    player: { playing: boolean; allowed: boolean },
  ): void {
    const t = dropoutStrings[this.locale];
    const count = (value: number) => formatCount(value, this.locale);
    const none = record.steps.length === 0;
    this.slider.value = String(Math.max(0, view.index));
    this.slider.setAttribute(
      'aria-valuetext',
      none
        ? t.noStep
        : t.stepValue(count(view.index + 1), count(record.steps.length), count(view.step), count(view.epoch)),
    );
    setText(this.told, none ? t.noStep : t.stepOf(count(view.step), count(view.epoch)));
    this.layerLabel.hidden = this.view !== 'frequency' || record.tracks.length < 2;
    this.slider.disabled = none;
    this.pinning.disabled = none;
    this.previous.disabled = view.index <= 0;
    this.next.disabled = view.index >= record.steps.length - 1;
    this.playing.disabled = record.steps.length < 2 || !player.allowed;
    const word = player.playing ? t.pause : t.play;
    setText(this.playing, word);
    this.playing.setAttribute('aria-label', word);
    this.playing.title = player.allowed ? word : t.reducedMotion;
    this.pinning.setAttribute('aria-pressed', String(pinned));
  }
}

/** Gives a list its options, and keeps what was chosen where it still is. */
function fill(select: HTMLSelectElement, words: readonly string[]): void {
  if (select.options.length === words.length && words.every((each, at) => select.options[at]?.text === each))
    return;
  const chosen = select.selectedIndex;
  select.replaceChildren(...words.map((each) => element('option', {}, each)));
  select.selectedIndex = Math.max(0, Math.min(chosen, words.length - 1));
}
