import { element } from '../../drawing/page.js';

const BETWEEN = 10_000;

/** Tells screen readers how training goes: at most every ten seconds, at once where it matters. */
export class Announcer {
  readonly root = element('div', { class: 'epb-hidden', role: 'status', 'aria-live': 'polite' });
  private last = Number.NEGATIVE_INFINITY;

  /** @param now milliseconds of a clock. */
  say(words: string, urgent: boolean, now: number): void {
    if (!urgent && now - this.last < BETWEEN) return;
    this.last = now;
    this.root.textContent = words;
  }
}
