/** The sheet of the training views; every colour is the page's. */
export const trainingCss = `
.epb-run, .epb-compact, .epb-group {
  box-sizing: border-box; padding: 6px 8px; color: var(--vscode-foreground, #24292f);
  font-family: var(--vscode-font-family, sans-serif); font-size: 13px; line-height: 18px; contain: layout paint;
}
.epb-run [hidden], .epb-compact [hidden] { display: none; }
.epb-run { overflow: hidden; position: relative; container-type: inline-size; height: var(--epb-height); }
.epb-run[data-tab]:not([data-tab='curves']) { height: auto; min-height: var(--epb-height); }
.epb-run[data-tab]:not([data-tab='curves']) > .epb-curves { position: absolute; inset: auto 8px auto 8px; visibility: hidden; }
.epb-head { display: flex; align-items: center; gap: 10px; height: 26px; white-space: nowrap; }
.epb-name { font-size: 14px; font-weight: 600; overflow: hidden; text-overflow: ellipsis; flex: none; max-width: 45%; }
.epb-status { font-weight: 600; overflow: hidden; text-overflow: ellipsis; min-width: 5em; }
.epb-compact .epb-status { flex: none; max-width: 60%; font-size: 12px; }
.epb-compact:not([data-diverged]) .epb-status { font-weight: 400; color: var(--vscode-descriptionForeground, currentColor); }
.epb-space { flex: 1; }
.epb-tabs { display: flex; gap: 2px; min-width: 0; overflow: auto hidden; scrollbar-width: none; height: 26px; }
.epb-tabs button {
  font: inherit; font-size: 12px; height: 24px; padding: 0 8px; cursor: pointer; white-space: nowrap; flex: none;
  color: var(--vscode-descriptionForeground, currentColor); background: none; border: 0; border-bottom: 2px solid transparent;
}
.epb-tabs button:hover { color: var(--vscode-foreground, #24292f); border-bottom-color: color-mix(in srgb, currentColor 40%, transparent); }
.epb-tabs button[aria-selected='true'] { color: var(--vscode-foreground, #24292f); border-bottom-color: var(--vscode-focusBorder, #1769c5); }
.epb-run > .epb-panel { margin: 2px -8px -6px; }
.epb-run > .epb-panel:not(:has(> [role='note'])) { min-height: 580px; }
.epb-loading { margin: 6px 8px; font-weight: 600; color: var(--vscode-descriptionForeground, currentColor); }
.epb-run[data-tab]:not([data-tab='curves']) > :is(.epb-facts, .epb-bar) { display: none; }
.epb-facts {
  color: var(--vscode-descriptionForeground, currentColor); font-variant-numeric: tabular-nums;
  overflow: hidden; text-overflow: ellipsis; white-space: nowrap; min-height: 18px; font-size: 12px;
}
.epb-run[data-status='failed'] .epb-status, .epb-run[data-status='lost'] .epb-status, .epb-run[data-diverged] .epb-status,
.epb-compact:is([data-diverged], [data-status='lost']) .epb-status, .epb-bad {
  color: var(--vscode-errorForeground, var(--vscode-charts-red, #c1222b));
}
.epb-bar { height: 4px; margin: 4px 0; overflow: hidden; border-radius: 2px; background: color-mix(in srgb, currentColor 15%, transparent); }
.epb-run .epb-bar[hidden] { display: block; visibility: hidden; }
.epb-bar-fill {
  height: 100%; background: var(--vscode-progressBar-background, var(--vscode-charts-blue, #1769c5));
  transform-origin: left; transition: transform 120ms linear;
}
.epb-stop {
  font: inherit; font-size: 12px; padding: 1px 10px; border-radius: 2px; cursor: pointer; white-space: nowrap;
  color: var(--vscode-button-secondaryForeground, #24292f);
  background: var(--vscode-button-secondaryBackground, #e4e7eb);
  border: 1px solid var(--vscode-button-border, var(--vscode-contrastBorder, transparent));
}
.epb-stop:hover { background: var(--vscode-button-secondaryHoverBackground, #d5dae0); }
.epb-stop[aria-disabled] { opacity: 0.7; cursor: default; }
.epb-controls {
  display: flex; align-items: center; gap: 16px; height: 26px; font-size: 12px; white-space: nowrap; overflow: hidden;
}
.epb-controls label { display: inline-flex; align-items: center; gap: 5px; }
.epb-controls select {
  font: inherit; padding: 0 2px; max-width: 14em; border-radius: 2px;
  color: var(--vscode-dropdown-foreground, inherit); background: var(--vscode-dropdown-background, transparent);
  border: 1px solid var(--vscode-dropdown-border, #8886);
}
.epb-controls input { accent-color: var(--vscode-charts-blue, #1769c5); margin: 0; }
.epb-controls input[type='range'] { width: 96px; height: 16px; }
.epb-controls output { font-variant-numeric: tabular-nums; min-width: 2.4em; }
.epb-run :focus-visible, .epb-compact :focus-visible, .epb-group :focus-visible {
  outline: 1px solid var(--vscode-focusBorder, #1769c5); outline-offset: -1px;
}
.epb-plot { position: relative; height: 326px; overflow: hidden; }
.epb-chart { position: absolute; inset: 0; }
.epb-chart canvas { display: block; }
.epb-waiting {
  position: absolute; inset: 30% 0 auto; text-align: center; color: var(--vscode-descriptionForeground, currentColor);
}
.epb-rule { position: absolute; width: 0; border-left: 1px solid var(--vscode-foreground, #24292f); opacity: 0.6; pointer-events: none; }
.epb-rule[data-pinned] { border-left-width: 2px; opacity: 0.9; }
.epb-tip {
  position: absolute; pointer-events: none; padding: 5px 8px; border-radius: 3px; font-size: 12px; line-height: 16px;
  max-width: 60%; max-height: 92%; overflow: hidden; z-index: 1;
  color: var(--vscode-editorHoverWidget-foreground, var(--vscode-foreground, #24292f));
  background: var(--vscode-editorHoverWidget-background, var(--vscode-editor-background, #fff));
  border: 1px solid var(--vscode-editorHoverWidget-border, #8886); box-shadow: 0 2px 8px #0003;
}
.epb-tip dl { display: grid; grid-template-columns: auto auto; gap: 0 12px; margin: 2px 0 0; }
.epb-tip dt { color: var(--vscode-descriptionForeground, currentColor); }
.epb-tip-note { margin-top: 3px; max-width: 320px; overflow-wrap: anywhere; }
.epb-stop-line { position: absolute; width: 0; border-left: 1px solid var(--vscode-foreground, #24292f); pointer-events: none; }
.epb-tip dd { margin: 0; text-align: right; font-variant-numeric: tabular-nums; }
.epb-note {
  height: 18px; font-size: 12px; overflow: hidden; text-overflow: ellipsis; white-space: nowrap;
}
.epb-run:is([data-diverged], [data-status='lost']) .epb-note { height: 50px; line-height: 16px; white-space: normal; overflow: hidden auto; }
.epb-note:not(.epb-bad) { color: var(--vscode-descriptionForeground, currentColor); }
.epb-hidden { position: absolute; width: 1px; height: 1px; overflow: hidden; clip-path: inset(50%); white-space: nowrap; }
.epb-compact { height: 96px; overflow: hidden; }
.epb-compact.epb-open { height: auto; padding: 0; }
.epb-more, .epb-detail-close {
  font: inherit; font-size: 12px; padding: 1px 8px; border-radius: 2px; cursor: pointer; white-space: nowrap; flex: none;
  color: var(--vscode-textLink-foreground, currentColor); background: none; border: 1px solid transparent;
}
.epb-more:hover, .epb-detail-close:hover { text-decoration: underline; }
.epb-group [hidden] { display: none; }
.epb-row-open {
  font: inherit; padding: 0; cursor: pointer; text-align: left; background: none; border: 0;
  color: var(--vscode-textLink-foreground, currentColor); text-decoration: underline dotted; text-underline-offset: 2px;
}
.epb-row-open:hover { text-decoration: underline; }
.epb-group tr[data-chosen] > * { background: color-mix(in srgb, var(--vscode-focusBorder, #1769c5) 18%, transparent); }
.epb-group tr[data-chosen] .epb-row-open { font-weight: 600; }
.epb-detail { margin-top: 8px; padding-top: 4px; border-top: 1px solid var(--vscode-charts-lines, #8886); container-type: inline-size; }
.epb-detail > .epb-panel { min-height: 400px; }
.epb-detail-note { margin: 6px 0; font-size: 12px; overflow-wrap: anywhere; }
.epb-sparks { display: flex; height: 54px; }
.epb-spark-cell { flex: 1; display: flex; gap: 10px; min-width: 0; }
.epb-spark svg { display: block; }
.epb-spark-words { display: flex; flex-direction: column; font-size: 11px; line-height: 15px; font-weight: 600; font-variant-numeric: tabular-nums; }
.epb-scroll { max-height: 400px; overflow: auto; }
.epb-group table { border-collapse: collapse; font-size: 12px; font-variant-numeric: tabular-nums; }
.epb-group th, .epb-group td { padding: 2px 8px; text-align: right; white-space: nowrap; border: 0; }
.epb-group th:first-child, .epb-group td.epb-word, .epb-group thead th:nth-child(2) { text-align: left; }
.epb-group thead th {
  position: sticky; top: 0; font-weight: normal; color: var(--vscode-descriptionForeground, currentColor);
  background: var(--vscode-editor-background, #fff); box-shadow: inset 0 -1px var(--vscode-charts-lines, #8886);
}
.epb-group tbody th { font-weight: normal; }
.epb-group tr[data-status='failed'] .epb-word, .epb-group tr[data-status='lost'] .epb-word, .epb-group tr[data-diverged] .epb-word { color: var(--vscode-errorForeground, var(--vscode-charts-red, #c1222b)); }
.epb-group tfoot th, .epb-group tfoot td { font-weight: 600; border-top: 1px solid var(--vscode-charts-lines, #8886); }
body.vscode-high-contrast .epb-bar, body.vscode-high-contrast-light .epb-bar { outline: 1px solid var(--vscode-contrastBorder, currentColor); }
.epb-group { container-type: inline-size; }
@container (max-width: 640px) {
  .epb-group th, .epb-group td { padding: 2px 4px; }
  .epb-group tfoot td span { display: block; font-weight: normal; }
}
@container (max-width: 560px) {
  .epb-controls { gap: 8px; }
  .epb-controls input[type='range'] { width: 48px; }
  .epb-controls select { max-width: 6em; }
}
@media (prefers-reduced-motion: reduce) { .epb-bar-fill { transition: none; } }
@media (forced-colors: active) {
  .epb-bar { border: 1px solid CanvasText; }
  .epb-bar-fill { background: Highlight; forced-color-adjust: none; }
  .epb-tabs button[aria-selected='true'] { border-bottom-color: Highlight; }
}
`;
