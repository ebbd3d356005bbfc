/** How a picture shares the room of a panel between its plots and words that always stand whole. */
export interface PanelRoom {
  /** The least height of the plots, at this width of them. */
  plots(width: number): number;
  /** What is said of this row while the cursor points at none. */
  lastRow(): number;
  /** Says of a moment that it is the last. */
  last(moment: string): string;
}

/** What is said at a row, as numbers that are compared in columns, and the lines that are no part of it. */
export interface ReadoutTable {
  head: readonly string[];
  /** The first cell of each names the row. */
  rows: readonly (readonly string[])[];
  lines: readonly string[];
}

/** What the panel of a run gives a picture beside its curves. */
export const PANEL_HEIGHT = 406;
/** From this width on a picture grows in height too. */
const WIDE = 1264;
/** From this width on key, values and rules stand beside the plots. */
const SIDE_FROM = 900;
/** The column beside the plots, and the space before it. */
export const SIDE = { width: 264, gap: 20 };

/** The height that a picture of this width takes, unless its words need more. */
export const panelHeight = (width: number): number =>
  PANEL_HEIGHT + Math.min(240, Math.max(0, Math.round((width - WIDE) * 0.34)));

/** The width of the column beside the plots, with the space before it; 0 where there is none. */
export const sideWidth = (width: number): number => (width >= SIDE_FROM ? SIDE.width + SIDE.gap : 0);

/** Words stand whole over, beside and below the plots. */
export const panelRoomCss = `
.epb-plots[data-room] { display: grid; grid-template-columns: minmax(0, 1fr); align-content: start; }
.epb-plots[data-room] .epb-plots-head { height: auto; min-height: 26px; flex-wrap: wrap; gap: 0 12px; white-space: normal; }
.epb-plots[data-room] .epb-plots-head strong { min-width: 0; overflow: visible; overflow-wrap: anywhere; }
.epb-plots[data-room] .epb-plots-head label { max-width: 100%; white-space: nowrap; flex-shrink: 0; }
.epb-plots[data-room] .epb-plots-head label select { max-width: 32em; }
.epb-plots[data-room] .epb-plots-head select { height: 24px; }
.epb-plots[data-room] .epb-plots-verdict { overflow: visible; line-height: 16px; max-width: 1264px; padding-bottom: 3px; }
.epb-plots[data-room] .epb-plots-verdict[data-apart] span { display: block; }
.epb-plots[data-room] .epb-plots-facts { height: auto; white-space: normal; line-height: 16px; }
.epb-plots-key { display: flex; flex-wrap: wrap; gap: 0 14px; font-size: 11px; line-height: 16px; }
.epb-plots-key span { display: inline-flex; align-items: center; gap: 5px; }
.epb-plots-key svg { flex: none; }
.epb-plots[data-room] .epb-plots-readout { height: auto; display: block; line-height: 16px; padding-top: 2px; overflow: visible; }
.epb-plots-foot { font-size: 11px; line-height: 14px; color: var(--vscode-descriptionForeground, currentColor); }
.epb-plots[data-room][data-side] {
  grid-template-columns: minmax(0, 1fr) ${SIDE.width}px; column-gap: ${SIDE.gap}px; grid-template-rows: auto auto auto auto 1fr auto;
  grid-template-areas: 'head head' 'verdict verdict' 'facts facts' 'ground key' 'ground readout' 'ground foot';
}
.epb-plots[data-room][data-side] .epb-plots-head { grid-area: head; }
.epb-plots[data-room][data-side] .epb-plots-verdict { grid-area: verdict; }
.epb-plots[data-room][data-side] .epb-plots-facts { grid-area: facts; padding-bottom: 2px; }
.epb-plots[data-room][data-side] .epb-plots-key { grid-area: key; flex-direction: column; }
.epb-plots[data-room][data-side] .epb-plots-ground { grid-area: ground; }
.epb-plots[data-room][data-side] .epb-plots-readout { grid-area: readout; padding-top: 6px; }
.epb-plots[data-room][data-side] .epb-plots-readout span { display: block; padding-left: 0.8em; text-indent: -0.8em; text-wrap: balance; }
.epb-plots[data-room][data-side] .epb-plots-readout span:first-child { font-weight: 600; }
.epb-plots[data-room][data-side] .epb-plots-readout i { display: none; }
.epb-plots[data-room][data-side] .epb-plots-foot { grid-area: foot; padding-top: 6px; }
.epb-plots[data-room] .epb-plots-readout[data-table] { display: flex; flex-wrap: wrap; gap: 0 14px; place-content: flex-start; align-items: flex-start; }
.epb-plots-lines { display: flex; flex-direction: column; min-width: 0; }
.epb-plots-lines span:first-child { font-weight: 600; }
.epb-plots-readout table { border-collapse: collapse; font-size: 11.5px; line-height: 16px; }
.epb-plots-readout th { font-weight: normal; text-align: left; color: var(--vscode-descriptionForeground, currentColor); padding: 0 8px 0 0; vertical-align: top; }
.epb-plots-readout td { padding: 0 8px 0 0; vertical-align: top; }
.epb-plots[data-room] .epb-plots-readout td span { display: inline; padding: 0; text-indent: 0; white-space: nowrap; font-weight: normal; }
.epb-plots-readout tr > :last-child { padding-right: 0; }
.epb-plots[data-room][data-side] .epb-plots-readout[data-table] { flex-direction: column; align-items: stretch; }
.epb-plots[data-room][data-side] .epb-plots-readout[data-table] .epb-plots-lines { display: contents; }
.epb-plots[data-room][data-side] .epb-plots-lines span { order: 2; }
.epb-plots[data-room][data-side] .epb-plots-lines span:first-child { order: 0; }
.epb-plots[data-room][data-side] .epb-plots-readout[data-table] table { order: 1; }
@container (max-width: 800px) { .epb-plots[data-room] .epb-plots-head label span { display: none; } }
.epb-plots-readout i { font-style: normal; white-space: nowrap; }
`;
