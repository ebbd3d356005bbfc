import type { Locale, OpenedValue, RowOrder } from '../../protocol/index.js';
import { element } from '../../renderers/drawing/page.js';
import { valueStrings } from './strings.js';

const MOST_CHOICES = 1000;
/** After the last letter. */
const PAUSE_MS = 200;

/** Where a person writes which rows are to be seen. */
export class RowFilter {
  readonly host: HTMLElement;
  private readonly text: HTMLInputElement;
  private readonly column = element('select');
  private timer: ReturnType<typeof setTimeout> | undefined;

  constructor(
    private readonly locale: Locale,
    before: NonNullable<RowOrder['filter']> | undefined,
    changed: () => void,
  ) {
    const t = valueStrings[locale];
    this.text = element('input', {
      type: 'search',
      placeholder: t.filterHelp,
      'aria-label': `${t.filter}: ${t.filterHelp}`,
      title: t.filterHelp,
    });
    this.text.style.cssText = 'flex: 1 1 180px; min-width: 0; max-width: 340px';
    this.text.value = before?.text ?? '';
    this.text.addEventListener('input', () => {
      clearTimeout(this.timer);
      this.timer = setTimeout(changed, PAUSE_MS);
    });
    this.column.setAttribute('aria-label', t.anyColumn);
    this.column.style.maxWidth = '180px';
    this.column.addEventListener('change', () => {
      if (this.text.value.trim() !== '') changed();
    });
    this.column.append(this.option('', t.anyColumn));
    if (before && before.column !== null) {
      this.column.append(this.option(String(before.column), ''));
      this.column.value = String(before.column);
    }
    this.host = element(
      'span',
      { class: 'epb-bar', style: 'padding: 0; flex: 1 1 auto' },
      this.text,
      this.column,
    );
  }

  open({ columns, shape }: OpenedValue): void {
    const t = valueStrings[this.locale];
    const before = this.column.value;
    const count = Math.min(columns.count, MOST_CHOICES);
    const options = Array.from({ length: count }, (_, i) =>
      this.option(String(i), columns.names?.[i] ?? t.column(String(i))),
    );
    this.column.replaceChildren(this.option('', t.anyColumn), ...options);
    this.column.value = Number(before) < count ? before : '';
    this.column.hidden = count < 2;
    this.host.hidden = shape.length === 0;
  }

  get filter(): RowOrder['filter'] {
    const text = this.text.value;
    if (text.trim() === '') return undefined;
    return { text, column: this.column.value === '' ? null : Number(this.column.value) };
  }

  private option(value: string, label: string): HTMLOptionElement {
    return element('option', { value }, label);
  }
}
