/** The sheet of the live picture; every colour is the page's. */
export const projectorCss = `
.epb-projector {
  box-sizing: border-box; padding: 6px 8px; color: var(--vscode-foreground, #24292f); container-type: inline-size;
  font-family: var(--vscode-font-family, sans-serif); font-size: 12px; line-height: 18px;
}
.epb-projector [hidden] { display: none; }
.epb-projector p { margin: 0; }
.epb-projector-head { display: flex; flex-wrap: wrap; align-items: center; gap: 0 12px; min-height: 26px; padding-right: 28px; }
.epb-projector-head strong { font-size: 14px; line-height: 22px; min-width: 0; overflow-wrap: anywhere; }
.epb-projector-facts, .epb-projector-words[data-hint], .epb-projector-quiet { color: var(--vscode-descriptionForeground, currentColor); }
.epb-projector-facts > * { margin-right: 12px; }
.epb-projector-notes p { padding-left: 8px; border-left: 2px solid var(--vscode-editorWarning-foreground, #b58900); overflow-wrap: anywhere; }
.epb-projector-bar { display: flex; flex-wrap: wrap; align-items: center; gap: 4px 8px; margin-top: 4px; }
.epb-projector-bar > *, .epb-projector-bar label { min-width: 0; }
.epb-projector-bar label { display: inline-flex; align-items: center; gap: 5px; }
.epb-projector-bar input[type='search'], .epb-projector-bar select {
  font: inherit; height: 22px; box-sizing: border-box; padding: 0 6px; border-radius: 2px;
  color: var(--vscode-input-foreground, inherit); background: var(--vscode-input-background, transparent);
  border: 1px solid var(--vscode-input-border, var(--vscode-contrastBorder, #8886));
}
.epb-projector-bar input[type='search'] { width: 140px; }
.epb-projector-bar select { max-width: 12em; color: var(--vscode-dropdown-foreground, inherit); background: var(--vscode-dropdown-background, transparent); }
.epb-projector-bar input[type='range'] { width: 150px; }
.epb-projector-bar input::placeholder { color: var(--vscode-descriptionForeground, currentColor); opacity: 1; }
.epb-projector :is(.epb-projector-bar, .epb-projector-side) button {
  font: inherit; min-height: 22px; min-width: 24px; padding: 0 7px; border-radius: 3px; cursor: pointer;
  color: inherit; background: none; border: 1px solid var(--vscode-contrastBorder, var(--vscode-widget-border, #8886));
}
.epb-projector-pair { display: inline-flex; }
.epb-projector-pair button:first-child { border-radius: 3px 0 0 3px !important; }
.epb-projector-pair button:last-child { border-radius: 0 3px 3px 0 !important; margin-left: -1px; }
.epb-projector button[aria-pressed='true'] { font-weight: 600; border-color: var(--vscode-focusBorder, #1769c5) !important; position: relative; }
.epb-projector :is(button, input, select, .epb-projector-stage):focus-visible { outline: 1px solid var(--vscode-focusBorder, #1769c5); outline-offset: 0; }
.epb-projector :is(.epb-projector-bar, .epb-projector-side) button:hover { background: var(--vscode-toolbar-hoverBackground, color-mix(in srgb, currentColor 12%, transparent)); }
.epb-projector-words { min-height: 18px; margin-top: 4px; font-weight: 600; overflow-wrap: anywhere; }
.epb-projector-words[data-hint] { font-weight: normal; }
.epb-projector-body { display: grid; grid-template-columns: minmax(0, 1fr) 220px; gap: 12px; margin-top: 2px; }
.epb-projector-stage {
  position: relative; height: 400px; overflow: hidden; touch-action: pan-y; cursor: grab; border-radius: 3px;
  border: 1px solid var(--vscode-contrastBorder, var(--vscode-widget-border, #8883));
}
.epb-projector-stage[data-dragged] { cursor: grabbing; user-select: none; }
.epb-projector-stage[data-over] { cursor: pointer; }
.epb-projector-stage[data-select] { cursor: crosshair; }
.epb-projector-stage canvas { position: absolute; inset: 0; width: 100%; height: 100%; }
.epb-projector-side { min-width: 0; max-height: 402px; overflow: auto; scrollbar-width: thin; }
.epb-projector-side strong { display: block; margin: 0 0 2px; font-size: 12px; font-weight: 600; overflow-wrap: anywhere; }
.epb-projector-side :is(ul, ol) { margin: 0 0 8px; padding: 0; list-style: none; }
.epb-projector-side li { display: flex; }
.epb-projector .epb-projector-side .epb-projector-item { flex: 1; display: flex; gap: 6px; align-items: center; text-align: left; border-color: transparent; padding: 0 4px; min-width: 0; min-height: 24px; }
.epb-projector-item > span:nth-of-type(1) { flex: 1; min-width: 0; overflow-wrap: anywhere; }
.epb-projector-item > span:last-child { font-variant-numeric: tabular-nums; }
.epb-projector-item i { flex: none; width: 10px; height: 10px; border-radius: 50%; forced-color-adjust: none; }
.epb-projector-row { display: flex; flex-wrap: wrap; align-items: center; gap: 4px 8px; margin-bottom: 4px; }
.epb-projector-row strong { flex: 1; margin: 0; min-width: 0; }
.epb-projector-ramp { display: block; height: 10px; border-radius: 2px; forced-color-adjust: none; }
.epb-projector-ends { display: flex; justify-content: space-between; gap: 8px; margin-bottom: 8px; }
.epb-projector-voice { position: absolute; width: 1px; height: 1px; overflow: hidden; clip-path: inset(50%); white-space: nowrap; }
@container (max-width: 620px) {
  .epb-projector-body { grid-template-columns: minmax(0, 1fr); }
  .epb-projector-stage { height: 320px; }
  .epb-projector-words { min-height: 36px; }
  .epb-projector-side { max-height: none; }
}
`;
