import type { Locale } from '../../protocol/index.js';
import { contrast, READABLE } from './contrast.js';
import { type Palette, stillPalette } from './palette.js';
import { shorten } from './svg.js';

/** The reader's language, as far as we have words for it. The editor's output page always calls itself English. */
export function pageLocale(): Locale {
  const language = navigator.language || document.documentElement.lang;
  return language.toLowerCase().startsWith('ko') ? 'ko' : 'en';
}

const forcedColors = () => matchMedia('(forced-colors: active)').matches;

/** The theme that the page's body names, as VS Code does. */
function pageTheme(): 'light' | 'dark' | 'high-contrast' | 'high-contrast-light' {
  const { classList } = document.body;
  if (classList.contains('vscode-high-contrast-light')) return 'high-contrast-light';
  if (classList.contains('vscode-high-contrast')) return 'high-contrast';
  return classList.contains('vscode-dark') ? 'dark' : 'light';
}

/** The colours of the page now: theme variables, or a still's colours where the page has none. */
export function pagePalette(): Palette {
  const theme = pageTheme();
  const fallback = stillPalette(theme === 'high-contrast-light' ? 'light' : theme);
  const style = getComputedStyle(document.documentElement);
  const body = getComputedStyle(document.body);
  const of = (name: string, other: string): string => {
    const property = `--vscode-${name}`;
    return style.getPropertyValue(property).trim() || body.getPropertyValue(property).trim() || other;
  };
  const font = of('font-family', fallback.font);
  const background = of('editor-background', fallback.background);
  // Some themes lend a chart colour from a see-through highlight: a line in it would hardly be seen.
  const readable = (name: string, other: string): string => {
    const color = of(name, other);
    return (contrast(color, background) ?? READABLE) < READABLE ? other : color;
  };
  if (forcedColors())
    return {
      background: 'Canvas',
      foreground: 'CanvasText',
      muted: 'CanvasText',
      grid: 'GrayText',
      train: 'CanvasText',
      validation: 'LinkText',
      data: 'GrayText',
      rate: 'CanvasText',
      best: 'Highlight',
      bad: 'CanvasText',
      heat: 'Highlight',
      font,
      highContrast: true,
    };
  const highContrast = theme.startsWith('high-contrast');
  return {
    background,
    foreground: of('foreground', fallback.foreground),
    muted: highContrast ? of('foreground', fallback.muted) : of('descriptionForeground', fallback.muted),
    grid: theme === 'high-contrast-light' ? '#9a9a9a' : fallback.grid,
    train: readable('charts-blue', fallback.train),
    validation: readable('charts-orange', fallback.validation),
    data: readable('charts-purple', fallback.data),
    rate: of('descriptionForeground', fallback.rate),
    best: readable('charts-green', fallback.best),
    bad: readable('charts-red', fallback.bad),
    heat: readable('charts-blue', fallback.heat),
    font,
    highContrast,
  };
}

/** The same in colours that mean the same on any other page. */
export function solidPalette(): Palette {
  const palette = pagePalette();
  if (!forcedColors()) return palette;
  const probe = element('span', { hidden: true });
  document.body.append(probe);
  const solid = Object.fromEntries(
    Object.entries(palette).map(([name, value]) => {
      if (typeof value !== 'string' || name === 'font') return [name, value];
      probe.style.color = value;
      return [name, getComputedStyle(probe).color];
    }),
  );
  probe.remove();
  return solid as unknown as Palette;
}

const listeners = new Set<() => void>();
let watching = false;

/** Calls back when the page's theme has changed; returns what ends it. */
export function onThemeChange(listener: () => void): () => void {
  listeners.add(listener);
  if (!watching) {
    watching = true;
    let queued = false;
    const changed = () => {
      if (queued) return;
      queued = true;
      requestAnimationFrame(() => {
        queued = false;
        for (const each of [...listeners]) each();
      });
    };
    const observer = new MutationObserver(changed);
    const attributes = { attributes: true, attributeFilter: ['class', 'style', 'data-vscode-theme-kind'] };
    observer.observe(document.body, attributes);
    observer.observe(document.documentElement, attributes);
    matchMedia('(forced-colors: active)').addEventListener('change', changed);
  }
  return () => listeners.delete(listener);
}

/** Puts a style sheet into the page once. */
export function ensureStyle(id: string, css: string): void {
  if (document.getElementById(id)) return;
  const style = document.createElement('style');
  style.id = id;
  style.textContent = css;
  document.head.append(style);
}

type Attributes = Record<string, string | boolean | undefined>;

/** An element with attributes and children; text is never read as markup. */
export function element<Tag extends keyof HTMLElementTagNameMap>(
  tag: Tag,
  attributes: Attributes = {},
  ...children: (Node | string)[]
): HTMLElementTagNameMap[Tag] {
  const made = document.createElement(tag);
  for (const [name, value] of Object.entries(attributes)) {
    if (value === true) made.setAttribute(name, '');
    else if (typeof value === 'string') made.setAttribute(name, value);
  }
  made.append(...children);
  // A button in a row of buttons leaves its keys to the row.
  const holder = attributes.tabindex === '0' && !(made instanceof HTMLButtonElement);
  if (holder || made instanceof HTMLInputElement || made instanceof HTMLSelectElement) keepMoves(made);
  return made;
}

const MOVES = new Set([
  'ArrowLeft',
  'ArrowRight',
  'ArrowUp',
  'ArrowDown',
  'Home',
  'End',
  'PageUp',
  'PageDown',
]);

/** A key that moves a slider, or something within what has the focus, must not move the notebook, too. */
export function keepMoves(control: HTMLElement): void {
  control.addEventListener('keydown', (event) => {
    if (MOVES.has(event.key)) event.stopPropagation();
  });
}

/** Sets an element's text only when it differs, so that nothing is laid out anew for nothing. */
export function setText(target: HTMLElement, text: string): void {
  if (target.textContent !== text) target.textContent = text;
}

const LONGEST_REASON = 500;

/** One line in place of a picture: why it cannot be drawn. */
export function showProblem(host: HTMLElement, words: string): void {
  const line = element('p', { role: 'note' }, shorten(words.replace(/\s+/g, ' ').trim(), LONGEST_REASON));
  line.style.cssText =
    'margin:4px 0;font-family:var(--vscode-font-family,sans-serif);font-size:13px;color:var(--vscode-errorForeground,var(--vscode-charts-red,#c1222b))';
  host.replaceChildren(line);
}
