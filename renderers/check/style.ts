/** A card whose edge and ring turn green; what failed is told in the order in which it is read. */
export const css = `
.epb-check {
  box-sizing: border-box; max-width: 860px; margin: 4px 0; padding: 12px 16px;
  border: 1px solid var(--vscode-widget-border, var(--vscode-panel-border, rgba(128, 128, 128, 0.35)));
  border-radius: 8px; color: var(--vscode-foreground, #24292f);
  font-family: var(--vscode-font-family, sans-serif); font-size: 13px; line-height: 19px;
}
.epb-picture:has(> div > .epb-check) { max-width: 860px; }
.epb-check[data-passed="true"] {
  border-color: var(--vscode-charts-green, #1a7f37);
  background: color-mix(in srgb, var(--vscode-charts-green, #1a7f37) 6%, transparent);
}
.vscode-high-contrast .epb-check, .vscode-high-contrast-light .epb-check { background: none; }
.epb-check header { display: flex; align-items: center; gap: 12px; padding-bottom: 10px; }
.epb-check header > div:last-child { min-width: 0; }
.epb-check strong { display: block; font-size: 15px; line-height: 21px; overflow-wrap: anywhere; }
.epb-check svg { display: block; }
.epb-check-ring { flex: none; }
.epb-check-summary, .epb-check-muted, .epb-check-points, .epb-check dt {
  color: var(--vscode-descriptionForeground, #59636e);
}
.epb-check-drawing { flex: none; }
.epb-check-rules { margin: 0; padding: 4px 0 0; list-style: none; border-top: 1px solid var(--vscode-widget-border, rgba(128, 128, 128, 0.25)); }
.epb-check li { display: flex; align-items: flex-start; gap: 10px; padding: 5px 0; }
.epb-check li > .epb-check-drawing { padding-top: 0.5px; }
.epb-check-body { flex: 1; min-width: 0; overflow-wrap: anywhere; }
.epb-check-points { flex: none; font-variant-numeric: tabular-nums; }
.epb-check-said {
  position: absolute; width: 1px; height: 1px; overflow: hidden; clip-path: inset(50%); white-space: nowrap;
}
.epb-check dl { display: grid; grid-template-columns: max-content minmax(0, 1fr); gap: 1px 12px; margin: 3px 0 4px; }
.epb-check dd { margin: 0; overflow-wrap: anywhere; }
.epb-check li:not([data-passed="missing"]) dd[data-kind="found"] { color: var(--epb-check-bad); }
.epb-check-wanted { margin-left: 10px; color: var(--vscode-foreground, #24292f); }
.epb-check-wanted .epb-check-label { font-weight: 400; color: var(--vscode-descriptionForeground, #59636e); }
.epb-check dd[data-kind="hint"], .epb-check-hints p {
  padding-left: 8px; border-left: 3px solid var(--vscode-charts-yellow, #bf8700);
}
.epb-check-hints { padding: 8px 0 2px; }
.epb-check-hints p { margin: 0 0 6px; overflow-wrap: anywhere; }
.epb-check-label { margin-right: 4px; font-weight: 600; }
.epb-check-foot {
  display: flex; flex-wrap: wrap; align-items: center; gap: 4px 14px; margin-top: 4px; padding-top: 8px;
  border-top: 1px solid var(--vscode-widget-border, rgba(128, 128, 128, 0.25));
}
.epb-check [hidden] { display: none; }
.epb-check-button {
  padding: 3px 12px; border: 1px solid var(--vscode-button-border, transparent); border-radius: 4px; cursor: pointer;
  color: var(--vscode-button-secondaryForeground, #24292f); background: var(--vscode-button-secondaryBackground, #e4e7eb);
  font: inherit;
}
.epb-check-button:hover { background: var(--vscode-button-secondaryHoverBackground, #d5d9de); }
.epb-check-button:focus-visible, .epb-check-muted:focus-visible {
  outline: 2px solid var(--vscode-focusBorder, #1769c5); outline-offset: 2px;
}
@keyframes epb-check-tick { from { stroke-dashoffset: 1; } to { stroke-dashoffset: 0; } }
@media (prefers-reduced-motion: no-preference) {
  .epb-check [data-ring="passed"] path { stroke-dasharray: 1; animation: epb-check-tick 0.45s ease-out; }
}
`;
