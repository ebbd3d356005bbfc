/** The sheet of the live picture; every colour is the page's. */
export const activationsCss = `
.epb-act {
  box-sizing: border-box; padding: 6px 8px; color: var(--vscode-foreground, #24292f); container-type: inline-size;
  font-family: var(--vscode-font-family, sans-serif); font-size: 12px; line-height: 18px;
}
.epb-act [hidden] { display: none; }
.epb-act-head { display: flex; flex-wrap: wrap; align-items: center; gap: 0 12px; min-height: 26px; padding-right: 28px; }
.epb-act-head strong { font-size: 14px; line-height: 22px; min-width: 0; overflow-wrap: anywhere; }
.epb-act-head label { display: inline-flex; gap: 6px; align-items: center; }
.epb-act-head select {
  font: inherit; height: 24px; color: var(--vscode-dropdown-foreground, inherit); background: var(--vscode-dropdown-background, transparent);
  border: 1px solid var(--vscode-dropdown-border, var(--vscode-contrastBorder, #8886));
}
.epb-act-facts, .epb-act-kind, .epb-act-about, .epb-act-foot { color: var(--vscode-descriptionForeground, currentColor); }
.epb-act-verdict p { margin: 0; overflow-wrap: anywhere; }
.epb-act-verdict p:first-child { font-weight: 600; }
.epb-act-verdict[data-tone="bad"] p:first-child { color: var(--vscode-errorForeground, #c1222b); }
.epb-act-key { display: flex; flex-wrap: wrap; gap: 0 14px; font-size: 11px; }
.epb-act-key span { display: inline-flex; align-items: center; gap: 5px; }
.epb-act-key svg { flex: none; }
.epb-act-layer { margin-top: 8px; }
.epb-act-layer h4 { margin: 0; font-size: 12px; font-weight: 600; overflow-wrap: anywhere; }
.epb-act-kind { font-weight: normal; }
.epb-act-ground { position: relative; line-height: 0; margin: 2px 0; width: max-content; max-width: 100%; outline-offset: 2px; }
.epb-act-ground:focus-visible { outline: 1px solid var(--vscode-focusBorder, #1769c5); }
.epb-act-spot { position: absolute; box-sizing: border-box; pointer-events: none; border: 1.5px solid var(--vscode-foreground, #24292f); }
.epb-act-about { overflow-wrap: anywhere; }
.epb-act-about[data-value] { color: inherit; font-weight: 600; }
.epb-act-answer { margin-top: 8px; border-spacing: 0; font-size: 12px; }
.epb-act-answer caption { text-align: start; font-weight: 600; }
.epb-act-answer th { text-align: start; font-weight: normal; padding: 0 10px 0 0; overflow-wrap: anywhere; }
.epb-act-answer td { padding: 0 10px 0 0; font-variant-numeric: tabular-nums; text-align: end; }
.epb-act-bar { display: block; width: 120px; height: 10px; }
.epb-act-bar i { display: block; height: 10px; min-width: 1px; }
.epb-act-foot { margin-top: 8px; font-size: 11px; line-height: 16px; }
.epb-act-spoken { position: absolute; width: 1px; height: 1px; overflow: hidden; clip-path: inset(50%); white-space: nowrap; }
@media (forced-colors: active) { .epb-act canvas, .epb-act-bar i { forced-color-adjust: none; } }
`;
