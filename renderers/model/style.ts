/** The sheet of the live picture; every colour is the page's. */
export const modelCss = `
.epb-model {
  box-sizing: border-box; padding: 6px 8px; color: var(--vscode-foreground, #24292f); container-type: inline-size;
  font-family: var(--vscode-font-family, sans-serif); font-size: 12px; line-height: 18px;
}
.epb-model [hidden] { display: none; }
.epb-model-head { display: flex; flex-wrap: wrap; align-items: center; gap: 0 12px; min-height: 26px; padding-right: 28px; }
.epb-model-head strong { font-size: 14px; line-height: 22px; min-width: 0; overflow-wrap: anywhere; }
.epb-model-facts, .epb-model-words[data-hint], .epb-model dt, .epb-model-quiet { color: var(--vscode-descriptionForeground, currentColor); }
.epb-model-facts > * { margin-right: 12px; }
.epb-model-facts > p, .epb-model-details p { margin: 0; }
.epb-model-notes { margin: 0; }
.epb-model-notes p { margin: 0; padding-left: 8px; border-left: 2px solid var(--vscode-editorWarning-foreground, #b58900); overflow-wrap: anywhere; }
.epb-model-bar { display: flex; flex-wrap: wrap; align-items: center; gap: 4px 8px; margin-top: 4px; }
.epb-model-bar > :is(input, span) { min-width: 0; }
.epb-model-bar input {
  font: inherit; width: 150px; height: 22px; box-sizing: border-box; padding: 0 6px; border-radius: 2px;
  color: var(--vscode-input-foreground, inherit); background: var(--vscode-input-background, transparent);
  border: 1px solid var(--vscode-input-border, var(--vscode-contrastBorder, #8886));
}
.epb-model-bar input::placeholder { color: var(--vscode-descriptionForeground, currentColor); opacity: 1; }
.epb-model-bar button, .epb-model-details button {
  font: inherit; height: 22px; min-width: 24px; padding: 0 7px; border-radius: 3px; cursor: pointer; white-space: nowrap;
  color: inherit; background: none; border: 1px solid var(--vscode-contrastBorder, var(--vscode-widget-border, #8886));
}
.epb-model :is(button, input):focus-visible { outline: 1px solid var(--vscode-focusBorder, #1769c5); outline-offset: 0; }
.epb-model-bar button:hover, .epb-model-details button:hover { background: var(--vscode-toolbar-hoverBackground, color-mix(in srgb, currentColor 12%, transparent)); }
.epb-model-words { height: 18px; overflow: hidden; margin-top: 4px; font-weight: 600; }
.epb-model-words[data-lines='2'] { height: 36px; }
.epb-model-words[data-lines='3'] { height: 54px; }
.epb-model-words[data-lines='4'] { height: 72px; }
.epb-model-words[data-hint] { font-weight: normal; }
.epb-model-stage { overflow: hidden; margin-top: 4px; }
.epb-model-stage[data-larger] { cursor: grab; border: 1px solid var(--vscode-contrastBorder, var(--vscode-widget-border, #8883)); margin: 3px -1px -1px; }
.epb-model-stage[data-dragged] { cursor: grabbing; user-select: none; }
.epb-model-stage svg { display: block; }
.epb-model-stage [data-member] { outline: none; cursor: pointer; }
.epb-model-stage [data-words] { pointer-events: none; }
.epb-model-stage [data-open] + [data-words] > text { paint-order: stroke; stroke: var(--vscode-editor-background, #fff); stroke-width: 3px; }
.epb-model-stage [data-member]:hover > rect { stroke: var(--vscode-foreground, #24292f); }
.epb-model-stage [data-member]:is(:focus, [data-current]) > rect { stroke: var(--vscode-focusBorder, #1769c5); stroke-width: 2; }
.epb-model-stage [data-member][data-chosen] > rect { stroke: var(--vscode-foreground, #24292f); stroke-width: 2; }
.epb-model-stage [data-member]:focus + [data-words] > text:first-of-type { text-decoration: underline; }
.epb-model-stage[data-searched] [data-member]:not([data-hit], [data-open]),
.epb-model-stage[data-searched] [data-member]:not([data-hit], [data-open]) + [data-words] { opacity: 0.3; }
.epb-model-stage [data-lit] { stroke: var(--vscode-foreground, #24292f); stroke-width: 2.2; }
.epb-model-details {
  margin-top: 8px; padding: 8px 10px; position: relative; border-radius: 6px; overflow-wrap: anywhere;
  border: 1px solid var(--vscode-contrastBorder, var(--vscode-widget-border, #8884));
}
.epb-model-details > button { position: absolute; top: 6px; right: 6px; }
.epb-model-details h4 { margin: 0 34px 4px 0; font-size: 13px; line-height: 20px; }
.epb-model-details dl { display: grid; grid-template-columns: max-content minmax(0, 1fr); gap: 0 12px; margin: 0 0 6px; }
.epb-model-details dd { margin: 0; font-variant-numeric: tabular-nums; }
.epb-model-weights { display: flex; flex-wrap: wrap; gap: 8px 20px; margin-bottom: 6px; }
.epb-model-weight { width: 260px; max-width: 100%; }
.epb-model-weight svg { display: block; width: 100%; height: 44px; margin: 2px 0; border-bottom: 1px solid var(--vscode-descriptionForeground, #888); }
.epb-model-weight > div { font-variant-numeric: tabular-nums; }
.epb-model-ends { display: flex; justify-content: space-between; gap: 8px; }
.epb-model-bad { color: var(--vscode-errorForeground, var(--vscode-charts-red, #c1222b)); font-weight: 600; }
.epb-model-details summary { cursor: pointer; font-weight: 600; }
.epb-model code { font-family: var(--vscode-editor-font-family, monospace); }
.epb-model-table { max-height: 486px; width: fit-content; max-width: 100%; margin-top: 6px; border: 1px solid var(--vscode-contrastBorder, var(--vscode-widget-border, #8883)); }
.epb-model-table:focus-visible { outline: 1px solid var(--vscode-focusBorder, #1769c5); }
.epb-model-table table { border-collapse: separate; border-spacing: 0; margin: 0; font-variant-numeric: tabular-nums; }
.epb-model-table :is(th, td) { padding: 2px 10px; text-align: left; white-space: nowrap; border: 0; font-weight: normal; max-width: 300px; overflow: hidden; text-overflow: ellipsis; }
.epb-model-table thead th {
  position: sticky; top: 0; z-index: 1; font-weight: 600; vertical-align: top; background: var(--vscode-editor-background, #fff);
  box-shadow: inset 0 -1px var(--vscode-descriptionForeground, #888);
}
.epb-model-table thead span { display: block; font-weight: normal; font-size: 11px; line-height: 14px; color: var(--vscode-descriptionForeground, currentColor); }
.epb-model-table .epb-number { text-align: right; }
.epb-model-table tbody tr:nth-child(even) > * { background: color-mix(in srgb, currentColor 4%, transparent); }
.epb-model-table tbody th { font-weight: 600; padding-left: calc(10px + var(--epb-depth, 0) * 16px); }
.epb-model-totals { margin: 6px 0 0; }
.epb-model-totals div { font-variant-numeric: tabular-nums; }
@container (max-width: 620px) { .epb-model-table :is(th, td) { padding-inline: 6px; } }
`;
