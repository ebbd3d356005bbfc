import { element, ensureStyle, pagePalette, setText } from './page.js';
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
  /** The picture's whole height in pixels; it never changes. */
  height: number;
  /** Height of the sentences above the plots. */
  verdictHeight: number;
  words: {
    /** What the plots are, for who does not see them. */
    plots: string;
    /** How to use the cursor. */
    hint: string;
    pinned: string;
  };
  /** Draws the plots for this width; `null` where there is nothing to plot. */
  draw(width: number): PlotsDrawing | null;
  /** What is said of a row; its moment comes first. */
  readout(row: number): string[];
  /** The epoch of a row, whose ridge stands out. */
  epochOf(row: number): number;
  line?(change: { to: number } | { by: number }): void;
  /** What changes with the cursor, as SVG content over the plots. */
  overlay?(row: number | null): string;
}

/** Below this width the plots are not drawn smaller, but scrolled. */
const NARROWEST = 520;
/** What the bar to scroll with takes. */
const SCROLLBAR = 12;

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
  private readonly ground: HTMLElement;
  private readonly drawing = element('div');
  private readonly marks = document.createElementNS('http://www.w3.org/2000/svg', 'g');
  private readonly words = element('div', { class: 'epb-plots-readout' });
  private readonly spoken = element('div', { class: 'epb-plots-hidden', 'aria-live': 'polite' });
  private readonly cursor: PlotCursor;
  private readonly resize: ResizeObserver;
  private width = 0;
  private now: number | null = null;
  private pinned = false;
  private drawn = false;
  private collapsed = false;
  private followed = '';

  constructor(
    host: HTMLElement,
    private readonly parts: Parts,
  ) {
    ensureStyle('epochbook-run-plots', runPictureCss);
    this.verdict = element('div', { class: 'epb-plots-verdict', tabindex: '0', role: 'note' });
    this.verdict.style.height = `${parts.verdictHeight}px`;
    this.ground = element(
      'div',
      { class: 'epb-plots-ground', tabindex: '0', role: 'application', 'aria-label': parts.words.plots },
      this.drawing,
    );
    this.drawing.setAttribute('aria-hidden', 'true');
    this.root = element(
      'section',
      { class: 'epb-plots' },
      this.head,
      this.facts,
      this.verdict,
      this.ground,
      this.words,
      this.spoken,
    );
    this.keepHeight();
    host.append(this.root);
    this.cursor = new PlotCursor(this.ground, {
      show: (row, pinned) => this.show(row, pinned),
      spoken: (row) => setText(this.spoken, this.readout(row)),
      ...(parts.line && { line: parts.line }),
    });
    this.resize = new ResizeObserver(() => {
      if (this.clientWidth() !== this.width) this.redraw();
    });
    this.resize.observe(this.root);
    this.verdict.addEventListener('scroll', () => this.fade());
  }

  /** The runs whose cursors these plots follow; whether they are other runs than before. */
  follow(runs: readonly string[]): boolean {
    const ids = [...new Set(runs)];
    if (ids.join('\n') === this.followed) return false;
    this.followed = ids.join('\n');
    this.cursor.follow(ids.map(runCursor));
    return true;
  }

  /** Sentences over the plots; the first stands out. */
  say(sentences: readonly string[], tone: 'good' | 'bad'): void {
    const [first = '', ...rest] = sentences;
    this.verdict.dataset.tone = tone;
    this.verdict.replaceChildren(element('b', {}, first), rest.join(' '));
  }

  redraw(): void {
    this.width = this.clientWidth();
    this.keepHeight();
    const drawing = this.parts.draw(this.width);
    this.drawn = drawing !== null;
    const { body = '', height = 0, plots = [], rows = [] } = drawing ?? {};
    this.drawing.innerHTML = drawing
      ? svgDocument({
          width: this.width,
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
    this.fade();
  }

  /** Without anything to plot the picture is its sentences alone. */
  collapse(nothing: boolean): void {
    this.collapsed = nothing;
    this.keepHeight();
    this.verdict.style.height = nothing ? '' : `${this.parts.verdictHeight}px`;
    for (const part of [this.facts, this.ground, this.words]) part.hidden = nothing;
  }

  /** What is at the cursor is to be said anew. */
  refresh(): void {
    this.show(this.now, this.pinned);
  }

  end(): void {
    this.cursor.end();
    this.resize.disconnect();
  }

  private clientWidth(): number {
    return Math.max(NARROWEST, this.room());
  }

  private room(): number {
    return Math.round(this.root.clientWidth - 16);
  }

  private keepHeight(): void {
    const room = this.room();
    const bar = room > 0 && room < NARROWEST ? SCROLLBAR : 0;
    this.root.style.height = this.collapsed ? '' : `${this.parts.height + bar}px`;
  }

  /** Sentences that go on below fade out. */
  private fade(): void {
    const { scrollTop, scrollHeight, clientHeight } = this.verdict;
    this.verdict.toggleAttribute('data-more', scrollTop + clientHeight < scrollHeight - 2);
  }

  private readout(row: number | null): string {
    const { words, readout } = this.parts;
    if (!this.drawn) return '';
    if (row === null) return words.hint;
    const [moment = '', ...rest] = readout(row);
    return [this.pinned ? `${moment}, ${words.pinned}` : moment, ...rest].join(' · ');
  }

  private show(row: number | null, pinned: boolean): void {
    this.now = row;
    this.pinned = pinned;
    if (this.parts.overlay) this.marks.innerHTML = this.parts.overlay(row);
    setText(this.words, this.readout(row));
    for (const marked of this.drawing.querySelectorAll('g[data-now]')) marked.removeAttribute('data-now');
    if (row === null) return;
    for (const ridge of nearestRidges(this.drawing, this.parts.epochOf(row)))
      ridge.setAttribute('data-now', '');
  }
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
