/** The sheet of the training views; every colour is the page's. */
export const trainingCss = `
.epb-run, .epb-compact, .epb-group {
  box-sizing: border-box; padding: 6px 8px; color: var(--vscode-foreground, #24292f);
  font-family: var(--vscode-font-family, sans-serif); font-size: 13px; line-height: 18px; contain: layout paint;
}
.epb-run [hidden], .epb-compact [hidden] { display: none; }
.epb-run { overflow: hidden; position: relative; container-type: inline-size; min-height: var(--epb-height); }
.epb-run[data-tab]:not([data-tab='curves']) > .epb-curves { position: absolute; inset: auto 8px auto 8px; visibility: hidden; }
.epb-head { display: flex; flex-wrap: wrap; align-items: center; gap: 0 10px; min-height: 26px; }
.epb-name { font-size: 14px; font-weight: 600; min-width: 0; overflow-wrap: anywhere; }
.epb-status { font-weight: 600; min-width: 0; overflow-wrap: anywhere; }
.epb-compact:not([data-diverged]) .epb-status { font-weight: 400; color: var(--vscode-descriptionForeground, currentColor); }
.epb-space { flex: 1; }
.epb-run > .epb-panel { margin: 2px -8px -6px; }
.epb-run > .epb-panel:not(:has(> [role='note'])) { min-height: 406px; }
.epb-loading { margin: 6px 8px; font-weight: 600; color: var(--vscode-descriptionForeground, currentColor); }
.epb-run[data-tab]:not([data-tab='curves']) > :is(.epb-facts, .epb-bar) { display: none; }
.epb-facts {
  color: var(--vscode-descriptionForeground, currentColor); font-variant-numeric: tabular-nums;
  min-height: 18px; font-size: 12px;
}
.epb-run .epb-facts span { display: inline-block; }
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
  display: flex; flex-wrap: wrap; align-items: center; gap: 0 16px; min-height: 26px; font-size: 12px; white-space: nowrap;
}
.epb-controls label { display: inline-flex; align-items: center; gap: 5px; height: 26px; }
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
.epb-settings { display: flex; flex-wrap: wrap; justify-content: space-between; gap: 0 16px; }
.epb-legend { display: flex; flex-wrap: wrap; gap: 0 4px; min-height: 26px; font-size: 12px; margin-left: -6px; }
.epb-legend button {
  all: unset; display: inline-flex; align-items: center; gap: 5px; height: 26px; padding: 0 6px; cursor: pointer; border-radius: 3px; white-space: nowrap;
}
.epb-legend button:hover { background: var(--vscode-toolbar-hoverBackground, color-mix(in srgb, currentColor 10%, transparent)); }
.epb-legend button[aria-pressed='false'] { color: var(--vscode-descriptionForeground, currentColor); text-decoration: line-through; }
.epb-legend button[aria-pressed='false'] .epb-swatch { opacity: 0.25; }
.epb-chips { position: absolute; top: 0; z-index: 2; display: flex; gap: 6px; max-width: 70%; }
.epb-range {
  position: absolute; box-sizing: border-box; pointer-events: none;
  background: color-mix(in srgb, var(--vscode-focusBorder, #1769c5) 18%, transparent); border: solid var(--vscode-focusBorder, #1769c5); border-width: 0 1px;
}
.epb-plot { touch-action: pan-y; }
.epb-plot[data-dragging] { user-select: none; cursor: col-resize; }
.epb-plot[data-dragging='along'] { cursor: grabbing; }
.epb-plot[data-dragging] :is(.epb-values, .epb-dots, .epb-rule) { visibility: hidden; }
.epb-swatch { flex: none; }
.epb-plot { position: relative; height: 328px; }
.epb-chart { position: absolute; inset: 0; }
.epb-chart canvas { display: block; }
.epb-waiting {
  position: absolute; inset: 30% auto auto 50%; transform: translate(-50%); padding: 2px 8px; white-space: nowrap;
  color: var(--vscode-descriptionForeground, currentColor); background: var(--vscode-editor-background, #fff);
}
.epb-rule { position: absolute; width: 0; border-left: 1px solid var(--vscode-foreground, #24292f); opacity: 0.6; pointer-events: none; }
.epb-rule[data-pinned] { border-left-width: 2px; opacity: 0.9; }
.epb-values { position: absolute; top: 0; right: 0; height: 0; pointer-events: none; font-size: 11px; line-height: 14px; font-variant-numeric: tabular-nums; white-space: pre; }
.epb-values > * { position: absolute; left: 0; }
.epb-values > strong { top: 3px; }
.epb-values > [data-series] { font-weight: 600; }
.epb-values > :not([data-series], strong) { color: var(--vscode-descriptionForeground, currentColor); }
.epb-dots, .epb-dots svg { position: absolute; inset: 0; width: 100%; height: 100%; pointer-events: none; }
.epb-dock, .epb-said { font-size: 12px; line-height: 16px; }
.epb-said { overflow-wrap: anywhere; }
.epb-dock dl { margin: 0; }
.epb-dock :is(.epb-dock-panel, .epb-dock-facts) { margin-top: 3px; }
.epb-dock dl > div { display: flex; justify-content: space-between; gap: 0 14px; }
.epb-dock dl { max-width: 190px; }
.epb-dock dt { display: flex; align-items: center; gap: 6px; min-width: 0; overflow-wrap: anywhere; }
.epb-dock :is(.epb-dock-panel, .epb-dock-facts dt) { color: var(--vscode-descriptionForeground, currentColor); }
.epb-dock dd { margin: 0; font-variant-numeric: tabular-nums; white-space: nowrap; }
.epb-dock-piece { display: inline-flex; flex: none; width: 20px; }
.epb-dock-note { margin-top: 4px; overflow-wrap: anywhere; }
.epb-curves[data-docked] { display: grid; grid-template-columns: minmax(0, 1fr) 248px; column-gap: 16px; }
.epb-curves[data-docked] > :is(.epb-controls, .epb-note) { grid-column: 1 / -1; }
.epb-curves[data-docked] > :is(.epb-plot, .epb-callbacks) { grid-column: 1; }
.epb-curves[data-docked] > .epb-plot { grid-row: 2; }
.epb-curves[data-docked] > .epb-callbacks { grid-row: 3; }
.epb-curves[data-docked] > .epb-note { grid-row: 4; }
.epb-dock {
  grid-column: 2; grid-row: 2 / 4; height: 0; min-height: 100%; overflow: auto; box-sizing: border-box; padding: 4px 0 0 12px;
  border-left: 1px solid var(--vscode-charts-lines, #8886);
}
.epb-stop-line { position: absolute; width: 0; border-left: 1px solid var(--vscode-foreground, #24292f); pointer-events: none; }
.epb-note {
  min-height: 18px; font-size: 12px; overflow-wrap: anywhere;
}
.epb-note:not(.epb-bad) { color: var(--vscode-descriptionForeground, currentColor); }
.epb-hidden { position: absolute; width: 1px; height: 1px; overflow: hidden; clip-path: inset(50%); white-space: nowrap; }
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
.epb-spark svg { display: block; }
.epb-compact:not(.epb-open) { min-height: 96px; container-type: inline-size; }
.epb-compact > div > .epb-head { display: grid; grid-template-columns: 24% 104px minmax(0, 1fr) auto; align-items: baseline; gap: 0 12px; line-height: 26px; }
.epb-compact > div > .epb-head > * { line-height: 18px; }
.epb-compact .epb-status { font-size: 12px; white-space: nowrap; }
.epb-fact { display: inline-block; min-width: 8.2em; margin-right: 8px; }
.epb-fact:first-child { min-width: 9.6em; }
.epb-compact .epb-facts > .epb-bad { display: inline-block; }
.epb-compact-buttons { display: flex; justify-content: flex-end; gap: 8px; }
.epb-sparks { display: grid; grid-template-columns: repeat(2, minmax(0, 1fr)); gap: 4px 24px; min-height: 67px; }
.epb-spark-cell { min-width: 0; font-size: 11px; line-height: 14px; font-variant-numeric: tabular-nums; }
.epb-spark-title { min-height: 18px; line-height: 18px; overflow-wrap: anywhere; }
.epb-spark-title strong { margin-right: 6px; }
.epb-spark-best { white-space: nowrap; }
.epb-spark-best::before { content: ''; display: inline-block; width: 6px; height: 6px; margin-right: 4px; border-radius: 50%; vertical-align: 1px; background: var(--epb-best); }
.epb-spark-line { display: flex; }
.epb-spark-first, .epb-spark-words { position: relative; flex: none; height: 48px; }
.epb-spark-first { width: 50px; }
.epb-spark-words { width: 126px; font-weight: 600; }
.epb-spark-first > span { position: absolute; right: 6px; white-space: nowrap; }
.epb-spark-words > span { position: absolute; left: 10px; right: 0; display: flex; justify-content: space-between; gap: 6px; white-space: nowrap; }
.epb-scroll { max-height: 500px; overflow: auto; }
.epb-group table { border-collapse: collapse; font-size: 12px; font-variant-numeric: tabular-nums; }
.epb-group th, .epb-group td { padding: 2px 8px; text-align: right; white-space: nowrap; border: 0; }
.epb-group th:first-child, .epb-group td.epb-word, .epb-group thead th:is(:nth-child(2), :last-child) { text-align: left; }
.epb-group td[data-best] { font-weight: 600; background: color-mix(in srgb, var(--vscode-charts-green, #1a7f37) 20%, transparent); }
.epb-group thead th {
  position: sticky; top: 0; font-weight: normal; color: var(--vscode-descriptionForeground, currentColor);
  background: var(--vscode-editor-background, #fff); box-shadow: inset 0 -1px var(--vscode-charts-lines, #8886);
}
.epb-group tbody th { font-weight: normal; }
.epb-group tr[data-status='failed'] .epb-word, .epb-group tr[data-status='lost'] .epb-word, .epb-group tr[data-diverged] .epb-word { color: var(--vscode-errorForeground, var(--vscode-charts-red, #c1222b)); }
.epb-group :is(tbody .epb-word, tfoot th) { white-space: normal; }
.epb-group .epb-word span { white-space: nowrap; }
.epb-overlays { display: flex; flex-wrap: wrap; gap: 4px 24px; margin: 0 0 6px; }
.epb-overlays svg { display: block; font-family: inherit; }
.epb-group tfoot td { vertical-align: top; }
.epb-group tfoot :is(.epb-strip-ends, .epb-spread-note) { font-weight: normal; font-size: 11px; line-height: 14px; color: var(--vscode-descriptionForeground, currentColor); }
.epb-group .epb-strip-ends span { white-space: nowrap; }
.epb-group tfoot td .epb-strip-ends { white-space: normal; }
.epb-group tfoot :is(.epb-strip-ends, .epb-spread-note) { width: 0; min-width: 100%; }
.epb-group :is(.epb-best-head, .epb-curve-head) { white-space: normal; }
.epb-group .epb-curve-head span { white-space: nowrap; margin-left: 6px; }
.epb-group td.epb-spark { padding-top: 0; padding-bottom: 0; }
.epb-group .epb-strip svg { display: block; margin-left: auto; }
.epb-group tfoot th { vertical-align: top; }
.epb-group-small { display: none; color: var(--vscode-descriptionForeground, currentColor); white-space: nowrap; }
.epb-group tfoot th, .epb-group tfoot td { font-weight: 600; border-top: 1px solid var(--vscode-charts-lines, #8886); }
body.vscode-high-contrast .epb-bar, body.vscode-high-contrast-light .epb-bar { outline: 1px solid var(--vscode-contrastBorder, currentColor); }
.epb-group { container-type: inline-size; }
@container (min-width: 960px) { .epb-group tfoot td .epb-strip-ends { width: auto; min-width: 0; white-space: nowrap; } }
.epb-group-small span { white-space: nowrap; }
@container (max-width: 720px) {
  .epb-group th, .epb-group td { padding: 2px 4px; }
  .epb-group .epb-curve-head span { display: block; margin-left: 0; }
  .epb-group tfoot td > span { display: block; font-weight: normal; }
}
@container (max-width: 599px) { .epb-run > .epb-panel:not(:has(> [role='note'])) { min-height: 520px; } }
@container (max-width: 659px) { .epb-run > .epb-panel[data-picture='dropout']:not(:has(> [role='note'])) { min-height: 560px; } }
@container (max-width: 1000px) {
  .epb-compact > div > .epb-head { grid-template-columns: 96px minmax(0, 1fr) auto; }
  .epb-compact > div > .epb-head > .epb-name { grid-column: 1 / 3; }
  .epb-compact > div > .epb-head > :is(.epb-status, .epb-facts) { grid-row: 2; }
  .epb-compact > div > .epb-head > .epb-facts { grid-column: 2 / -1; }
  .epb-compact > div > .epb-head > .epb-compact-buttons { grid-row: 1; grid-column: 3; }
  .epb-compact .epb-facts > :is(.epb-bad, .epb-remark) { display: block; }
}
@container (max-width: 479px) { .epb-sparks { grid-template-columns: minmax(0, 1fr); } }
@container (max-width: 480px) {
  .epb-fact { min-width: 5.8em; margin-right: 6px; }
}
@container (max-width: 680px) {
  .epb-head > .epb-space { display: none; }
  .epb-head > .epb-tabs { order: 1; flex-basis: 100%; margin-left: -8px; }
  .epb-head > :is(.epb-stop, .epb-more) { margin-left: auto; }
}
@container (max-width: 500px) {
  .epb-group :is(.epb-wide, .epb-curve-head span) { display: none; }
  .epb-group-small { display: block; }
  .epb-group .epb-best, .epb-group .epb-word span, .epb-group-small { white-space: normal; }
  .epb-group th, .epb-group td { padding: 2px 3px; }
}
@container (max-width: 560px) {
  .epb-controls { gap: 0 8px; }
  .epb-controls input[type='range'] { width: 48px; }
  .epb-controls select { max-width: 6em; }
}
@media (prefers-reduced-motion: reduce) { .epb-bar-fill { transition: none; } }
@media (forced-colors: active) {
  .epb-bar { border: 1px solid CanvasText; }
  .epb-bar-fill { background: Highlight; forced-color-adjust: none; }
}
`;
