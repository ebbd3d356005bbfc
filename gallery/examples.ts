import { pictureExamples } from '../renderers/examples.js';
import { libraryCharts } from './library-charts.js';

/** All that is drawn in the gallery and kept by the picture tests: the examples of each picture, and the library's charts. */
export const shownExamples: typeof pictureExamples = {
  ...pictureExamples,
  'vega-lite': { ...pictureExamples['vega-lite'], ...libraryCharts },
};
