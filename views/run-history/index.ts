import type { FromHistoryView, RunSummary, RunsChange, ToHistoryView } from '../../protocol/index.js';
import { element, ensureStyle } from '../../renderers/drawing/page.js';
import { editorLocale, Webview } from '../webview.js';
import { RunListBox } from './list.js';
import { type Choice, chosenRuns, plainChoice, type Sort, sorts } from './order.js';
import { shownStatuses } from './shown-status.js';
import { stringsOf } from './strings.js';
import { historyCss } from './style.js';

/** The page of the history view: all runs as the extension tells them, filtered and ordered here. */
const page = new Webview<FromHistoryView, ToHistoryView, Choice>(hearMessage);
const locale = editorLocale();
const strings = stringsOf(locale);
const runs = new Map<string, RunSummary>();
let choice: Choice = { ...plainChoice, ...page.state };
let toRead = 0;
let heard = false;
let changed = new Set<string>();
let queued = false;

const filter = element('input', {
  type: 'search',
  placeholder: strings.filter,
  'aria-label': strings.filter,
  value: choice.words,
});
const sort = select(
  strings.sort,
  sorts.map((name) => [name, strings.sorts[name]]),
  choice.sort,
);
const which = select(
  strings.which,
  [['all', strings.all], ...shownStatuses.map((name): [string, string] => [name, strings.status[name]])],
  choice.status,
);
const count = element('div', { class: 'count', role: 'status' });
const list = new RunListBox(locale, {
  selected: (paths) => page.post({ type: 'selected', paths }),
  command: (command, paths) => page.post({ type: 'command', command, paths }),
});
const bar = element('div', { class: 'bar' }, filter, sort, which);
const empty = element('div', { class: 'empty' });

ensureStyle('epochbook-history', historyCss);
document.body.append(bar, count, list.element, empty);
// Nothing of the page but its runs has a menu.
document.body.dataset.vscodeContext = JSON.stringify({ preventDefaultContextMenuItems: true });

for (const control of [filter, sort, which])
  control.addEventListener('input', () =>
    choose({ words: filter.value, sort: sort.value as Sort, status: which.value as Choice['status'] }),
  );
filter.addEventListener('keydown', (event) => {
  if (event.key === 'ArrowDown') list.focus();
});
page.post({ type: 'ready' });

function select(
  label: string,
  options: readonly (readonly [string, string])[],
  chosen: string,
): HTMLSelectElement {
  return element(
    'select',
    { 'aria-label': label, title: label },
    ...options.map(([value, text]) => element('option', { value, selected: value === chosen }, text)),
  );
}

function choose(next: Choice): void {
  choice = next;
  filter.value = next.words;
  sort.value = next.sort;
  which.value = next.status;
  page.remember(next);
  drawSoon();
}

function hearMessage(message: ToHistoryView): void {
  if (message.type === 'change') {
    hear(message.change, message.whole);
    return;
  }
  if (!chosenRuns([...runs.values()], choice).some(({ path }) => path === message.path)) choose(plainChoice);
  draw();
  list.reveal(message.path);
}

function hear(change: RunsChange, whole: boolean): void {
  heard = true;
  if (whole) {
    changed = new Set([...changed, ...runs.keys()]);
    runs.clear();
  }
  for (const path of change.gone) runs.delete(path);
  for (const run of change.runs) {
    runs.set(run.path, run);
    changed.add(run.path);
  }
  toRead = change.toRead;
  drawSoon();
}

/** What comes together is drawn together. */
function drawSoon(): void {
  if (queued) return;
  queued = true;
  requestAnimationFrame(draw);
}

function draw(): void {
  queued = false;
  const shown = chosenRuns([...runs.values()], choice);
  list.show(shown, changed);
  changed = new Set();
  const number = (value: number) => new Intl.NumberFormat(locale).format(value);
  const counted = strings.count(number(shown.length), number(runs.size));
  const text = toRead > 0 ? `${counted} · ${strings.reading(number(toRead))}` : counted;
  if (count.textContent !== text) count.textContent = text;
  bar.hidden = count.hidden = runs.size === 0;
  list.element.hidden = shown.length === 0;
  empty.hidden = shown.length > 0 || !heard;
  if (!empty.hidden) drawEmpty();
}

function drawEmpty(): void {
  if (runs.size > 0) {
    const clear = element('button', {}, strings.clear);
    clear.addEventListener('click', () => choose({ ...plainChoice, sort: choice.sort }));
    empty.replaceChildren(element('p', {}, strings.noMatch), clear);
    return;
  }
  empty.replaceChildren(
    element('p', {}, strings.empty),
    element('a', { href: 'command:epochbook.newTraining' }, strings.begin),
    element('a', { href: 'command:epochbook.openSample' }, strings.lesson),
  );
}
