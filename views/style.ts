/** What both pages share: their colours are the editor's. */
export const pageCss = `
:root { --epb-line: var(--vscode-contrastBorder, var(--vscode-widget-border, #8884)); }
html, body { height: 100%; margin: 0; padding: 0; }
body { display: flex; flex-direction: column; color: var(--vscode-foreground, #24292f); font-family: var(--vscode-font-family, sans-serif); font-size: 13px; background: var(--epb-back); }
input, select, button.epb-button { font: inherit; font-size: 12px; line-height: 18px; padding: 2px 6px; box-sizing: border-box; border: 1px solid var(--vscode-input-border, var(--vscode-contrastBorder, #8886)); border-radius: 2px; background: var(--vscode-input-background, transparent); color: var(--vscode-input-foreground, inherit); }
input::placeholder { color: var(--vscode-input-placeholderForeground, var(--vscode-descriptionForeground, #888)); }
select { background: var(--vscode-dropdown-background, transparent); color: var(--vscode-dropdown-foreground, inherit); }
button.epb-button { cursor: pointer; background: var(--vscode-button-secondaryBackground, transparent); color: var(--vscode-button-secondaryForeground, inherit); }
button.epb-button:hover { background: var(--vscode-button-secondaryHoverBackground, transparent); }
button.epb-button:disabled { opacity: 0.5; cursor: default; }
:is(input, select, button, a, summary):focus-visible { outline: 1px solid var(--vscode-focusBorder, #1769c5); outline-offset: -1px; }
.epb-bar { display: flex; flex-wrap: wrap; gap: 6px 8px; align-items: center; padding: 6px 8px; }
.epb-quiet { color: var(--vscode-descriptionForeground, currentColor); }
.epb-note { padding: 2px 8px 6px; margin: 0; font-size: 12px; line-height: 17px; }
.epb-warn { border-left: 3px solid var(--vscode-editorWarning-foreground, #bf8803); padding-left: 8px; }
[hidden] { display: none !important; }
`;
