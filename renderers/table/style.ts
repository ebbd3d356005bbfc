/** The sheet of the live table; every colour is the page's. */
export const tableCss = `
.epb-table {
  color: var(--vscode-foreground, #24292f); font-family: var(--vscode-font-family, sans-serif);
  font-size: 12px; line-height: 18px; padding: 4px 8px; box-sizing: border-box; container-type: inline-size;
}
.epb-table-head { display: flex; flex-wrap: wrap; gap: 0 10px; margin-right: 32px; align-items: baseline; padding-block: 3px; margin-bottom: 1px; }
.epb-table-head strong { font-size: 14px; }
.epb-table-head [hidden] { display: none; }
.epb-table-head span { color: var(--vscode-descriptionForeground, currentColor); }
.epb-table-scroll { max-height: 324px; width: fit-content; max-width: 100%; border: 1px solid var(--vscode-contrastBorder, var(--vscode-widget-border, #8883)); }
/* As wide as there is room, but no column of much more than its words. */
.epb-table table { width: min(100cqw - 2px, var(--epb-columns) * 170px + 60px); border-collapse: separate; border-spacing: 0; margin: 0; font-variant-numeric: tabular-nums; }
.epb-table th, .epb-table td { padding: 1px 10px; text-align: left; white-space: nowrap; max-width: 260px; overflow: hidden; text-overflow: ellipsis; border: 0; }
.epb-table-scroll:has(.epb-prose) { max-height: 486px; }
/* Sentences stand on one line where the page is wide enough. */
.epb-table-scroll:has(.epb-prose) table { width: auto; min-width: min(100cqw - 2px, var(--epb-columns) * 170px + 60px); }
.epb-table td:has(> .epb-prose) { max-width: none; }
.epb-table tbody tr:has(.epb-prose) > * { vertical-align: top; padding-block: 3px; }
.epb-prose { white-space: normal; overflow-wrap: break-word; min-width: 130px; max-width: 640px; }
.epb-table thead th {
  position: sticky; top: 0; z-index: 1; vertical-align: top; padding: 4px 10px; font-weight: normal;
  background: var(--vscode-editor-background, #fff); box-shadow: inset 0 -1px var(--vscode-descriptionForeground, #888);
}
.epb-table tbody tr:nth-child(even) > * { background: color-mix(in srgb, currentColor 4%, transparent); }
.epb-table tbody tr:hover > * { background: color-mix(in srgb, currentColor 9%, transparent); }
.epb-table .epb-number { text-align: right; }
.epb-table tr > th:first-child { width: 1px; }
.epb-table tbody th { color: var(--vscode-descriptionForeground, currentColor); font-weight: normal; text-align: right; }
.epb-table-sort { all: unset; cursor: pointer; font-weight: 600; display: block; width: 100%; color: inherit; }
.epb-table-sort:focus-visible, .epb-table-scroll:focus-visible { outline: 1px solid var(--vscode-focusBorder, #1769c5); outline-offset: 1px; }
/* As wide as a cell gets, without its edge. */
.epb-table-long { white-space: normal; overflow-wrap: anywhere; min-width: 160px; max-width: 240px; }
.epb-table thead .epb-number .epb-table-long { margin-left: auto; }
/* In the room between the columns, right of each name. */
.epb-table-arrow { position: absolute; right: 1px; top: 4px; width: 9px; font-size: 9px; font-weight: normal; text-align: center; color: inherit; }
.epb-table thead th:not([aria-sort]) .epb-table-arrow::before { content: "↕"; opacity: 0; color: var(--vscode-descriptionForeground, currentColor); }
.epb-table thead th:is(:hover, :focus-within) .epb-table-arrow::before { opacity: 1; }
.epb-table thead .epb-number .epb-table-meta { justify-content: flex-end; }
.epb-table-meta { display: flex; justify-content: space-between; gap: 10px; color: var(--vscode-descriptionForeground, currentColor); font-size: 11px; line-height: 15px; }
.epb-table-missing { color: var(--vscode-errorForeground, var(--vscode-charts-red, #c1222b)); font-weight: 600; }
.epb-table-bar { height: 3px; margin: 1px 0 4px; }
.epb-table-bar:has(div) { background: color-mix(in srgb, currentColor 15%, transparent); }
.epb-table-note { color: var(--vscode-descriptionForeground, currentColor); font-size: 11px; line-height: 15px; }
/* Bars, on which the names stand, and percentages, each in a column of its own. */
.epb-table-categories { display: grid; grid-template-columns: minmax(44px, 1fr) max-content; gap: 1px 6px; max-width: 170px; font-size: 11px; line-height: 15px; }
.epb-table-category { padding-inline: 2px; background: linear-gradient(var(--epb-to, to right), color-mix(in srgb, var(--epb-bar) 28%, transparent) var(--epb-share), transparent 0); }
.epb-table-share { text-align: right; }
/* Over numbers, which end at the right, the names end there too and the bars begin. */
/* Their percentages keep off those of the column before. */
.epb-number .epb-table-categories { grid: auto-flow dense / max-content minmax(34px, 1fr); margin-left: auto; padding-left: 12px; max-width: 110px; --epb-to: to left; }
.epb-number .epb-table-category { grid-column: 2; padding-right: 0; }
.epb-number .epb-table-share { grid-column: 1; }
:is(.vscode-high-contrast, .vscode-high-contrast-light) .epb-table-category { background: linear-gradient(var(--epb-to, to right), color-mix(in srgb, var(--epb-bar) 45%, transparent) var(--epb-share), transparent 0); }
.epb-table-ends { display: flex; justify-content: space-between; gap: 6px; color: var(--vscode-descriptionForeground, currentColor); font-size: 10px; line-height: 13px; }
.epb-table-bar div { height: 100%; background: var(--vscode-errorForeground, var(--vscode-charts-red, #c1222b)); }
@container (max-width: 720px) { .epb-table :is(thead, tbody) :is(th, td) { padding-inline: 8px; } .epb-table-arrow { right: 0; width: 8px; font-size: 8px; } }
.epb-table svg { display: block; height: 18px; width: 100%; min-width: 56px; }
.epb-table-empty { color: var(--vscode-errorForeground, var(--vscode-charts-red, #c1222b)); font-style: italic; }
.epb-hidden { position: absolute; width: 1px; height: 1px; overflow: hidden; clip-path: inset(50%); white-space: nowrap; }
@media (forced-colors: active) { .epb-table-bar:has(div) { border: 1px solid; } .epb-table-bar div { background: Highlight; forced-color-adjust: none; } }
`;
