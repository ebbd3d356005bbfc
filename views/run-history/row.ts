import { fromSample, type Locale, type RunSummary } from '../../protocol/index.js';
import { element } from '../../renderers/drawing/page.js';
import type { Palette } from '../../renderers/drawing/palette.js';
import { sparkline } from '../../renderers/training/sparkline.js';
import { shownStatus, statusMarks } from './shown-status.js';
import { stringsOf } from './strings.js';
import { runWords } from './words.js';

const SPARK = { width: 76, height: 30 };

/** The element of one run; `update` puts what has changed into the same element, so that focus and selection stay. */
export class RunRow {
  readonly element = element('div', {
    class: 'run',
    role: 'option',
    tabindex: '-1',
    'aria-selected': 'false',
  });
  private run: RunSummary;

  constructor(
    run: RunSummary,
    private readonly locale: Locale,
  ) {
    this.run = run;
    this.element.dataset.path = run.path;
  }

  update(run: RunSummary, palette: Palette): void {
    this.run = run;
    const words = runWords(run, this.locale);
    const status = shownStatus(run);
    this.element.dataset.status = status;
    this.element.title = [words.status, run.reason ?? '', run.notebook ?? ''].filter(Boolean).join('\n');
    const line = (name: string, text: string) => (text ? [element('div', { class: name }, text)] : []);
    const { status: states, more } = stringsOf(this.locale);
    this.element.replaceChildren(
      element(
        'div',
        { class: 'head' },
        element('span', { class: 'mark', 'aria-hidden': 'true' }, statusMarks[status]),
        element('span', { class: 'name' }, words.name),
        element('span', { class: 'state' }, states[status]),
        element('button', { class: 'more', tabindex: '-1', 'aria-hidden': 'true', title: more }, '⋯'),
      ),
      ...(words.best || run.curve.length > 0
        ? [
            element(
              'div',
              { class: 'body' },
              element('div', { class: 'best' }, words.best),
              this.spark(palette),
            ),
          ]
        : []),
      ...line('settings', words.settings),
      ...line('where', [words.where, words.when].filter(Boolean).join(' · ')),
      ...line('note', words.note),
      ...line('problem', words.problem),
      // What the tooltip says to who sees it.
      ...line(
        'heard',
        [run.diverged === undefined ? '' : words.status, run.reason ?? ''].filter(Boolean).join('. '),
      ),
    );
  }

  redraw(palette: Palette): void {
    this.update(this.run, palette);
  }

  private spark(palette: Palette): HTMLElement {
    const { curve, epochs, metric = '' } = this.run;
    const values = curve.map(fromSample);
    const color = /^val_/.test(metric) ? palette.validation : palette.train;
    const count =
      this.run.status === 'running' && epochs.done > 0
        ? (values.length * epochs.planned) / epochs.done
        : undefined;
    const drawn = sparkline([{ values, color, bad: palette.bad }], {
      ...SPARK,
      ...(count !== undefined && { count }),
      ...this.bestPlace(values, palette),
    });
    const holder = element('span', { class: 'spark', 'aria-hidden': 'true' });
    holder.innerHTML = drawn
      ? `<svg width="${SPARK.width}" height="${SPARK.height}" viewBox="0 0 ${SPARK.width} ${SPARK.height}">${drawn}</svg>`
      : '';
    return holder;
  }

  private bestPlace(values: readonly (number | null)[], palette: Palette) {
    const { best } = this.run;
    if (!best || values.length < 2) return {};
    const row = values.findIndex(
      (value) => value !== null && Math.abs(value - best.value) <= 1e-6 * Math.abs(best.value),
    );
    return row < 0 ? {} : { best: { at: row / (values.length - 1), color: palette.best } };
  }
}
