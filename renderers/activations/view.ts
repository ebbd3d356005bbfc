import type { ActivationsPayload, Locale } from '../../protocol/index.js';
import { choice } from '../drawing/choice.js';
import { formatCount, formatShare } from '../drawing/format.js';
import { SIGN, signSvg } from '../drawing/key.js';
import { element, ensureStyle, pagePalette, setText } from '../drawing/page.js';
import type { StillOptions } from '../drawing/picture.js';
import type { StaticView } from '../drawing/static-slot.js';
import { activationsKey } from './key.js';
import { LayerView } from './layer-view.js';
import { answerOf } from './model.js';
import { activationsSvg } from './picture.js';
import { activationsStrings } from './strings.js';
import { activationsCss } from './style.js';
import { activationsFacts, activationsTitle, activationsVerdict } from './words.js';

const NARROWEST = 260;

/** What each layer makes of one sample, which is chosen where there are several. */
export class ActivationsView implements StaticView<ActivationsPayload> {
  private readonly root = element('section', { class: 'epb-act' });
  private readonly title = element('strong');
  private readonly facts = element('div', { class: 'epb-act-facts' });
  private readonly verdict = element('div', { class: 'epb-act-verdict', role: 'note' });
  private readonly key = element('div', { class: 'epb-act-key' });
  private readonly list = element('div');
  private readonly answer = element('table', { class: 'epb-act-answer' });
  private readonly foot = element('div', { class: 'epb-act-foot' });
  private readonly spoken = element('div', { class: 'epb-act-spoken', 'aria-live': 'polite' });
  private readonly choices;
  private readonly resize: ResizeObserver;
  private layers: LayerView[] = [];
  private sample = 0;
  private width = 0;
  private payload: ActivationsPayload | undefined;

  constructor(
    host: HTMLElement,
    private readonly locale: Locale,
  ) {
    ensureStyle('epochbook-activations', activationsCss);
    this.choices = choice(activationsStrings[locale].sample, (sample) => {
      this.sample = Number(sample);
      this.draw();
    });
    this.root.append(
      element('div', { class: 'epb-act-head' }, this.title, this.choices.root),
      ...[this.verdict, this.facts, this.key, this.list, this.answer, this.foot, this.spoken],
    );
    host.append(this.root);
    this.resize = new ResizeObserver(() => {
      if (this.clientWidth() !== this.width) this.draw();
    });
    this.resize.observe(this.root);
  }

  redraw(payload: ActivationsPayload): void {
    this.payload = payload;
    this.sample = Math.min(this.sample, payload.samples - 1);
    this.draw();
  }

  /** The sample that is shown now. */
  still(options: StillOptions): Promise<string> {
    return activationsSvg(this.payload as ActivationsPayload, { ...options, sample: this.sample });
  }

  end(): void {
    this.resize.disconnect();
  }

  private clientWidth(): number {
    return Math.max(NARROWEST, Math.floor(this.root.clientWidth - 16));
  }

  private draw(): void {
    const { payload, locale, sample } = this;
    if (!payload) return;
    this.width = this.clientWidth();
    const t = activationsStrings[locale];
    const { layers, samples } = payload;
    const nothing = layers.length === 0;
    const palette = pagePalette();
    setText(this.title, activationsTitle(payload, locale));
    setText(this.facts, activationsFacts(payload, locale).join(' · '));
    this.choices.root.hidden = samples < 2;
    this.choices.fill(
      Array.from({ length: samples }, (_, index) => [String(index), formatCount(index + 1, locale)]),
      String(sample),
    );
    const { words, healthy } = activationsVerdict(payload, sample, locale);
    this.verdict.dataset.tone = healthy ? 'good' : 'bad';
    this.verdict.replaceChildren(...words.map((line) => element('p', {}, line)));
    for (const part of [this.facts, this.key, this.foot]) part.hidden = nothing;
    this.key.replaceChildren(
      ...activationsKey({ palette, locale }).map((entry) => {
        const item = element('span');
        item.innerHTML = `<svg width="${SIGN.width}" height="${SIGN.height}" aria-hidden="true">${signSvg(entry)}</svg>`;
        item.append(entry.words);
        return item;
      }),
    );
    while (this.layers.length < layers.length)
      this.layers.push(new LayerView(locale, (said) => setText(this.spoken, said)));
    this.layers.length = layers.length;
    this.list.replaceChildren(...this.layers.map(({ root }) => root));
    layers.forEach((layer, index) => {
      this.layers[index]?.draw(layer, { sample, samples, width: this.width, palette });
    });
    this.drawAnswer(payload, palette.heat);
    setText(this.foot, `${t.rules} ${t.hint}`);
  }

  private drawAnswer(payload: ActivationsPayload, color: string): void {
    const t = activationsStrings[this.locale];
    const classes = answerOf(payload, this.sample);
    this.answer.hidden = classes === null;
    this.answer.replaceChildren(
      element('caption', {}, t.answer),
      element(
        'tbody',
        {},
        ...(classes ?? []).map(({ name, share }) => {
          const bar = element('i');
          bar.style.cssText = `width:${Math.min(1, Math.max(0, share)) * 100}%;background:${color}`;
          return element(
            'tr',
            {},
            element('th', { scope: 'row' }, name),
            element('td', {}, formatShare(share, this.locale)),
            element('td', {}, element('span', { class: 'epb-act-bar', 'aria-hidden': 'true' }, bar)),
          );
        }),
      ),
    );
  }
}
