/** The sheet of the menu; every colour is the page's. */
export const menuCss = `
.epb-picture { position: relative; }
.epb-take {
  all: unset; box-sizing: border-box; width: 24px; height: 24px; border-radius: 4px; cursor: pointer; flex: none;
  display: grid; place-items: center; color: var(--vscode-descriptionForeground, currentColor); opacity: 0.75;
}
.epb-take-root { display: contents; }
.epb-picture > .epb-take-root > .epb-take { position: absolute; top: 6px; right: 6px; z-index: 3; }
.epb-picture:has(> :first-child > p[role='note']:only-child) > .epb-take-root { display: none; }
.epb-take::before {
  content: ''; width: 15px; height: 5px; background: radial-gradient(circle, currentColor 1.3px, transparent 1.9px) 0 0 / 5px 5px;
}
.epb-take:is(:hover, :focus-visible, [aria-expanded='true']) {
  color: var(--vscode-foreground, #24292f); opacity: 1; background: var(--vscode-toolbar-hoverBackground, color-mix(in srgb, currentColor 12%, transparent));
}
.epb-take:focus-visible { outline: 1px solid var(--vscode-focusBorder, #1769c5); }
.epb-picture > :first-child > * > :is(.epb-head, .epb-plots-head, .epb-dropout-head, .epb-timeline-head, .epb-table-head),
.epb-picture > :first-child > :is(.epb-compact, .epb-group) > * > .epb-head { padding-right: 28px; }
.epb-take-menu {
  all: unset; position: fixed; box-sizing: border-box; z-index: 10; inset: auto; margin: 0; padding: 4px; border-radius: 5px;
  width: max-content; max-width: min(340px, calc(100vw - 8px)); font: 13px/18px var(--vscode-font-family, sans-serif);
  color: var(--vscode-menu-foreground, var(--vscode-foreground, #24292f)); background: var(--vscode-menu-background, var(--vscode-editor-background, #fff));
  border: 1px solid var(--vscode-menu-border, var(--vscode-contrastBorder, #8886)); box-shadow: 0 2px 8px #0004;
}
.epb-take-menu:not(:popover-open) { display: none; }
.epb-take-menu button {
  all: unset; box-sizing: border-box; display: block; width: 100%; padding: 3px 12px; border-radius: 3px; cursor: pointer; white-space: nowrap;
}
.epb-take-menu button:is(:hover, :focus) {
  color: var(--vscode-menu-selectionForeground, #fff); background: var(--vscode-menu-selectionBackground, #0060c0);
  outline: 1px solid var(--vscode-menu-selectionBorder, transparent); outline-offset: -1px;
}
.epb-take-menu p { margin: 0; padding: 4px 10px; overflow-wrap: anywhere; }
.epb-take-spoken { position: absolute; width: 1px; height: 1px; overflow: hidden; clip-path: inset(50%); white-space: nowrap; }
@media (forced-colors: active) { .epb-take-menu button:is(:hover, :focus) { background: Highlight; color: HighlightText; forced-color-adjust: none; } }
`;
