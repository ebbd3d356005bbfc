import type { Demands } from './page/findings.js';

/** What a teacher points at, besides what is marked by `data-teaches`. */
export const teaches = [
  '[data-teaches]',
  '.epb-facts',
  '.epb-note',
  '.epb-name',
  '.epb-status',
  '.epb-controls label',
  '.epb-tabs button',
  '.epb-dropout-legend',
  '.epb-dropout-legend span',
  '.epb-dropout-detail',
  '.epb-dropout-heading',
  '.epb-dropout-caption',
  '.epb-dropout-kept',
  '.epb-dropout-frequencies',
  '.epb-dropout-what-if',
  '.epb-plots-facts',
  '.epb-plots-verdict',
  '.epb-plots-readout',
  '.epb-timeline-note',
  '.epb-confusion-words',
  '.epb-model-words',
  '.epb-model-facts',
  '.epb-projector-words',
  '.epb-projector-facts',
];

/** Tables of many rows and matrices of many classes are longer than a cell should be. */
export const mayScroll = [
  '.epb-table-scroll',
  '.epb-compare-table',
  '.epb-scroll',
  '.epb-model-table',
  '.epb-projector-side',
];

/** Of a picture behind a tab, so much is in sight in the usual room of an output. */
const PANEL_HEIGHT = 406;

export const pictureDemands: Demands = { teaches, mayScroll, longNames: ['odd-names'] };
export const tabDemands: Demands = {
  ...pictureDemands,
  panel: { selector: '.epb-panel', height: PANEL_HEIGHT },
};
