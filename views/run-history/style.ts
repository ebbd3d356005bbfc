/** The sheet of the list; every colour is the editor's. */
export const historyCss = `
html, body { height: 100%; margin: 0; padding: 0; overflow: hidden; }
body { display: flex; flex-direction: column; word-break: keep-all; color: var(--vscode-foreground); font: 13px/18px var(--vscode-font-family, sans-serif); }
[hidden] { display: none !important; }
.bar { display: flex; flex-wrap: wrap; gap: 4px; padding: 4px 8px 6px; flex: none; }
.bar input, .bar select {
  font: inherit; box-sizing: border-box; height: 26px; border-radius: 2px; min-width: 0;
  color: var(--vscode-input-foreground); background: var(--vscode-input-background);
  border: 1px solid var(--vscode-input-border, var(--vscode-contrastBorder, transparent));
}
.bar input { flex: 1 1 100%; padding: 2px 6px; }
.bar input::placeholder { color: var(--vscode-input-placeholderForeground); }
.bar select {
  flex: 1 1 90px; padding: 0 2px; color: var(--vscode-dropdown-foreground); background: var(--vscode-dropdown-background);
  border-color: var(--vscode-dropdown-border, var(--vscode-contrastBorder, transparent));
}
:is(.bar input, .bar select, button):focus-visible, a:focus-visible { outline: 1px solid var(--vscode-focusBorder); outline-offset: -1px; }
.count { flex: none; padding: 0 8px 4px; font-size: 11px; line-height: 14px; color: var(--vscode-descriptionForeground); }
.runs { flex: 1; overflow: auto; outline: none; }
.run {
  position: relative; padding: 5px 8px 6px 10px; cursor: pointer; outline: none;
  content-visibility: auto; contain-intrinsic-size: auto 86px; overflow: hidden;
  border-bottom: 1px solid color-mix(in srgb, currentColor 10%, transparent);
}
.run:hover { background: var(--vscode-list-hoverBackground); }
.run[aria-selected='true'] { background: var(--vscode-list-inactiveSelectionBackground); color: var(--vscode-list-inactiveSelectionForeground, inherit); }
.runs:focus-within .run[aria-selected='true'] { background: var(--vscode-list-activeSelectionBackground); color: var(--vscode-list-activeSelectionForeground); }
.run:focus { outline: 1px solid var(--vscode-list-focusOutline, var(--vscode-focusBorder)); outline-offset: -1px; }
.vscode-high-contrast .run[aria-selected='true'], .vscode-high-contrast-light .run[aria-selected='true'] {
  outline: 1px dotted var(--vscode-contrastActiveBorder); outline-offset: -1px;
}
.vscode-high-contrast .run:focus, .vscode-high-contrast-light .run:focus { outline-style: solid; }
.head { display: flex; align-items: baseline; gap: 6px; }
.mark { flex: none; width: 12px; text-align: center; }
.name { font-weight: 600; overflow: hidden; text-overflow: ellipsis; white-space: nowrap; flex: 0 1 auto; min-width: 0; }
.state { flex: 1 0 auto; font-size: 11px; text-align: right; color: var(--vscode-descriptionForeground); }
.run[aria-selected='true'] :is(.state, .settings, .where, .note) { color: inherit; }
.run[data-status='running'] .mark { color: var(--vscode-charts-blue); }
.run[data-status='completed'] .mark { color: var(--vscode-charts-green); }
.run:is([data-status='diverged'], [data-status='failed'], [data-status='lost']) .mark { color: var(--vscode-errorForeground); }
.runs:focus-within .run[aria-selected='true'] .mark { color: inherit; }
.body { display: flex; flex-wrap: wrap; align-items: center; gap: 0 8px; padding-left: 18px; min-height: 18px; }
.best { flex: 1 1 96px; min-width: 0; overflow-wrap: anywhere; font-variant-numeric: tabular-nums; }
.spark { flex: none; line-height: 0; }
.settings, .where, .note, .problem {
  padding-left: 18px; font-size: 12px; line-height: 16px; overflow-wrap: anywhere;
  color: var(--vscode-descriptionForeground); font-variant-numeric: tabular-nums;
}
.note { display: -webkit-box; -webkit-line-clamp: 3; -webkit-box-orient: vertical; overflow: hidden; white-space: pre-line; border-left: 2px solid var(--vscode-charts-blue); margin: 3px 0 0 18px; padding-left: 6px; }
.problem { color: var(--vscode-editorWarning-foreground, inherit); }
.heard { position: absolute; width: 1px; height: 1px; overflow: hidden; clip-path: inset(50%); white-space: nowrap; }
.more {
  position: absolute; right: 4px; top: 3px; width: 22px; height: 22px; padding: 0; border: 0; border-radius: 4px; visibility: hidden;
  color: inherit; background: var(--vscode-sideBar-background); cursor: pointer; font: inherit; font-weight: 700;
}
.run:hover .more { visibility: visible; }
.run:hover .state { visibility: hidden; }
.more:hover { background: var(--vscode-toolbar-hoverBackground); }
.empty { padding: 12px 16px; color: var(--vscode-foreground); }
.empty p { margin: 0 0 12px; }
.empty :is(a, button) {
  display: block; width: 100%; box-sizing: border-box; margin-bottom: 8px; padding: 4px 8px; text-align: center; text-decoration: none;
  font: inherit; line-height: 18px; border-radius: 2px; cursor: pointer;
  color: var(--vscode-button-foreground); background: var(--vscode-button-background); border: 1px solid var(--vscode-button-border, transparent);
}
.empty :is(a, button):hover { background: var(--vscode-button-hoverBackground); }
`;
