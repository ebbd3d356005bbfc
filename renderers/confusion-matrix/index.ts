import type { ConfusionMatrixPayload, Locale } from '../../protocol/index.js';
import { element, ensureStyle, pagePalette, setText } from '../drawing/page.js';
import { staticRenderer } from '../drawing/static-renderer.js';
import type { StaticView } from '../drawing/static-slot.js';
import { confusionMatrixPicture } from './confusion-matrix-picture.js';
import { confusionSvgWith, SIDE } from './picture.js';
import { confusionStrings } from './strings.js';

/** A matrix is made no smaller than this part of its size, but scrolled; one of small cells keeps its size. */
const SMALLEST = 0.85;
const MOST_SHRUNK = 12;

const css = `
.epb-confusion { padding: 4px 8px; color: var(--vscode-foreground, #24292f); font-family: var(--vscode-font-family, sans-serif); font-size: 12px; overflow-x: auto; scrollbar-width: thin; }
.epb-confusion > :first-child { margin-left: -${SIDE}px; }
.epb-confusion svg { display: block; height: auto; max-width: 100%; }
.epb-confusion [data-row] { outline: none; cursor: default; }
.epb-confusion [data-row]:focus rect, .epb-confusion [data-row]:hover rect { stroke: var(--vscode-focusBorder, #1769c5); stroke-width: 2; }
.epb-confusion-words { min-height: 18px; line-height: 18px; }
`;

/** The still matrix in the page's colours; a cell under the pointer or the focus is told in words below. */
class ConfusionView implements StaticView<ConfusionMatrixPayload> {
  private readonly picture = element('div');
  private readonly words = element('div', { class: 'epb-confusion-words', 'aria-live': 'polite' });

  constructor(
    host: HTMLElement,
    private readonly locale: Locale,
  ) {
    ensureStyle('epochbook-confusion-matrix', css);
    host.append(element('section', { class: 'epb-confusion' }, this.picture, this.words));
    this.picture.addEventListener('pointerover', (event) => this.tell(event.target));
    this.picture.addEventListener('pointerleave', () => this.tell(null));
    this.picture.addEventListener('focusin', (event) => this.tell(event.target));
    this.picture.addEventListener('keydown', (event) => this.move(event));
  }

  redraw(payload: ConfusionMatrixPayload): void {
    this.picture.innerHTML = confusionSvgWith(
      payload,
      { ...pagePalette(), background: 'transparent' },
      this.locale,
      { live: true },
    );
    // The document's own title would show as a tooltip over the whole picture.
    const svg = this.picture.querySelector('svg');
    svg?.querySelector(':scope > title')?.remove();
    svg?.setAttribute('role', 'group');
    svg?.setAttribute('aria-label', payload.title ?? confusionStrings[this.locale].title);
    const part = payload.labels.length > MOST_SHRUNK ? 1 : SMALLEST;
    if (svg) svg.style.minWidth = `${Number(svg.getAttribute('width')) * part}px`;
    for (const cell of this.cells()) {
      const words = cell.querySelector('title')?.textContent ?? '';
      cell.setAttribute('role', 'img');
      cell.setAttribute('aria-label', words);
      cell.setAttribute(
        'tabindex',
        cell.getAttribute('data-row') === '0' && cell.getAttribute('data-column') === '0' ? '0' : '-1',
      );
    }
  }

  private cells(): SVGGElement[] {
    return [...this.picture.querySelectorAll<SVGGElement>('[data-row]')];
  }

  private tell(target: EventTarget | null): void {
    const cell = target instanceof Element ? target.closest('[data-row]') : null;
    setText(this.words, cell?.getAttribute('aria-label') ?? '');
  }

  /** Arrow keys move from cell to cell. */
  private move(event: KeyboardEvent): void {
    const from = event.target instanceof Element ? event.target.closest('[data-row]') : null;
    const step = { ArrowUp: [-1, 0], ArrowDown: [1, 0], ArrowLeft: [0, -1], ArrowRight: [0, 1] }[event.key];
    if (!from || !step) return;
    const row = Number(from.getAttribute('data-row')) + (step[0] ?? 0);
    const column = Number(from.getAttribute('data-column')) + (step[1] ?? 0);
    const to = this.picture.querySelector<SVGGElement>(`[data-row="${row}"][data-column="${column}"]`);
    if (!to) return;
    from.setAttribute('tabindex', '-1');
    to.setAttribute('tabindex', '0');
    to.focus();
    event.preventDefault();
    event.stopPropagation();
  }
}

/** The live picture `confusion-matrix`. */
export const activate = staticRenderer({
  schema: confusionMatrixPicture.schema,
  view: (host, locale) => new ConfusionView(host, locale),
  invalid: (locale, where) => confusionStrings[locale].invalid(where),
});
