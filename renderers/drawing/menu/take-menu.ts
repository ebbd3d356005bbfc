import type { Locale } from '../../../protocol/index.js';
import { element, ensureStyle, setText } from '../page.js';
import type { EditorFiles } from './editor-files.js';
import { menuStrings } from './strings.js';
import { menuCss } from './style.js';
import { keepOffers, offersOf } from './take.js';
import type { Takeaway } from './takeaway.js';

/** Milliseconds that a sentence stays. */
const SHOWN = 6000;

/**
 * A button at the corner of a picture, and the menu that it opens: copy, save, save the numbers. A sentence in the menu's
 * place says what came of it.
 */
export class TakeMenu {
  readonly root: HTMLElement;
  private readonly button: HTMLButtonElement;
  private readonly menu: HTMLElement;
  private readonly spoken = element('span', { class: 'epb-take-spoken', 'aria-live': 'polite' });
  private timer: ReturnType<typeof setTimeout> | undefined;
  private ended = false;
  /** Grows with each opening and closing: what was begun before counts no more. */
  private turn = 0;

  /**
   * @param takeaway of what is shown now; nothing where there is no picture.
   * @param payload as the output holds it, where the picture is that of an output.
   */
  constructor(
    private readonly locale: Locale,
    private readonly files: EditorFiles | null,
    private readonly takeaway: () => Promise<Takeaway | undefined>,
    private readonly payload?: () => unknown,
  ) {
    ensureStyle('epochbook-take-menu', menuCss);
    const { open } = menuStrings[locale];
    this.menu = element('div', { class: 'epb-take-menu', popover: 'manual' });
    this.button = element('button', {
      type: 'button',
      class: 'epb-take',
      title: open,
      'aria-label': open,
      'aria-haspopup': 'menu',
      'aria-expanded': 'false',
    });
    this.root = element('span', { class: 'epb-take-root' }, this.button, this.menu, this.spoken);
    this.button.addEventListener('click', () => (this.items.length > 0 ? this.close() : void this.open()));
    this.menu.addEventListener('keydown', (event) => this.key(event));
    this.root.addEventListener('keydown', (event) => {
      if (event.key !== 'Escape' || !this.opened) return;
      this.close();
      this.button.focus({ preventScroll: true });
      event.preventDefault();
      event.stopPropagation();
    });
    this.menu.addEventListener('focusout', ({ relatedTarget }) => {
      // The sentence has no focus to lose.
      if (this.items.length && !(relatedTarget instanceof Node && this.root.contains(relatedTarget)))
        this.close();
    });
  }

  end(): void {
    this.ended = true;
    this.close();
    this.root.remove();
  }

  private get opened(): boolean {
    return this.menu.matches(':popover-open');
  }

  private get items(): HTMLButtonElement[] {
    return [...this.menu.querySelectorAll('button')];
  }

  private async open(): Promise<void> {
    this.turn += 1;
    const { turn } = this;
    try {
      const taken = await this.takeaway();
      if (!taken || turn !== this.turn || this.ended) return;
      const offers = [
        ...offersOf(taken, this.files, this.locale),
        ...keepOffers(this.payload?.(), this.files, this.locale),
      ];
      this.menu.setAttribute('role', 'menu');
      this.menu.setAttribute('aria-label', menuStrings[this.locale].open);
      this.menu.replaceChildren(
        ...offers.map(({ words, take }) => {
          const item = element('button', { type: 'button', role: 'menuitem', tabindex: '-1' }, words);
          item.addEventListener('click', () => void this.choose(take));
          return item;
        }),
      );
      this.show();
      this.items[0]?.focus({ preventScroll: true });
    } catch (error) {
      this.say(menuStrings[this.locale].notDrawn(error instanceof Error ? error.message : String(error)));
    }
  }

  private async choose(take: () => Promise<string>): Promise<void> {
    this.button.focus({ preventScroll: true });
    this.close();
    let words: string;
    try {
      words = await take();
    } catch (error) {
      words = menuStrings[this.locale].notDrawn(error instanceof Error ? error.message : String(error));
    }
    if (!this.ended) this.say(words);
  }

  private say(words: string): void {
    setText(this.spoken, words);
    this.menu.removeAttribute('role');
    this.menu.removeAttribute('aria-label');
    this.menu.replaceChildren(element('p', { 'aria-hidden': 'true' }, words));
    this.show();
    this.timer = setTimeout(() => this.close(), SHOWN);
  }

  /** Below the button, or above it where there is no room: over all that the notebook shows. */
  private show(): void {
    clearTimeout(this.timer);
    if (!this.opened) this.menu.showPopover();
    const at = this.button.getBoundingClientRect();
    const { width, height } = this.menu.getBoundingClientRect();
    const below = at.bottom + 2;
    const top = below + height <= innerHeight || at.top < height ? below : at.top - height - 2;
    this.menu.style.left = `${Math.max(4, Math.min(at.right, innerWidth - 4) - width)}px`;
    this.menu.style.top = `${top}px`;
    this.button.setAttribute('aria-expanded', String(this.items.length > 0));
  }

  private close(): void {
    this.turn += 1;
    clearTimeout(this.timer);
    this.button.setAttribute('aria-expanded', 'false');
    if (this.opened) this.menu.hidePopover();
    this.menu.replaceChildren();
  }

  private key(event: KeyboardEvent): void {
    const { items } = this;
    const at = items.indexOf(document.activeElement as HTMLButtonElement);
    const moves: Record<string, number> = {
      ArrowDown: (at + 1) % items.length,
      ArrowUp: (at + items.length - 1) % items.length,
      Home: 0,
      End: items.length - 1,
    };
    const to = moves[event.key];
    // A key of a menu is no key of the notebook.
    if (event.key !== 'Escape' && event.key !== 'Tab') event.stopPropagation();
    if (to === undefined) return;
    items[to]?.focus({ preventScroll: true });
    event.preventDefault();
  }
}
