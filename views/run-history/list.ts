import type { Locale, RunCommand, RunSummary } from '../../protocol/index.js';
import { element, onThemeChange, pagePalette } from '../../renderers/drawing/page.js';
import { RunRow } from './row.js';
import { Selection } from './selection.js';
import { stringsOf } from './strings.js';

/** So many runs are in the page at first; more come as the end is neared. */
const AT_ONCE = 200;

/** What the list tells. */
export interface ListHost {
  selected(paths: string[]): void;
  command(command: RunCommand, paths: string[]): void;
}

/** The list box of runs: keys, pointer, selection, and a context menu that the editor draws. */
export class RunListBox {
  readonly element: HTMLElement;
  private readonly rows = new Map<string, RunRow>();
  private readonly selection = new Selection();
  private readonly end = element('div', { 'aria-hidden': 'true', style: 'height:1px' });
  private order: readonly string[] = [];
  private byPath = new Map<string, RunSummary>();
  private room = AT_ONCE;
  private palette = pagePalette();

  constructor(
    private readonly locale: Locale,
    private readonly host: ListHost,
  ) {
    this.element = element('div', {
      class: 'runs',
      role: 'listbox',
      'aria-multiselectable': 'true',
      'aria-label': stringsOf(locale).list,
    });
    this.element.addEventListener('keydown', (event) => this.key(event));
    this.element.addEventListener('click', (event) => this.click(event));
    this.element.addEventListener('dblclick', (event) => this.act('open', this.pathAt(event)));
    this.element.addEventListener('contextmenu', (event) => this.prepareMenu(event), { capture: true });
    new IntersectionObserver((seen) => {
      if (seen.some(({ isIntersecting }) => isIntersecting)) this.grow();
    }).observe(this.end);
    onThemeChange(() => {
      this.palette = pagePalette();
      for (const row of this.rows.values()) row.redraw(this.palette);
    });
  }

  /** @param changed Paths of runs that are not as they were drawn. */
  show(runs: readonly RunSummary[], changed: ReadonlySet<string>): void {
    const before = this.order;
    const hadFocus = this.element.contains(document.activeElement);
    this.order = runs.map(({ path }) => path);
    this.byPath = new Map(runs.map((run) => [run.path, run]));
    for (const path of this.rows.keys())
      if (!this.byPath.has(path) || changed.has(path)) this.forget(path, !this.byPath.has(path));
    this.selection.keep(this.order, before);
    this.place();
    if (hadFocus) this.focus();
    this.mark();
  }

  reveal(path: string): void {
    if (!this.byPath.has(path)) return;
    this.room = Math.max(this.room, this.order.indexOf(path) + 1);
    this.selection.only(path);
    this.place();
    this.mark();
    this.rows.get(path)?.element.scrollIntoView({ block: 'nearest' });
  }

  /** Gives the focus to the run that has it within the list. */
  focus(): void {
    this.rows.get(this.selection.focused ?? '')?.element.focus({ preventScroll: true });
  }

  private forget(path: string, gone: boolean): void {
    const run = this.byPath.get(path);
    if (run && !gone) this.rows.get(path)?.update(run, this.palette);
    else {
      this.rows.get(path)?.element.remove();
      this.rows.delete(path);
    }
  }

  /** Puts the rows that there is room for into their order, moving only those that are out of it. */
  private place(): void {
    const shown = this.order.slice(0, this.room);
    let at = this.element.firstChild;
    for (const [index, path] of shown.entries()) {
      const { element: row } = this.rowOf(path);
      row.setAttribute('aria-posinset', String(index + 1));
      row.setAttribute('aria-setsize', String(this.order.length));
      if (row === at) at = row.nextSibling;
      else this.element.insertBefore(row, at);
    }
    const inPlace = new Set(shown);
    for (const [path, row] of this.rows) if (!inPlace.has(path)) row.element.remove();
    this.element.append(this.end);
  }

  private rowOf(path: string): RunRow {
    let row = this.rows.get(path);
    if (!row) {
      const run = this.byPath.get(path) as RunSummary;
      row = new RunRow(run, this.locale);
      row.update(run, this.palette);
      this.rows.set(path, row);
    }
    return row;
  }

  private grow(): void {
    if (this.room >= this.order.length) return;
    this.room += AT_ONCE;
    this.place();
    this.mark();
  }

  private mark(): void {
    const focused = this.selection.focused ?? this.order[0];
    for (const [path, { element: row }] of this.rows) {
      row.setAttribute('aria-selected', String(this.selection.has(path)));
      row.tabIndex = path === focused ? 0 : -1;
    }
    const paths = this.selection.of(this.order);
    const context = {
      webviewSection: paths.length > 1 ? 'runs' : 'run',
      epochbookRuns: paths,
      preventDefaultContextMenuItems: true,
    };
    this.element.dataset.vscodeContext = JSON.stringify(context);
    this.host.selected(paths);
  }

  private pathAt({ target }: Event): string | undefined {
    return target instanceof Element ? target.closest<HTMLElement>('.run')?.dataset.path : undefined;
  }

  private click(event: MouseEvent): void {
    const path = this.pathAt(event);
    if (path === undefined) return;
    if (event.target instanceof Element && event.target.closest('.more')) {
      const { clientX, clientY } = event;
      event.target.dispatchEvent(new MouseEvent('contextmenu', { bubbles: true, clientX, clientY }));
      return;
    }
    if (event.shiftKey) this.selection.extend(path, this.order);
    else if (event.ctrlKey || event.metaKey) this.selection.toggle(path);
    else this.selection.only(path);
    this.mark();
    this.focus();
  }

  /** The menu is about the runs that are selected, or the one under the pointer. */
  private prepareMenu(event: Event): void {
    const path = this.pathAt(event);
    if (path === undefined || this.selection.has(path)) return;
    this.selection.only(path);
    this.mark();
    this.focus();
  }

  private key(event: KeyboardEvent): void {
    const command = event.ctrlKey || event.metaKey;
    if (this.actKey(event.key, command) || this.moveKey(event)) {
      event.preventDefault();
      event.stopPropagation();
    }
  }

  private actKey(key: string, command: boolean): boolean {
    const path = this.selection.focused ?? this.order[0];
    if (key === 'Enter') this.act('open', path);
    else if (key === 'F2') this.act('rename', path);
    else if (key === 'Delete' || key === 'Backspace') this.act('delete', path);
    else if (command && key.toLowerCase() === 'z') this.host.command('undoDelete', []);
    else if (key === ' ' && path !== undefined) this.selection.toggle(path);
    else if (command && key.toLowerCase() === 'a') this.selection.all(this.order);
    else if (key === 'Escape') this.selection.clear();
    else return false;
    this.mark();
    return true;
  }

  private moveKey({ key, shiftKey, ctrlKey, metaKey }: KeyboardEvent): boolean {
    const now = Math.max(0, this.order.indexOf(this.selection.focused ?? ''));
    const page = Math.max(1, Math.floor(this.element.clientHeight / 90));
    const moves: Record<string, number> = {
      ArrowDown: this.selection.focused === undefined ? now : now + 1,
      ArrowUp: now - 1,
      PageDown: now + page,
      PageUp: now - page,
      Home: 0,
      End: this.order.length - 1,
    };
    const wanted = moves[key];
    if (wanted === undefined || this.order.length === 0) return false;
    const at = Math.min(this.order.length - 1, Math.max(0, wanted));
    const path = this.order[at] as string;
    if (at >= this.room) {
      this.room = at + 1;
      this.place();
    }
    if (shiftKey) this.selection.extend(path, this.order);
    else if (ctrlKey || metaKey) this.selection.focused = path;
    else this.selection.only(path);
    this.mark();
    this.focus();
    this.rows.get(path)?.element.scrollIntoView({ block: 'nearest' });
    return true;
  }

  private act(command: RunCommand, path: string | undefined): void {
    if (path === undefined) return;
    const selected = this.selection.of(this.order);
    this.host.command(command, selected.includes(path) ? selected : [path]);
  }
}
