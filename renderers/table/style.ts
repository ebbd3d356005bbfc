/** The sheet of the live table; every colour is the page's. */
export const tableCss = `
.epb-table {
  color: var(--vscode-foreground, #24292f); font-family: var(--vscode-font-family, sans-serif);
  font-size: 12px; line-height: 18px; padding: 4px 8px; box-sizing: border-box;
}
.epb-table-head { display: flex; gap: 10px; align-items: baseline; margin-bottom: 4px; }
.epb-table-head strong { font-size: 14px; }
.epb-table-head span { color: var(--vscode-descriptionForeground, currentColor); }
.epb-table-scroll { max-height: 324px; overflow: auto; width: fit-content; max-width: 100%; border: 1px solid var(--vscode-contrastBorder, var(--vscode-widget-border, #8883)); }
.epb-table table { border-collapse: separate; border-spacing: 0; margin: 0; font-variant-numeric: tabular-nums; }
.epb-table th, .epb-table td { padding: 1px 10px; text-align: left; white-space: nowrap; max-width: 260px; overflow: hidden; text-overflow: ellipsis; border: 0; }
.epb-table thead th {
  position: sticky; top: 0; z-index: 1; vertical-align: top; padding: 4px 10px; font-weight: normal;
  background: var(--vscode-editor-background, #fff); box-shadow: inset 0 -1px var(--vscode-descriptionForeground, #888);
}
.epb-table tbody tr:nth-child(even) > * { background: color-mix(in srgb, currentColor 4%, transparent); }
.epb-table tbody tr:hover > * { background: color-mix(in srgb, currentColor 9%, transparent); }
.epb-table .epb-number { text-align: right; }
.epb-table tbody th { color: var(--vscode-descriptionForeground, currentColor); font-weight: normal; text-align: right; }
.epb-table-sort { all: unset; cursor: pointer; font-weight: 600; display: block; width: 100%; color: inherit; }
.epb-table-sort:focus-visible, .epb-table-scroll:focus-visible { outline: 1px solid var(--vscode-focusBorder, #1769c5); outline-offset: 1px; }
.epb-table-arrow { display: inline-block; width: 1.2em; }
.epb-table-meta { display: flex; justify-content: space-between; gap: 10px; color: var(--vscode-descriptionForeground, currentColor); font-size: 11px; line-height: 15px; }
.epb-table-missing { color: var(--vscode-errorForeground, var(--vscode-charts-red, #c1222b)); font-weight: 600; }
.epb-table-bar { height: 3px; margin: 1px 0 4px; background: color-mix(in srgb, currentColor 15%, transparent); }
.epb-table-bar div { height: 100%; background: var(--vscode-errorForeground, var(--vscode-charts-red, #c1222b)); }
.epb-table svg { display: block; height: 18px; width: 92px; }
.epb-table-empty { color: var(--vscode-errorForeground, var(--vscode-charts-red, #c1222b)); font-style: italic; }
.epb-hidden { position: absolute; width: 1px; height: 1px; overflow: hidden; clip-path: inset(50%); white-space: nowrap; }
@media (forced-colors: active) { .epb-table-bar { border: 1px solid; } .epb-table-bar div { background: Highlight; forced-color-adjust: none; } }
`;
