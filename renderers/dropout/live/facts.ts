import type { Locale } from '../../../protocol/index.js';
import { element } from '../../drawing/page.js';
import { dropoutStrings } from '../strings.js';
import { showLines } from './fact-lines.js';

let made = 0;

/** Everything that is drawn, in sentences, behind a button. */
export class Facts {
  readonly button: HTMLButtonElement;
  readonly root: HTMLElement;
  private open = false;

  /** @param changed told when the sentences are to be shown. */
  constructor(locale: Locale, changed: () => void) {
    made += 1;
    const id = `epb-dropout-facts-${made}`;
    this.root = element('div', { class: 'epb-dropout-facts', id, hidden: true });
    this.button = element(
      'button',
      { type: 'button', class: 'epb-dropout-more', 'aria-expanded': 'false', 'aria-controls': id },
      dropoutStrings[locale].details,
    );
    this.button.addEventListener('click', () => {
      this.open = !this.open;
      this.root.hidden = !this.open;
      this.button.setAttribute('aria-expanded', String(this.open));
      changed();
    });
  }

  /** @param words asked for only while they are seen. */
  show(words: () => string[]): void {
    if (this.open) showLines(this.root, words());
  }
}
