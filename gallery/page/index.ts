import type { Theme } from '../themes.js';
import { applyLanguage, applyTheme, firstLanguage, firstTheme, remember } from './choices.js';
import { drawAnew, drawWhenSeen } from './live.js';

function radio(name: string, first: string, chosen: (value: string) => void): void {
  for (const input of document.querySelectorAll<HTMLInputElement>(`input[name=${name}]`)) {
    input.checked = input.value === first;
    input.addEventListener('change', () => {
      remember(name, input.value);
      chosen(input.value);
    });
  }
  chosen(first);
}

// Views take their true height when they are drawn; what the address names stays in place until the reader moves.
let moved = false;
const moves = ({ target }: Event) => {
  // Choosing a theme is not moving.
  if (!(target instanceof Element && target.closest('.bar'))) moved = true;
};
for (const kind of ['wheel', 'touchstart', 'keydown', 'pointerdown'])
  addEventListener(kind, moves, { passive: true });
addEventListener('hashchange', () => {
  moved = false;
});
function keepPlace(): void {
  const named =
    location.hash.length > 1 && document.getElementById(decodeURIComponent(location.hash.slice(1)));
  if (named && !moved) named.scrollIntoView();
}

radio('theme', firstTheme(), (value) => applyTheme(value as Theme));
radio('language', firstLanguage(), (value) => {
  applyLanguage(value === 'ko' ? 'ko' : 'en');
  void drawAnew();
});
drawWhenSeen(keepPlace);

// The part of the contents that one reads is open and marked.
const links = new Map(
  [...document.querySelectorAll<HTMLAnchorElement>('nav ol > li > a')].map((link) => [
    link.getAttribute('href')?.slice(1) ?? '',
    link,
  ]),
);
const reading = new IntersectionObserver(
  (entries) => {
    for (const { target, isIntersecting } of entries) {
      const link = links.get(target.id);
      if (isIntersecting) link?.setAttribute('aria-current', 'location');
      else link?.removeAttribute('aria-current');
    }
  },
  { rootMargin: '-30% 0px -65% 0px' },
);
for (const section of document.querySelectorAll('main > section')) reading.observe(section);
