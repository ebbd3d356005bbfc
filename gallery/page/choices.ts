import type { Locale } from '../../protocol/index.js';
import { type Theme, themes, themeVariables } from '../themes.js';

/** Takes a theme as VS Code gives it to a renderer: a class of the body and variables; stills follow where they can. */
export function applyTheme(theme: Theme): void {
  document.body.className = `vscode-${theme}`;
  document.body.dataset.vscodeThemeKind = `vscode-${theme}`;
  const { style } = document.documentElement;
  style.cssText = '';
  for (const [name, value] of Object.entries(themeVariables[theme]))
    style.setProperty(`--vscode-${name}`, value);
  style.colorScheme = theme === 'light' ? 'light' : 'dark';
  for (const still of document.querySelectorAll<HTMLImageElement>('img.still')) {
    const wanted = still.getAttribute(`data-${theme}`) ?? still.getAttribute('data-light');
    if (wanted === null || still.getAttribute('src') === wanted) continue;
    still.src = wanted;
    const whole = still.closest<HTMLAnchorElement>('.of-still a');
    if (whole) whole.href = wanted;
  }
}

/** Shows the page in a language; renderers ask the navigator for it. */
export function applyLanguage(language: Locale): void {
  document.documentElement.lang = language;
  document.title = document.querySelector(`h1 [lang=${language}]`)?.textContent ?? document.title;
  Object.defineProperty(navigator, 'language', { value: language, configurable: true });
}

const key = (name: string) => `epochbook-gallery-${name}`;

/** A choice of an earlier visit. Browsers may keep a page from a file from remembering. */
function remembered(name: string): string | null {
  try {
    return localStorage.getItem(key(name));
  } catch {
    return null;
  }
}

export function remember(name: string, value: string): void {
  try {
    localStorage.setItem(key(name), value);
  } catch {
    // It holds for this visit only.
  }
}

/** The theme of the last visit, else that of the system. */
export function firstTheme(): Theme {
  const earlier = themes.find((theme) => theme === remembered('theme'));
  if (earlier) return earlier;
  const dark = matchMedia('(prefers-color-scheme: dark)').matches;
  if (dark && matchMedia('(prefers-contrast: more)').matches) return 'high-contrast';
  return dark ? 'dark' : 'light';
}

/** The language of the last visit, else the browser's. */
export function firstLanguage(): Locale {
  const earlier = remembered('language');
  if (earlier === 'en' || earlier === 'ko') return earlier;
  return navigator.language.toLowerCase().startsWith('ko') ? 'ko' : 'en';
}
