import { element } from '../drawing/page.js';

/** Buttons side by side of which one is pressed. */
export class Toggles<Name extends string> {
  readonly root: HTMLElement;
  private readonly buttons = new Map<Name, HTMLButtonElement>();

  constructor(
    label: string,
    private readonly words: Readonly<Record<Name, string>>,
    private readonly chosen: (name: Name) => void,
  ) {
    this.root = element('span', { class: 'epb-projector-pair', role: 'group', 'aria-label': label });
  }

  /** Shows these, with one of them pressed; nothing where there is no choice. */
  show(names: readonly Name[], pressed: Name): void {
    if ([...this.buttons.keys()].join() !== names.join()) {
      this.buttons.clear();
      for (const name of names) {
        const button = element('button', { type: 'button' }, this.words[name]);
        button.addEventListener('click', () => this.chosen(name));
        this.buttons.set(name, button);
      }
      this.root.replaceChildren(...this.buttons.values());
    }
    this.root.hidden = names.length < 2;
    for (const [name, button] of this.buttons) button.setAttribute('aria-pressed', String(name === pressed));
  }
}
