import { element, ensureStyle, setText } from './page.js';
import { type CursorPlot, type CursorRow, PlotCursor } from './plot-cursor.js';
import type { RunCursor } from './run-cursor.js';
import { runPictureCss } from './run-style.js';

interface Parts {
  /** The picture's whole height in pixels; it never changes. */
  height: number;
  /** Height of the sentences above the plots. */
  verdictHeight: number;
  /** What the plots are, for who does not see them. */
  label: string;
  /** Draws the plots for this width. */
  draw(width: number): { svg: string; plots: CursorPlot[]; rows: CursorRow[] };
  /** What is said of a row; of none, how to use the cursor. */
  readout(row: number | null, pinned: boolean): string;
  /** The epoch of a row, whose ridge stands out. */
  epochOf(row: number): number;
  line?(change: { to: number } | { by: number }): void;
  /** What changes with the cursor, as SVG content over the plots. */
  overlay?(row: number | null): string;
}

/** Below this width the plots are not drawn smaller. */
const NARROWEST = 560;

/**
 * The frame of a live picture of a run: a head for controls, facts, sentences, plots with the run's cursor, and a line that
 * says what is at the cursor.
 */
export class RunPlots {
  readonly root: HTMLElement;
  readonly head = element('div', { class: 'epb-plots-head' });
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

  constructor(
    host: HTMLElement,
    private readonly parts: Parts,
  ) {
    ensureStyle('epochbook-run-plots', runPictureCss);
    this.verdict = element('div', { class: 'epb-plots-verdict', tabindex: '0', role: 'note' });
    this.verdict.style.height = `${parts.verdictHeight}px`;
    this.ground = element(
      'div',
      { class: 'epb-plots-ground', tabindex: '0', role: 'application', 'aria-label': parts.label },
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
    this.root.style.height = `${parts.height}px`;
    host.append(this.root);
    this.cursor = new PlotCursor(this.ground, {
      show: (row, pinned) => this.show(row, pinned),
      spoken: (row) => setText(this.spoken, parts.readout(row, this.pinned)),
      ...(parts.line && { line: parts.line }),
    });
    this.resize = new ResizeObserver(() => {
      if (this.clientWidth() !== this.width) this.redraw();
    });
    this.resize.observe(this.root);
  }

  follow(cursors: RunCursor[]): void {
    this.cursor.follow(cursors);
  }

  /** Sentences over the plots; the first stands out. */
  say(sentences: readonly string[], tone: 'good' | 'bad'): void {
    const [first = '', ...rest] = sentences;
    this.verdict.dataset.tone = tone;
    this.verdict.replaceChildren(element('b', {}, first), rest.join(' '));
  }

  redraw(): void {
    this.width = this.clientWidth();
    const { svg, plots, rows } = this.parts.draw(this.width);
    this.drawing.innerHTML = svg;
    const root = this.drawing.querySelector('svg');
    root?.querySelector('title')?.remove();
    root?.append(this.marks);
    this.cursor.place(plots, rows);
  }

  /** Without anything to plot the picture is its sentences alone. */
  collapse(nothing: boolean): void {
    this.root.style.height = nothing ? '' : `${this.parts.height}px`;
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
    return Math.max(NARROWEST, Math.round(this.root.clientWidth - 16));
  }

  private show(row: number | null, pinned: boolean): void {
    this.now = row;
    this.pinned = pinned;
    if (this.parts.overlay) this.marks.innerHTML = this.parts.overlay(row);
    setText(this.words, this.parts.readout(row, pinned));
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

/** A labelled choice among options; keeps its choice where the options stay. */
export function choice(
  label: string,
  change: (value: string) => void,
): {
  root: HTMLLabelElement;
  fill(options: readonly [value: string, words: string][], chosen: string): void;
} {
  const select = element('select', { 'aria-label': label });
  select.addEventListener('change', () => change(select.value));
  let filled = '';
  return {
    root: element('label', {}, label, select),
    fill(options, chosen) {
      const key = JSON.stringify(options);
      if (key !== filled)
        select.replaceChildren(...options.map(([value, words]) => element('option', { value }, words)));
      filled = key;
      select.value = chosen;
    },
  };
}
