import { element, ensureStyle, setText } from './page.js';

const css = `
.epb-chip.epb-chip {
  all: unset; box-sizing: border-box; display: inline-flex; align-items: center; gap: 6px; height: 20px; min-width: 24px; padding: 0 8px;
  border-radius: 10px; cursor: pointer; white-space: nowrap; flex: none; font-size: 12px; line-height: 18px; font-variant-numeric: tabular-nums;
  color: var(--vscode-badge-foreground, #fff); background: var(--vscode-badge-background, #4d4d4d);
  border: 1px solid var(--vscode-contrastBorder, transparent);
}
.epb-chip.epb-chip[hidden] { display: none; }
.epb-chip::after { content: '✕'; content: '✕' / ''; font-size: 10px; opacity: 0.8; }
.epb-chip:hover::after { opacity: 1; }
.epb-chip:focus-visible { outline: 1px solid var(--vscode-focusBorder, #1769c5); outline-offset: 1px; }
`;

/** A word about how a picture is set, which a press takes back; there only while it is so. */
export class Chip {
  readonly root: HTMLButtonElement;

  /** @param hint what a press does. */
  constructor(hint: string, press: () => void) {
    ensureStyle('epochbook-chip', css);
    this.root = element('button', { type: 'button', class: 'epb-chip', title: hint, hidden: true });
    this.root.addEventListener('click', (event) => {
      press();
      event.stopPropagation();
    });
  }

  /** `null` where there is nothing to take back. */
  show(words: string | null): void {
    this.root.hidden = words === null;
    if (words === null) return;
    setText(this.root, words);
    this.root.setAttribute('aria-label', `${words}. ${this.root.title}`);
  }
}
