import { type Frame, frameX, frameY } from './frame.js';
import { element } from './page.js';
import type { RunCursor, RunCursorState, RunPosition } from './run-cursor.js';

/** A moment that the plots show, and where it lies on their x axes. */
export interface CursorRow {
  x: number;
  position: RunPosition;
}

/** A plot under the cursor; in one that counts lines along y, the pointer also chooses a line. */
export interface CursorPlot {
  frame: Frame;
  lines?: boolean;
}

interface CursorHost {
  /** The row that the cursor is at, or none, was found; drawn rules are in place. */
  show(row: number | null, pinned: boolean): void;
  /** A line of a map was pointed at, or stepped to by so many lines. */
  line?(change: { to: number } | { by: number }): void;
  /** Called after a key moved the cursor, or freed it, for what is read out. */
  spoken(row: number | null): void;
}

/** The last row that is not after a moment; the row nearest to it where there is none before. */
export function rowOf(rows: readonly CursorRow[], { epoch, step }: RunPosition): number {
  let found = -1;
  rows.forEach(({ position }, row) => {
    const before =
      step !== undefined && position.step !== undefined ? position.step <= step : position.epoch <= epoch;
    if (before) found = row;
  });
  return found < 0 && rows.length > 0 ? 0 : found;
}

/**
 * Rules across the plots of a picture at the moment that the cursor of its run, or of its runs, points at. Pointer and
 * arrow keys move it, a click or Enter pins it, Escape frees it. A ridge stands for its epoch.
 */
export class PlotCursor {
  private plots: CursorPlot[] = [];
  private rows: CursorRow[] = [];
  private rules: HTMLElement[] = [];
  private cursors: RunCursor[] = [];
  private ends: (() => void)[] = [];
  private row: number | null = null;

  constructor(
    private readonly ground: HTMLElement,
    private readonly host: CursorHost,
  ) {
    ground.addEventListener('pointermove', (event) => this.point(event, 'hover'));
    ground.addEventListener('pointerleave', () => this.each((cursor) => cursor.hover(null)));
    ground.addEventListener('click', (event) => this.point(event, 'pin'));
    ground.addEventListener('keydown', (event) => this.key(event));
  }

  /** The runs whose cursors these plots follow. */
  follow(cursors: RunCursor[]): void {
    this.end();
    this.cursors = cursors;
    this.ends = cursors.map((cursor) => cursor.subscribe((state) => this.moved(state)));
  }

  /** The plots were drawn anew. */
  place(plots: CursorPlot[], rows: CursorRow[]): void {
    this.plots = plots;
    this.rows = rows;
    for (const rule of this.rules) rule.remove();
    this.rules = plots.map(({ frame }) => {
      const rule = element('div', { class: 'epb-plot-rule', hidden: true });
      rule.style.cssText = `position:absolute;top:${frame.y}px;height:${frame.height}px;width:0;pointer-events:none;border-left:1px solid var(--vscode-foreground,#24292f);opacity:.7`;
      this.ground.append(rule);
      return rule;
    });
    const state = this.cursors.find(({ state }) => state.position)?.state;
    this.moved(state ?? { position: null, pinned: false });
  }

  end(): void {
    for (const end of this.ends) end();
    this.ends = [];
    this.cursors = [];
  }

  private each(act: (cursor: RunCursor) => void): void {
    for (const cursor of this.cursors) act(cursor);
  }

  private moved({ position, pinned }: RunCursorState): void {
    this.row = position && this.rows.length > 0 ? rowOf(this.rows, position) : null;
    const x = this.row === null ? null : (this.rows[this.row]?.x ?? null);
    this.plots.forEach(({ frame }, index) => {
      const rule = this.rules[index];
      if (!rule) return;
      rule.hidden = x === null;
      if (x !== null) rule.style.left = `${frameX(frame, x)}px`;
      rule.style.borderLeftStyle = pinned ? 'solid' : 'dashed';
    });
    this.host.show(this.row, pinned);
  }

  private point(event: MouseEvent, act: 'hover' | 'pin'): void {
    const ridge = event.target instanceof Element ? event.target.closest('g[data-epoch]') : null;
    if (ridge && this.rows.length > 0) {
      this.go(rowOf(this.rows, { epoch: Number(ridge.getAttribute('data-epoch')) }), act);
      return;
    }
    const ground = this.ground.getBoundingClientRect();
    const x = event.clientX - ground.left + this.ground.scrollLeft;
    const y = event.clientY - ground.top + this.ground.scrollTop;
    const plot = this.plots.find(
      ({ frame }) =>
        x >= frame.x - 10 &&
        x <= frame.x + frame.width + 10 &&
        y >= frame.y - 4 &&
        y <= frame.y + frame.height + 4,
    );
    if (!plot || this.rows.length === 0) {
      if (act === 'hover') this.each((cursor) => cursor.hover(null));
      return;
    }
    const { frame } = plot;
    if (plot.lines) {
      const [top, bottom] = [frame.yDomain[1], frame.yDomain[0]];
      this.host.line?.({ to: top + ((y - frame.y) / frame.height) * (bottom - top) });
    }
    const value = frame.xDomain[0] + ((x - frame.x) / frame.width) * (frame.xDomain[1] - frame.xDomain[0]);
    this.go(this.nearest(value), act);
  }

  private nearest(value: number): number {
    let low = 0;
    let high = this.rows.length - 1;
    while (low < high) {
      const middle = (low + high) >> 1;
      if ((this.rows[middle] as CursorRow).x < value) low = middle + 1;
      else high = middle;
    }
    const before = this.rows[low - 1]?.x;
    return before !== undefined && value - before < (this.rows[low] as CursorRow).x - value ? low - 1 : low;
  }

  private go(row: number, act: 'hover' | 'pin'): void {
    const position = this.rows[row]?.position;
    if (!position) return;
    this.each((cursor) => (act === 'pin' ? cursor.pin(position) : cursor.hover(position)));
  }

  private key(event: KeyboardEvent): void {
    if (event.target !== this.ground || event.altKey || event.ctrlKey || event.metaKey) return;
    const last = this.rows.length - 1;
    const lines: Record<string, number> = { ArrowUp: -1, ArrowDown: 1 };
    const line = lines[event.key];
    if (event.key === 'Escape') {
      if (this.row === null) return;
      this.each((cursor) => cursor.release());
      this.host.spoken(null);
    } else if (last < 0) return;
    else if (line !== undefined && this.host.line) {
      this.host.line({ by: line });
      this.host.spoken(this.row ?? last);
    } else if (event.key === 'Enter' || event.key === ' ') {
      this.go(this.row ?? last, 'pin');
      this.host.spoken(this.row ?? last);
    } else {
      const row = this.row;
      const moves: Record<string, number> = {
        ArrowRight: row === null ? 0 : Math.min(last, row + 1),
        ArrowLeft: row === null ? last : Math.max(0, row - 1),
        PageDown: Math.min(last, (row ?? 0) + Math.ceil(last / 20)),
        PageUp: Math.max(0, (row ?? last) - Math.ceil(last / 20)),
        Home: 0,
        End: last,
      };
      const to = moves[event.key];
      if (to === undefined) return;
      // Keys move a pinned moment too, and leave it pinned.
      const pinned = this.cursors.some(({ state }) => state.pinned);
      this.go(to, pinned ? 'pin' : 'hover');
      this.host.spoken(to);
    }
    event.preventDefault();
    event.stopPropagation();
  }
}

/** Where a line of a map lies, for a mark beside it. */
export const lineY = (frame: Frame, line: number): number => frameY(frame, line + 0.5);
