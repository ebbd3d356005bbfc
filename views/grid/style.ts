/** The sheet of rows and columns that only are there where they are in sight. */
export const gridCss = `
.epb-grid { position: relative; overflow: auto; outline: none; font-size: 12px; line-height: 22px; font-variant-numeric: tabular-nums; flex: 1 1 auto; min-height: 66px; border-top: 1px solid var(--epb-line); }
.epb-grid-space { position: relative; min-width: 100%; }
.epb-grid-row { position: absolute; left: 0; height: 22px; min-width: 100%; box-sizing: border-box; }
.epb-grid-row.band { background: color-mix(in srgb, currentColor 3%, transparent); }
.epb-grid-row:hover { background: var(--vscode-list-hoverBackground, color-mix(in srgb, currentColor 8%, transparent)); }
.epb-grid-cell, .epb-grid-title { position: absolute; top: 0; height: 100%; padding: 0 8px; box-sizing: border-box; overflow: hidden; text-overflow: ellipsis; white-space: pre; }
.epb-grid-cell.end, .epb-grid-title.end { text-align: right; }
.epb-grid-cell.quiet { color: var(--vscode-descriptionForeground, currentColor); }
.epb-grid-cell.odd { color: var(--vscode-errorForeground, #c1222b); font-style: italic; }
.epb-grid-cell.name { font-family: var(--vscode-editor-font-family, monospace); }
.epb-grid-cell.link { color: var(--vscode-textLink-foreground, inherit); cursor: pointer; }
.epb-grid-cell.link:hover { text-decoration: underline; }
.epb-grid-cell.place, .epb-grid-title.place { position: sticky; left: 0; z-index: 1; display: inline-block; color: var(--vscode-descriptionForeground, currentColor); background: var(--epb-back); border-right: 1px solid var(--epb-line); text-align: right; }
.epb-grid-head { position: sticky; top: 0; z-index: 2; height: 24px; line-height: 24px; background: var(--epb-back); border-bottom: 1px solid var(--epb-line); min-width: 100%; }
.epb-grid-title { height: 24px; font-weight: 600; cursor: pointer; }
.epb-grid-title.place { position: sticky; cursor: default; font-weight: normal; }
.epb-grid-title:hover:not(.place) { background: var(--vscode-list-hoverBackground, color-mix(in srgb, currentColor 8%, transparent)); }
.epb-grid .here { outline: 1px solid transparent; outline-offset: -1px; }
.epb-grid:focus .here, .epb-grid:focus-within .here { outline-color: var(--vscode-focusBorder, #1769c5); }
.epb-grid:focus-visible { box-shadow: inset 0 0 0 1px var(--vscode-focusBorder, #1769c5); }
`;
