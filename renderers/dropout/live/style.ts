/** The sheet of the live view; every colour is the page's. */
export const dropoutCss = `
.epb-dropout {
  box-sizing: border-box; min-height: 580px; padding: 6px 8px; overflow: hidden; position: relative; contain: layout paint; container-type: inline-size;
  color: var(--vscode-foreground, #24292f); font-family: var(--vscode-font-family, sans-serif); font-size: 12px; line-height: 18px;
}
.epb-dropout [hidden] { display: none !important; }
.epb-dropout-head { display: flex; align-items: baseline; gap: 10px; height: 24px; white-space: nowrap; overflow: hidden; }
.epb-dropout-head strong { font-size: 14px; overflow: hidden; text-overflow: ellipsis; flex: none; max-width: 65%; }
.epb-dropout-head span { color: var(--vscode-descriptionForeground, currentColor); overflow: hidden; text-overflow: ellipsis; }
.epb-dropout-row { display: flex; align-items: center; gap: 8px; height: 28px; white-space: nowrap; overflow: hidden; }
.epb-dropout-row input[type='range'] { flex: 1; min-width: 60px; margin: 0; accent-color: var(--vscode-charts-blue, #1769c5); }
.epb-dropout-row output { font-variant-numeric: tabular-nums; min-width: 15em; overflow: hidden; text-overflow: ellipsis; }
.epb-dropout button {
  font: inherit; padding: 0 8px; height: 22px; border-radius: 2px; cursor: pointer; white-space: nowrap;
  color: var(--vscode-button-secondaryForeground, #24292f); background: var(--vscode-button-secondaryBackground, #e4e7eb);
  border: 1px solid var(--vscode-button-border, var(--vscode-contrastBorder, transparent));
}
.epb-dropout button.epb-dropout-play { min-width: 5.5em; }
.epb-dropout button:hover { background: var(--vscode-button-secondaryHoverBackground, #d5dae0); }
.epb-dropout button:disabled { opacity: 0.5; cursor: default; }
.epb-dropout button[aria-pressed='true'] { outline: 2px solid var(--vscode-focusBorder, #1769c5); outline-offset: -2px; font-weight: 600; }
.epb-dropout select {
  font: inherit; padding: 0 2px; max-width: 15em; border-radius: 2px;
  color: var(--vscode-dropdown-foreground, inherit); background: var(--vscode-dropdown-background, transparent);
  border: 1px solid var(--vscode-dropdown-border, #8886);
}
.epb-dropout label { display: inline-flex; align-items: center; gap: 5px; }
.epb-dropout-legend {
  display: flex; gap: 12px; height: 18px; white-space: nowrap; overflow: hidden; font-size: 11px;
  color: var(--vscode-descriptionForeground, currentColor);
}
.epb-dropout-legend span { display: inline-flex; align-items: center; gap: 4px; }
.epb-dropout-stage { height: 336px; margin: 4px 0; overflow: auto hidden; position: relative; }
.epb-dropout-stage:focus-visible, .epb-dropout :focus-visible { outline: 1px solid var(--vscode-focusBorder, #1769c5); outline-offset: -1px; }
.epb-dropout-panels { display: flex; gap: 24px; }
.epb-dropout-panels[data-below] { flex-direction: column; gap: 4px; }
.epb-dropout-panel { flex: none; }
.epb-dropout-panel h4 { margin: 0; font-size: 12.5px; font-weight: 600; line-height: 17px; white-space: nowrap; overflow: hidden; text-overflow: ellipsis; position: sticky; left: 0; }
.epb-dropout-panels[data-tall] h4 span { display: block; overflow: hidden; text-overflow: ellipsis; }
.epb-dropout-panel h4 span { font-weight: 400; color: var(--vscode-descriptionForeground, currentColor); }
.epb-dropout-layers { position: relative; }
.epb-dropout canvas { display: block; }
.epb-dropout-layers canvas + canvas { position: absolute; inset: 0; pointer-events: none; }
.epb-dropout-detail { min-height: 54px; }
.epb-dropout-facts { min-height: 72px; color: var(--vscode-descriptionForeground, currentColor); }
.epb-dropout-facts p, .epb-dropout-detail p { margin: 0; }
.epb-dropout-facts .epb-dropout-note { color: var(--vscode-errorForeground, var(--vscode-charts-red, #c1222b)); }
.epb-dropout-hidden { position: absolute; width: 1px; height: 1px; overflow: hidden; clip-path: inset(50%); white-space: nowrap; }
@container (max-width: 500px) {
  .epb-dropout-row { gap: 5px; }
  .epb-dropout-row output { min-width: 0; }
  .epb-dropout button.epb-dropout-play { min-width: 0; }
}
`;
