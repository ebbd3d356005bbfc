import type { Locale, TensorAccount, VariablesReport } from '../../protocol/index.js';
import { formatCount } from '../../renderers/drawing/format.js';
import { element } from '../../renderers/drawing/page.js';
import { bytesText } from '../sizes.js';
import { growthText, leftTexts } from './model.js';
import { variablesStrings } from './strings.js';

/** The latest cells are told of. */
const MOST = 100;

export const accountsCss = `
.epb-accounts { border-top: 1px solid var(--epb-line); flex: none; max-height: 40%; overflow: auto; font-size: 12px; line-height: 18px; }
.epb-accounts summary { padding: 4px 8px; cursor: pointer; font-weight: 600; }
.epb-accounts ol { list-style: none; margin: 0; padding: 0 8px 6px; }
.epb-accounts li { padding: 1px 0; }
.epb-accounts .epb-run { display: flex; align-items: center; justify-content: space-between; gap: 8px; flex-wrap: wrap; }
.epb-accounts button { all: unset; cursor: pointer; min-height: 24px; min-width: 24px; line-height: 24px; color: var(--vscode-textLink-foreground, inherit); }
.epb-accounts button:hover { text-decoration: underline; }
.epb-accounts button:focus-visible { outline: 1px solid var(--vscode-focusBorder, #1769c5); }
.epb-accounts p { margin: 0 8px 8px; }
.epb-accounts li p { margin: 0 0 3px; }
`;

/** How many tensors there are, and what each cell has done to that. */
export class AccountsView {
  private readonly summary = element('summary');
  private readonly list = element('ol');
  private readonly teach: HTMLElement;
  readonly host: HTMLDetailsElement;

  constructor(
    private readonly locale: Locale,
    private readonly reveal: (cell: string) => void,
  ) {
    const t = variablesStrings[locale];
    this.teach = element('p', { class: 'epb-quiet' }, t.teach);
    this.host = element(
      'details',
      { class: 'epb-accounts', 'aria-label': t.tensors },
      this.summary,
      this.list,
      this.teach,
    );
  }

  show(report: VariablesReport | null): void {
    const t = variablesStrings[this.locale];
    this.host.hidden = !report;
    if (!report) return;
    const { memory, accounts } = report;
    this.summary.textContent = memory
      ? t.inMemory(formatCount(memory.tensors, this.locale), bytesText(memory.bytes, this.locale))
      : t.noEngine;
    const told = accounts.filter(({ grown, left }) => grown.tensors !== 0 || grown.bytes !== 0 || left);
    this.list.replaceChildren(
      ...told
        .slice(-MOST)
        .reverse()
        .map((account) => this.item(account)),
    );
    this.teach.hidden = !accounts.some(({ left }) => left);
  }

  private item(account: TensorAccount): HTMLElement {
    const t = variablesStrings[this.locale];
    const button = element('button', { type: 'button', title: t.reveal }, t.run(account.order, account.runs));
    button.addEventListener('click', () => this.reveal(account.cell));
    return element(
      'li',
      {},
      element('div', { class: 'epb-run' }, button, element('span', {}, growthText(account, this.locale))),
      ...leftTexts(account, this.locale).map((text) => element('p', { class: 'epb-warn' }, text)),
    );
  }
}
