/** The sheet of the live view; every colour is the page's. Sizes in pixels are those that `room.ts` reckons with. */
export const dropoutCss = `
.epb-dropout {
  box-sizing: border-box; min-height: 406px; padding: 6px 8px; overflow: hidden; position: relative; contain: layout paint; container-type: inline-size;
  color: var(--vscode-foreground, #24292f); font-family: var(--vscode-font-family, sans-serif); font-size: 12px; line-height: 16px;
  --epb-would: var(--vscode-charts-purple, #7a4fb5); --epb-quiet: var(--vscode-descriptionForeground, currentColor);
}
body.vscode-dark .epb-dropout, body.vscode-high-contrast .epb-dropout { --epb-would: var(--vscode-charts-purple, #c09bee); }
.epb-dropout [hidden] { display: none !important; }
.epb-dropout-head { display: flex; flex-wrap: wrap; align-items: center; gap: 0 10px; min-height: 24px; white-space: nowrap; }
.epb-dropout-head strong { font-size: 14px; overflow: hidden; text-overflow: ellipsis; max-width: 65%; }
.epb-dropout-head > span { color: var(--epb-quiet); }
.epb-dropout-choices { display: flex; flex-wrap: wrap; gap: 0 12px; margin-left: auto; }
.epb-dropout-row { display: flex; align-items: center; gap: 8px; height: 28px; white-space: nowrap; }
.epb-dropout-row input[type='range'] { flex: 1; min-width: 60px; height: 24px; margin: 0; accent-color: var(--vscode-charts-blue, #1769c5); }
.epb-dropout-row output { font-variant-numeric: tabular-nums; min-width: 12em; }
.epb-dropout-what-if output { min-width: 2.2em; font-weight: 600; }
.epb-dropout-what-if input[type='range'] { max-width: 420px; }
.epb-dropout-what-if[data-would] input[type='range'] { accent-color: var(--epb-would); }
.epb-dropout-what-if[data-would] output, .epb-dropout-kept tr[data-would] > *, .epb-dropout-heading em { color: var(--epb-would); }
.epb-dropout-scale { color: var(--epb-quiet); font-variant-numeric: tabular-nums; min-width: 13em; }
.epb-dropout button {
  font: inherit; padding: 0 8px; height: 24px; border-radius: 2px; cursor: pointer; white-space: nowrap;
  color: var(--vscode-button-secondaryForeground, #24292f); background: var(--vscode-button-secondaryBackground, #e4e7eb);
  border: 1px solid var(--vscode-button-border, var(--vscode-contrastBorder, transparent));
}
.epb-dropout button.epb-dropout-play { min-width: 5.5em; }
.epb-dropout button:hover { background: var(--vscode-button-secondaryHoverBackground, #d5dae0); }
.epb-dropout button:disabled { opacity: 0.5; cursor: default; }
.epb-dropout button[aria-pressed='true'] { outline: 2px solid var(--vscode-focusBorder, #1769c5); outline-offset: -2px; font-weight: 600; }
.epb-dropout select {
  font: inherit; padding: 0 2px; height: 24px; max-width: 15em; border-radius: 2px;
  color: var(--vscode-dropdown-foreground, inherit); background: var(--vscode-dropdown-background, transparent);
  border: 1px solid var(--vscode-dropdown-border, #8886);
}
.epb-dropout label { display: inline-flex; align-items: center; gap: 5px; }
.epb-dropout :focus-visible { outline: 1px solid var(--vscode-focusBorder, #1769c5); outline-offset: -1px; }
.epb-dropout-body { display: grid; gap: 8px 16px; }
.epb-dropout-body > * { min-width: 0; }
.epb-dropout-stage { overflow: auto hidden; position: relative; }
.epb-dropout-panels { display: flex; gap: 20px; }
.epb-dropout-panels[data-below] { flex-direction: column; gap: 8px; }
.epb-dropout-panel { flex: none; }
.epb-dropout-heading { line-height: 16px; white-space: nowrap; overflow: hidden; position: sticky; left: 0; margin-bottom: 3px; }
.epb-dropout-heading strong { font-size: 12.5px; }
.epb-dropout-heading em { font-size: 11px; line-height: 14px; margin-left: 6px; padding: 0 4px; border: 1px dashed currentColor; border-radius: 2px; font-style: normal; display: inline-block; box-sizing: border-box; }
.epb-dropout-heading span { font-size: 11px; color: var(--epb-quiet); }
.epb-dropout-heading[data-tall] span { display: block; white-space: normal; }
.epb-dropout-layers { position: relative; }
.epb-dropout-panel[data-would] .epb-dropout-layers { outline: 1px dashed var(--epb-would); outline-offset: -1px; }
.epb-dropout canvas { display: block; }
.epb-dropout-layers canvas + canvas { position: absolute; inset: 0; pointer-events: none; }
.epb-dropout-layers[data-marked] canvas:first-child { opacity: 0.22; }
.epb-dropout-ring { position: absolute; box-sizing: border-box; pointer-events: none; border: 2px solid var(--vscode-foreground, #24292f); outline: 1px solid var(--vscode-editor-background, #fff); }
.epb-dropout-caption { display: flex; justify-content: space-between; align-items: start; gap: 10px; min-height: 24px; padding-top: 2px; box-sizing: border-box; color: var(--epb-quiet); font-size: 11px; }
.epb-dropout-caption span { padding-top: 2px; }
.epb-dropout button.epb-dropout-more { flex: none; height: 22px; color: var(--vscode-textLink-foreground, currentColor); background: none; border-color: transparent; }
.epb-dropout button.epb-dropout-more:hover { text-decoration: underline; }
.epb-dropout-more::before { content: '▸ '; }
.epb-dropout-more[aria-expanded='true']::before { content: '▾ '; }
.epb-dropout-side { display: flex; flex-direction: column; gap: 8px; }
.epb-dropout .epb-dropout-kept :is(thead, tr) { background: none; }
.epb-dropout-kept { width: 100%; border-collapse: collapse; font-variant-numeric: tabular-nums; }
.epb-dropout-kept th, .epb-dropout-kept td { padding: 1px 0 1px 8px; text-align: right; font-weight: 400; border: 0; vertical-align: top; background: none; }
.epb-dropout-kept th:first-child { padding-left: 0; text-align: left; overflow-wrap: anywhere; }
.epb-dropout-kept td:nth-child(3) { font-weight: 600; }
.epb-dropout-kept :is(th, td):not(:first-child) { white-space: nowrap; }
.epb-dropout-frequencies p:first-child { font-weight: 600; }
.epb-dropout-kept thead th { color: var(--epb-quiet); font-size: 11px; border-bottom: 1px solid var(--vscode-charts-lines, #8886); }
.epb-dropout-legend { display: flex; flex-wrap: wrap; gap: 1px 12px; font-size: 11px; color: var(--epb-quiet); }
.epb-dropout-legend span { display: inline-flex; align-items: center; gap: 4px; white-space: nowrap; }
.epb-dropout-detail { min-height: 48px; }
.epb-dropout-detail[data-unit] p:first-child { font-weight: 600; }
.epb-dropout-detail:not([data-unit]), .epb-dropout-facts { color: var(--epb-quiet); }
.epb-dropout-detail p + p { margin-top: 2px; }
.epb-dropout p { margin: 0; overflow-wrap: anywhere; }
.epb-dropout-facts { padding-top: 4px; }
.epb-dropout-note { color: var(--vscode-errorForeground, var(--vscode-charts-red, #c1222b)); }
.epb-dropout-note:empty { display: none; }
.epb-dropout-hidden { position: absolute; width: 1px; height: 1px; overflow: hidden; clip-path: inset(50%); white-space: nowrap; }
@container (max-width: 899px) {
  .epb-dropout-recorded { display: none; }
  .epb-dropout-kept { font-size: 11px; }
  .epb-dropout-kept th, .epb-dropout-kept td { padding-left: 6px; }
}
@container (max-width: 659px) {
  .epb-dropout-kept { max-width: 440px; }
  .epb-dropout-scale { display: none; }
  .epb-dropout-row { flex-wrap: wrap; height: auto; min-height: 28px; gap: 0 6px; }
  .epb-dropout-row output { min-width: 0; }
  .epb-dropout button.epb-dropout-play { min-width: 0; }
}
`;
