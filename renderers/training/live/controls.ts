import type { Locale } from '../../../protocol/index.js';
import { element, setText } from '../../drawing/page.js';
import type { CurveChoice } from '../model.js';
import { trainingStrings } from '../strings.js';

let made = 0;

/** The switches: metric, axis, log scale, smoothing. */
export class Controls {
  readonly root: HTMLElement;
  private readonly metric: HTMLSelectElement;
  private readonly metricLabel: HTMLElement;
  private readonly axis: HTMLSelectElement;
  private readonly log: HTMLInputElement;
  private readonly smoothing: HTMLInputElement;
  private readonly amount: HTMLOutputElement;

  constructor(
    private readonly locale: Locale,
    choice: CurveChoice,
    changed: (choice: CurveChoice) => void,
  ) {
    const t = trainingStrings[locale];
    made += 1;
    const id = `epb-training-${made}`;
    this.metric = element('select', { id: `${id}-metric` });
    this.metricLabel = element('label', { for: `${id}-metric`, hidden: true }, `${t.metric} `, this.metric);
    this.axis = element(
      'select',
      { id: `${id}-axis` },
      element('option', { value: 'epoch' }, t.epochs),
      element('option', { value: 'step' }, t.steps),
    );
    this.log = element('input', { type: 'checkbox', id: `${id}-log` });
    this.smoothing = element('input', {
      type: 'range',
      id: `${id}-smoothing`,
      min: '0',
      max: '0.99',
      step: '0.01',
    });
    this.amount = element('output', { for: `${id}-smoothing` });
    this.root = element(
      'div',
      { class: 'epb-controls' },
      this.metricLabel,
      element('label', { for: `${id}-axis` }, `${t.axis} `, this.axis),
      element('label', { for: `${id}-log` }, this.log, ` ${t.logScale}`),
      element('label', { for: `${id}-smoothing` }, `${t.smoothing} `, this.smoothing, this.amount),
    );
    this.axis.value = choice.axis;
    this.log.checked = choice.log;
    this.smoothing.value = String(choice.smoothing);
    this.showAmount();
    let { metric } = choice;
    const tell = () => {
      this.showAmount();
      if (this.metric.value) metric = this.metric.value;
      changed({
        axis: this.axis.value === 'step' ? 'step' : 'epoch',
        log: this.log.checked,
        smoothing: Number(this.smoothing.value),
        ...(metric !== undefined && { metric }),
      });
    };
    for (const input of [this.metric, this.axis, this.log, this.smoothing])
      input.addEventListener('input', tell);
  }

  /** The metrics to choose from may come with the first epoch. */
  setMetrics(names: readonly string[], chosen: string | undefined): void {
    const present = [...this.metric.options].map(({ value }) => value);
    if (present.length !== names.length || names.some((name, index) => name !== present[index]))
      this.metric.replaceChildren(...names.map((name) => element('option', { value: name }, name)));
    if (chosen !== undefined && this.metric.value !== chosen) this.metric.value = chosen;
    this.metricLabel.hidden = names.length < 2;
  }

  private showAmount(): void {
    const format = new Intl.NumberFormat(this.locale, { minimumFractionDigits: 2 });
    setText(this.amount, format.format(Number(this.smoothing.value)));
  }
}
