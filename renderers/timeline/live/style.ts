/** The sheet of the lanes; every colour is the page's. */
export const timelineCss = `
.epb-lanes { position: relative; font-family: var(--vscode-font-family, sans-serif); color: var(--vscode-foreground, #24292f); }
.epb-lanes [hidden] { display: none; }
.epb-lanes svg { display: block; overflow: hidden; position: relative; }
.epb-lanes svg text { font-family: var(--vscode-font-family, sans-serif); }
.epb-mark { outline: none; cursor: default; }
.epb-mark[role='button'] { cursor: pointer; }
.epb-mark > .epb-hit { fill: transparent; stroke: none; }
.epb-mark:hover > .epb-hit { stroke: var(--vscode-foreground, #24292f); stroke-opacity: 0.5; }
.epb-mark:focus > .epb-hit { stroke: var(--vscode-focusBorder, #1769c5); stroke-width: 2; }
.epb-mark.epb-new { animation: epb-mark-new 240ms ease-out; }
@keyframes epb-mark-new { from { opacity: 0; } }
.epb-lane-rule {
  position: absolute; top: 0; width: 1px; pointer-events: none; opacity: 0.6;
  background: repeating-linear-gradient(transparent 0 var(--epb-titles, 0), var(--vscode-foreground, #24292f) var(--epb-titles, 0) var(--epb-lane, 100%));
}
.epb-lane-rule[data-pinned] { width: 2px; opacity: 0.9; }
.epb-why {
  position: absolute; box-sizing: border-box; z-index: 2; padding: 4px 8px; display: grid; grid-template-columns: minmax(0, 1fr) auto; column-gap: 12px; border-radius: 3px; font-size: 12px; line-height: 16px;
  width: max-content; max-width: min(640px, 100%); max-height: 200px; overflow: auto; overflow-wrap: anywhere;
  color: var(--vscode-editorHoverWidget-foreground, var(--vscode-foreground, #24292f));
  background: var(--vscode-editorHoverWidget-background, var(--vscode-editor-background, #fff));
  border: 1px solid var(--vscode-editorHoverWidget-border, var(--vscode-contrastBorder, #8886)); box-shadow: 0 2px 8px #0003;
}
.epb-why > div { grid-column: 1; }
.epb-why-set {
  color: var(--vscode-descriptionForeground, currentColor); overflow: hidden; display: -webkit-box; -webkit-box-orient: vertical; -webkit-line-clamp: 2;
}
.epb-load {
  font: inherit; padding: 1px 10px; border-radius: 2px; cursor: pointer; grid-column: 2; grid-row: 1 / 3; align-self: center;
  color: var(--vscode-button-foreground, #fff); background: var(--vscode-button-background, #005fb8);
  border: 1px solid var(--vscode-button-border, var(--vscode-contrastBorder, transparent));
}
.epb-load:hover { background: var(--vscode-button-hoverBackground, #0258a8); }
.epb-load[aria-disabled] { opacity: 0.75; cursor: default; }
.epb-load:focus-visible { outline: 1px solid var(--vscode-focusBorder, #1769c5); outline-offset: 1px; }
@media (prefers-reduced-motion: reduce) { .epb-mark.epb-new { animation: none; } }
`;
