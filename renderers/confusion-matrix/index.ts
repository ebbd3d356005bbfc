import type { ConfusionMatrixPayload, Locale } from '../../protocol/index.js';
import { element, ensureStyle, keepMoves, pagePalette, setText } from '../drawing/page.js';
import { staticRenderer } from '../drawing/static-renderer.js';
import type { StaticView } from '../drawing/static-slot.js';
import { svgDocument, textWidth } from '../drawing/svg.js';
import { confusionMatrixPicture } from './confusion-matrix-picture.js';
import { headLines, matrixDrawing } from './picture.js';
import { confusionStrings } from './strings.js';

/** A matrix gets no smaller, but is scrolled. */
const NARROWEST = 320;
/** Beyond this the eye would have to search for a row's scores. */
const WIDEST = 1640;
/** Of what is said of a number. */
const WORDS = { size: 12, bold: 1.12 };

const css = `
.epb-confusion {
  box-sizing: border-box; padding: 6px 8px; color: var(--vscode-foreground, #24292f);
  font-family: var(--vscode-font-family, sans-serif); font-size: 12px; line-height: 18px;
}
.epb-confusion strong { display: block; font-size: 14px; line-height: 22px; }
.epb-confusion-lines { color: var(--vscode-descriptionForeground, currentColor); }
.epb-confusion-words { height: 18px; overflow: hidden; font-weight: 600; }
.epb-confusion-words[data-two-lines] { height: 36px; }
.epb-confusion-words[data-hint] { font-weight: normal; color: var(--vscode-descriptionForeground, currentColor); }
.epb-confusion-ground { overflow: auto hidden; scrollbar-width: thin; }
.epb-confusion svg { display: block; }
.epb-confusion [data-row] { outline: none; cursor: default; }
.epb-confusion [data-row]:hover > rect:first-of-type { stroke: var(--vscode-foreground, #24292f); stroke-width: 2; }
.epb-confusion [data-row]:focus > rect:first-of-type { stroke: var(--vscode-focusBorder, #1769c5); stroke-width: 2; }
.epb-confusion [data-row]:focus > text { text-decoration: underline; }
`;

/** The matrix as wide as the page; the number under the pointer or the focus is told in words above it. */
class ConfusionView implements StaticView<ConfusionMatrixPayload> {
  private readonly root = element('section', { class: 'epb-confusion' });
  private readonly title = element('strong');
  private readonly lines = element('div', { class: 'epb-confusion-lines' });
  private readonly words = element('div', { class: 'epb-confusion-words', 'aria-live': 'polite' });
  private readonly ground = element('div', { class: 'epb-confusion-ground' });
  private readonly resize: ResizeObserver;
  private payload: ConfusionMatrixPayload | undefined;
  private width = 0;

  constructor(
    host: HTMLElement,
    private readonly locale: Locale,
  ) {
    ensureStyle('epochbook-confusion-matrix', css);
    this.root.append(this.title, this.lines, this.words, this.ground);
    host.append(this.root);
    this.ground.addEventListener('pointerover', (event) => this.tell(event.target));
    this.ground.addEventListener('pointerleave', () => this.tell(this.focused()));
    this.ground.addEventListener('focusin', (event) => this.tell(event.target));
    this.ground.addEventListener('focusout', () => this.tell(null));
    this.ground.addEventListener('keydown', (event) => this.move(event));
    keepMoves(this.ground);
    this.resize = new ResizeObserver(() => {
      if (this.payload && this.room() !== this.width) this.redraw(this.payload);
    });
    this.resize.observe(this.root);
  }

  redraw(payload: ConfusionMatrixPayload): void {
    const { locale } = this;
    const t = confusionStrings[locale];
    this.payload = payload;
    this.width = this.room();
    const palette = pagePalette();
    const title = payload.title ?? t.title;
    setText(this.title, title);
    this.lines.replaceChildren(...headLines(payload, locale).map((line) => element('div', {}, line)));
    const { body, width, height, classes } = matrixDrawing(
      payload,
      { palette, locale },
      { width: this.width, live: true },
    );
    this.words.hidden = classes === 0;
    const focused = this.focused();
    const place = focused && [focused.dataset.row, focused.dataset.column];
    this.ground.innerHTML =
      classes === 0
        ? ''
        : svgDocument({
            width,
            height,
            title: '',
            description: '',
            background: 'transparent',
            font: palette.font,
            body,
          });
    const svg = this.ground.querySelector('svg');
    for (const words of svg?.querySelectorAll(':scope > title, :scope > desc') ?? []) words.remove();
    svg?.setAttribute('role', 'group');
    svg?.setAttribute('aria-label', `${title}. ${t.grid}`);
    for (const cell of this.cells()) {
      // Words stand above the matrix, not in a tooltip over it.
      const words = cell.querySelector('title');
      cell.setAttribute('role', 'img');
      cell.setAttribute('aria-label', words?.textContent ?? '');
      cell.setAttribute('tabindex', '-1');
      words?.remove();
    }
    this.at(0, 0)?.setAttribute('tabindex', '0');
    this.words.toggleAttribute('data-two-lines', this.longestWords() > this.width);
    if (place) this.visit(this.at(Number(place[0]), Number(place[1])));
    this.tell(this.focused());
  }

  end(): void {
    this.resize.disconnect();
  }

  private room(): number {
    return Math.min(WIDEST, Math.max(NARROWEST, Math.floor(this.root.clientWidth - 16)));
  }

  /** Pixels of the longest sentence that the line over the matrix may say. */
  private longestWords(): number {
    const said = [
      ...this.cells().map((cell) => cell.getAttribute('aria-label') ?? ''),
      confusionStrings[this.locale].hint,
    ];
    return Math.max(...said.map((words) => textWidth(words, WORDS.size) * WORDS.bold));
  }

  private cells(): SVGGElement[] {
    return [...this.ground.querySelectorAll<SVGGElement>('[data-row]')];
  }

  private at(row: number, column: number): SVGGElement | null {
    return this.ground.querySelector<SVGGElement>(`[data-row="${row}"][data-column="${column}"]`);
  }

  private focused(): SVGGElement | null {
    const active = document.activeElement;
    return active instanceof SVGGElement && this.ground.contains(active) ? active : null;
  }

  private tell(target: EventTarget | null): void {
    const cell = target instanceof Element ? target.closest('[data-row]') : null;
    const hint = cell === null;
    this.words.toggleAttribute('data-hint', hint);
    setText(this.words, cell?.getAttribute('aria-label') ?? confusionStrings[this.locale].hint);
  }

  private visit(cell: SVGGElement | null): void {
    if (!cell) return;
    for (const other of this.ground.querySelectorAll('[tabindex="0"]')) other.setAttribute('tabindex', '-1');
    cell.setAttribute('tabindex', '0');
    cell.focus();
  }

  /** Arrow keys move from number to number, Home and End along a row. */
  private move(event: KeyboardEvent): void {
    const from = event.target instanceof Element ? event.target.closest('[data-row]') : null;
    if (!from || event.altKey || event.ctrlKey || event.metaKey) return;
    const row = Number(from.getAttribute('data-row'));
    const column = Number(from.getAttribute('data-column'));
    const ends = this.cells().filter((cell) => cell.getAttribute('data-row') === String(row));
    const moves: Record<string, SVGGElement | null | undefined> = {
      ArrowUp: this.at(row - 1, column),
      ArrowDown: this.at(row + 1, column),
      ArrowLeft: this.at(row, column - 1),
      ArrowRight: this.at(row, column + 1),
      Home: ends[0],
      End: ends.at(-1),
    };
    if (!(event.key in moves)) return;
    this.visit(moves[event.key] ?? null);
    event.preventDefault();
    event.stopPropagation();
  }
}

/** The live picture `confusion-matrix`. */
export const activate = staticRenderer({
  schema: confusionMatrixPicture.schema,
  view: (host, locale) => new ConfusionView(host, locale),
  pure: async () => confusionMatrixPicture,
  invalid: (locale, where) => confusionStrings[locale].invalid(where),
});
