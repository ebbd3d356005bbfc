import { type KeyEntry, SIGN, signSvg } from './key.js';
import { element, ensureStyle, pageLocale, pagePalette, setText } from './page.js';
import { type PanelRoom, panelHeight, panelRoomCss, type ReadoutTable, sideWidth } from './panel-room.js';
import { PinChip } from './pin-chip.js';
import { type CursorPlot, type CursorRow, PlotCursor } from './plot-cursor.js';
import { runCursor } from './run-cursor.js';
import { runPictureCss } from './run-style.js';
import { svgDocument } from './svg.js';

/** The plots of one payload, in pixels from the upper left corner. */
interface PlotsDrawing {
  /** SVG content. */
  body: string;
  height: number;
  /** Plots that the cursor crosses. */
  plots: CursorPlot[];
  /** The moments that they show. */
  rows: CursorRow[];
}

interface Parts {
  /** How the plots share the room of a panel with sentences that stand whole; without it they are as high as they are drawn. */
  room?: PanelRoom;
  /** What stands beside the plots of a picture without such a room takes so much of this width. */
  side?(width: number): number;
  words: {
    /** What the plots are, for who does not see them. */
    plots: string;
    /** How to use the cursor. */
    hint: string;
    pinned: string;
  };
  /** Draws the plots for this width, and in a panel's room for this height; `null` where there is nothing to plot. */
  draw(width: number, height: number): PlotsDrawing | null;
  /** What is said of a row; its moment comes first. */
  readout(row: number): string[];
  /** The same where it is shown in columns. */
  table?(row: number): ReadoutTable | null;
  /** The epoch of a row, whose ridge stands out. */
  epochOf(row: number): number;
  line?(change: { to: number } | { by: number }): void;
  /** What changes with the cursor, as SVG content over the plots. */
  overlay?(row: number | null): string;
}

/** Below this width the plots are not drawn smaller, but scrolled. */
const NARROWEST = { free: 300, inRoom: 340 };

/**
 * The frame of a live picture of a run: a head for controls, facts, sentences, plots with the run's cursor, and a line that
 * says what is at the cursor.
 */
export class RunPlots {
  readonly root: HTMLElement;
  readonly title = element('strong');
  readonly head = element('div', { class: 'epb-plots-head' }, this.title);
  readonly facts = element('div', { class: 'epb-plots-facts' });
  readonly verdict: HTMLElement;
  readonly ground: HTMLElement;
  private readonly key = element('div', { class: 'epb-plots-key', hidden: true });
  private readonly foot = element('div', { class: 'epb-plots-foot', hidden: true });
  private readonly room: PanelRoom | undefined;
  private readonly drawing = element('div');
  private readonly marks = document.createElementNS('http://www.w3.org/2000/svg', 'g');
  private readonly words = element('div', { class: 'epb-plots-readout' });
  private readonly spoken = element('div', { class: 'epb-plots-hidden', 'aria-live': 'polite' });
  private readonly cursor: PlotCursor;
  private readonly pin = new PinChip(pageLocale());
  private readonly resize: ResizeObserver;
  private width = 0;
  private now: number | null = null;
  private pinned = false;
  private drawn = false;
  private collapsed = false;
  private followed = '';
  private written = '';

  constructor(
    host: HTMLElement,
    private readonly parts: Parts,
  ) {
    ensureStyle('epochbook-run-plots', runPictureCss + panelRoomCss);
    this.verdict = element('div', { class: 'epb-plots-verdict', role: 'note' });
    this.room = parts.room;
    this.ground = element(
      'div',
      { class: 'epb-plots-ground', tabindex: '0', role: 'application', 'aria-label': parts.words.plots },
      this.drawing,
    );
    this.drawing.setAttribute('aria-hidden', 'true');
    this.root = element(
      'section',
      { class: 'epb-plots', ...(this.room && { 'data-room': true }) },
      this.head,
      ...(this.room ? [this.verdict, this.facts] : [this.facts, this.verdict]),
      this.key,
      this.ground,
      this.words,
      this.foot,
      this.spoken,
    );
    this.pin.root.style.cssText = 'order:1;margin-left:auto';
    this.head.append(this.pin.root);
    host.append(this.root);
    this.cursor = new PlotCursor(this.ground, {
      show: (row, pinned) => this.show(row, pinned),
      spoken: (row) => setText(this.spoken, this.readout(row).join(' · ')),
      ...(parts.line && { line: parts.line }),
    });
    this.resize = new ResizeObserver(() => {
      if (this.clientWidth() !== this.width) this.redraw();
    });
    this.resize.observe(this.root);
  }

  /** The runs whose cursors these plots follow; whether they are other runs than before. */
  follow(runs: readonly string[]): boolean {
    const ids = [...new Set(runs)];
    if (ids.join('\n') === this.followed) return false;
    this.followed = ids.join('\n');
    const cursors = ids.map(runCursor);
    this.cursor.follow(cursors);
    this.pin.follow(cursors);
    return true;
  }

  /** Sentences over the plots; the first stands out, and each of the others begins a line where they stand apart. */
  say(sentences: readonly string[], tone: 'good' | 'bad', apart = false): void {
    const [first = '', ...rest] = sentences;
    this.verdict.dataset.tone = tone;
    this.verdict.toggleAttribute('data-apart', apart);
    const others = apart ? rest.flatMap((each) => [' ', element('span', {}, each)]) : [` ${rest.join(' ')}`];
    this.verdict.replaceChildren(element('b', {}, first), ...others);
  }

  /** What the signs of the plots mean, and what is to be known of them and of their use. */
  explain(entries: readonly KeyEntry[], sentences: readonly string[]): void {
    this.key.replaceChildren(
      ...entries.map((entry) => {
        const item = element('span');
        item.innerHTML = `<svg width="${SIGN.width}" height="${SIGN.height}" aria-hidden="true">${signSvg(entry)}</svg>`;
        item.append(entry.words);
        return item;
      }),
    );
    setText(this.foot, sentences.join(' '));
  }

  redraw(): void {
    this.width = this.clientWidth();
    const side = this.room ? sideWidth(this.width) : (this.parts.side?.(this.width) ?? 0);
    this.root.toggleAttribute('data-side', side > 0 && !this.collapsed);
    const room = this.room && !this.collapsed ? this.roomLeft(this.room, side) : 0;
    const drawing = this.parts.draw(this.width - side, room);
    this.drawn = drawing !== null;
    const { body = '', height = 0, plots = [], rows = [] } = drawing ?? {};
    this.drawing.innerHTML = drawing
      ? svgDocument({
          width: this.width - side,
          height,
          title: '',
          description: '',
          background: 'transparent',
          font: pagePalette().font,
          body,
        })
      : '';
    const root = this.drawing.querySelector('svg');
    root?.querySelector('title')?.remove();
    root?.append(this.marks);
    this.cursor.place(plots, rows);
  }

  /** Without anything to plot the picture is its sentences alone. */
  collapse(nothing: boolean): void {
    this.collapsed = nothing;
    for (const part of [this.facts, this.ground, this.words]) part.hidden = nothing;
    for (const part of [this.key, this.foot]) part.hidden = nothing || !this.room;
  }

  /** What is at the cursor is to be said anew. */
  refresh(): void {
    this.show(this.now, this.pinned);
  }

  end(): void {
    this.cursor.end();
    this.pin.end();
    this.resize.disconnect();
  }

  private clientWidth(): number {
    const inside = Math.round(this.root.clientWidth - 16);
    return Math.max(this.room ? NARROWEST.inRoom : NARROWEST.free, inside);
  }

  /** The height that the words leave to the plots. */
  private roomLeft(room: PanelRoom, side: number): number {
    const last = room.lastRow();
    const readouts = [0, last >> 1, last].map((row) => ({ row, parts: this.parts.readout(row) }));
    const longest = readouts.reduce((found, each) =>
      each.parts.join().length > found.parts.join().length ? each : found,
    );
    this.words.style.minHeight = '';
    const [moment = '', ...rest] = longest.parts;
    this.write([room.last(moment), ...rest], longest.row);
    const heights = (parts: HTMLElement[]) => parts.reduce((sum, part) => sum + part.offsetHeight, 0);
    const style = getComputedStyle(this.root);
    const padding = Number.parseFloat(style.paddingTop) + Number.parseFloat(style.paddingBottom);
    const over = heights([this.head, this.verdict, this.facts]) + padding;
    const least = room.plots(this.width - side);
    const besides = heights([this.key, this.words, this.foot]);
    // What is at another moment may be told in fewer lines: the plots do not move for that.
    if (side === 0) this.words.style.minHeight = `${this.words.offsetHeight}px`;
    const whole = panelHeight(this.width);
    return side > 0 ? Math.max(least, whole - over, besides) : Math.max(least, whole - over - besides);
  }

  private readout(row: number | null): string[] {
    const { words, readout } = this.parts;
    if (!this.drawn) return [];
    if (row === null && !this.room) return [words.hint];
    const [moment = '', ...rest] = readout(row ?? this.room?.lastRow() ?? 0);
    if (row === null) return [this.room?.last(moment) ?? moment, ...rest];
    return [this.pinned ? `${moment}, ${words.pinned}` : moment, ...rest];
  }

  /** Parts of a line stay whole where it breaks; beside the plots each is a line of its own. */
  private write(parts: readonly string[], row: number | null): void {
    if (this.written === parts.join(' · ')) return;
    this.written = parts.join(' · ');
    const table = this.drawn || row !== null ? this.parts.table?.(row ?? this.room?.lastRow() ?? 0) : null;
    this.words.toggleAttribute('data-table', Boolean(table));
    if (table) {
      const lines = element('div', { class: 'epb-plots-lines' });
      lines.append(...[parts[0] ?? '', ...table.lines].map((line) => element('span', {}, line)));
      this.words.replaceChildren(lines, tableOf(table));
      return;
    }
    this.words.replaceChildren(
      ...parts.flatMap((part, index) => [
        // A line ends with the dot.
        ...(index > 0 ? [element('i', {}, ' ·'), ' '] : []),
        element('span', {}, part),
      ]),
    );
  }

  private show(row: number | null, pinned: boolean): void {
    this.now = row;
    this.pinned = pinned;
    if (this.parts.overlay) this.marks.innerHTML = this.parts.overlay(row);
    this.write(this.readout(row), row);
    for (const marked of this.drawing.querySelectorAll('g[data-now]')) marked.removeAttribute('data-now');
    if (row === null) return;
    for (const ridge of nearestRidges(this.drawing, this.parts.epochOf(row)))
      ridge.setAttribute('data-now', '');
  }
}

/** A value and its range in brackets: a line breaks between them alone. */
const wholeParts = (words: string): (HTMLElement | string)[] =>
  words.split(/ (?=\()/).flatMap((part, index) => [...(index > 0 ? [' '] : []), element('span', {}, part)]);

function tableOf({ head, rows }: ReadoutTable): HTMLElement {
  const line = (cells: readonly string[], scope: 'col' | 'row') =>
    element(
      'tr',
      {},
      ...cells.map((words, index) =>
        scope === 'col' || index === 0
          ? element(words === '' ? 'td' : 'th', words === '' ? {} : { scope }, words)
          : element('td', {}, ...wholeParts(words)),
      ),
    );
  return element(
    'table',
    {},
    element('thead', {}, line(head, 'col')),
    element('tbody', {}, ...rows.map((cells) => line(cells, 'row'))),
  );
}

/** In each plot of ridges, the last that is not after an epoch. */
function nearestRidges(drawing: HTMLElement, epoch: number): Element[] {
  const groups = [...drawing.querySelectorAll('g[data-epoch]')];
  const found: Element[] = [];
  groups.forEach((group, index) => {
    const own = Number(group.getAttribute('data-epoch'));
    const next = groups[index + 1];
    const after = next ? Number(next.getAttribute('data-epoch')) : Number.NEGATIVE_INFINITY;
    // Within one plot epochs grow; where they fall, another plot begins.
    const before =
      index === 0 ? Number.POSITIVE_INFINITY : Number(groups[index - 1]?.getAttribute('data-epoch'));
    const first = own <= before;
    const last = after <= own;
    if ((own <= epoch && (last || after > epoch)) || (first && own > epoch)) found.push(group);
  });
  return found;
}
