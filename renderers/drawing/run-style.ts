/** The sheet that pictures with controls over plots of a fixed height share; every colour is the page's. */
export const runPictureCss = `
.epb-plots {
  box-sizing: border-box; padding: 6px 8px; overflow: hidden; color: var(--vscode-foreground, #24292f);
  font-family: var(--vscode-font-family, sans-serif); font-size: 13px; line-height: 18px; contain: layout paint; container-type: inline-size;
}
.epb-plots [hidden] { display: none; }
.epb-plots-head { display: flex; align-items: center; gap: 12px; height: 26px; font-size: 12px; white-space: nowrap; overflow: hidden; }
.epb-plots-head strong { font-size: 14px; overflow: hidden; text-overflow: ellipsis; }
.epb-plots-head strong { flex: 0 1 auto; min-width: 3em; }
.epb-plots-head label { display: inline-flex; align-items: center; gap: 5px; flex: 0 4 auto; min-width: 5.5em; }
.epb-plots-head label span { flex: none; }
.epb-plots-head label select { min-width: 0; text-overflow: ellipsis; }
.epb-plots-head select, .epb-plots-head button {
  font: inherit; padding: 0 4px; max-width: 18em; border-radius: 2px;
  color: var(--vscode-dropdown-foreground, inherit); background: var(--vscode-dropdown-background, transparent);
  border: 1px solid var(--vscode-dropdown-border, #8886);
}
.epb-plots-head button[aria-pressed='true'] { text-decoration: underline; font-weight: 600; border-color: var(--vscode-focusBorder, #1769c5); }
.epb-plots-facts {
  height: 18px; font-size: 12px; overflow: hidden; text-overflow: ellipsis; white-space: nowrap; font-variant-numeric: tabular-nums;
}
.epb-plots-readout {
  --lines: var(--epb-readout-lines, 2); height: calc(18px * var(--lines)); font-size: 12px; overflow: hidden; font-variant-numeric: tabular-nums;
  display: -webkit-box; -webkit-box-orient: vertical; -webkit-line-clamp: var(--lines);
}
.epb-plots-facts { color: var(--vscode-descriptionForeground, currentColor); }
.epb-plots-verdict { font-size: 12px; line-height: 17px; }
.epb-plots-verdict b { display: block; }
.epb-plots-verdict[data-tone='bad'] b { color: var(--vscode-errorForeground, var(--vscode-charts-red, #c1222b)); }
.epb-plots-ground { position: relative; overflow: auto hidden; scrollbar-width: thin; }
.epb-plots-ground svg { display: block; }
.epb-plots :focus-visible { outline: 1px solid var(--vscode-focusBorder, #1769c5); outline-offset: -1px; }
.epb-plots-ground g[data-epoch][data-now] path { stroke: var(--vscode-foreground, #24292f); stroke-width: 2; }
.epb-plots-ground g[data-epoch][data-now] text { fill: var(--vscode-foreground, #24292f); font-weight: 700; }
@container (max-width: 640px) {
  .epb-plots-head { gap: 8px; }
  .epb-plots-head label span { display: none; }
}
.epb-plots-hidden { position: absolute; width: 1px; height: 1px; overflow: hidden; clip-path: inset(50%); white-space: nowrap; }
`;
