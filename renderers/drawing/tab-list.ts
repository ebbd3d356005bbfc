import { element, ensureStyle } from './page.js';

const css = `
.epb-tabs { display: flex; flex-wrap: wrap; gap: 0 2px; min-width: 0; min-height: 26px; }
.epb-tabs button {
  font: inherit; font-size: 12px; height: 24px; padding: 0 8px; cursor: pointer; white-space: nowrap; flex: none;
  color: var(--vscode-descriptionForeground, currentColor); background: none; border: 0; border-bottom: 2px solid transparent;
}
.epb-tabs button:hover { color: var(--vscode-foreground, #24292f); border-bottom-color: color-mix(in srgb, currentColor 40%, transparent); }
.epb-tabs button[aria-selected='true'] { color: var(--vscode-foreground, #24292f); border-bottom-color: var(--vscode-focusBorder, #1769c5); }
@media (forced-colors: active) { .epb-tabs button[aria-selected='true'] { border-bottom-color: Highlight; } }
`;

let made = 0;

/** One of the tabs: the name it goes by, its words, and the element it opens. */
export interface Tab<Name extends string> {
  name: Name;
  words: string;
  panel: HTMLElement;
  /** The pointer is on it: it may be opened soon. */
  near?: () => void;
}

/** A row of tabs. Arrow keys, Home and End go from tab to tab and open it; the Tab key stops at the open one alone. */
export class TabList<Name extends string> {
  readonly root: HTMLElement;
  private readonly id: string;
  private readonly buttons = new Map<Name, HTMLButtonElement>();
  private open: Name | undefined;

  constructor(
    label: string,
    private readonly chosen: (name: Name) => void,
  ) {
    ensureStyle('epochbook-tabs', css);
    made += 1;
    this.id = `epb-tabs-${made}`;
    this.root = element('div', { class: 'epb-tabs', role: 'tablist', 'aria-label': label });
    this.root.addEventListener('keydown', (event) => this.key(event));
  }

  has(name: Name): boolean {
    return this.buttons.has(name);
  }

  add({ name, words, panel, near }: Tab<Name>): void {
    panel.id ||= `${this.id}-${name}-panel`;
    const button = element(
      'button',
      {
        type: 'button',
        role: 'tab',
        id: `${this.id}-${name}`,
        'aria-controls': panel.id,
        'aria-selected': 'false',
        tabindex: '-1',
        'data-tab': name,
      },
      words,
    );
    panel.setAttribute('role', 'tabpanel');
    panel.setAttribute('aria-labelledby', button.id);
    button.addEventListener('click', () => this.choose(name));
    if (near) button.addEventListener('pointerenter', near, { once: true });
    this.buttons.set(name, button);
    this.root.append(button);
  }

  /** Marks a tab as the open one. */
  select(name: Name): void {
    this.open = name;
    for (const [each, button] of this.buttons) {
      button.setAttribute('aria-selected', String(each === name));
      button.tabIndex = each === name ? 0 : -1;
    }
  }

  private choose(name: Name): void {
    if (name === this.open) return;
    this.select(name);
    this.chosen(name);
  }

  private key(event: KeyboardEvent): void {
    if (event.altKey || event.ctrlKey || event.metaKey || event.shiftKey) return;
    const names = [...this.buttons.keys()];
    const at = this.open === undefined ? 0 : names.indexOf(this.open);
    const moves: Record<string, number> = {
      ArrowRight: (at + 1) % names.length,
      ArrowLeft: (at + names.length - 1) % names.length,
      Home: 0,
      End: names.length - 1,
    };
    const to = names[moves[event.key] ?? -1];
    if (to === undefined) return;
    this.choose(to);
    this.buttons.get(to)?.focus({ preventScroll: true });
    event.preventDefault();
    event.stopPropagation();
  }
}
