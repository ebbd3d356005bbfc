import type { Locale } from '../../protocol/index.js';
import type { Palette } from '../drawing/palette.js';
import type { Series } from './model.js';
import { trainingStrings } from './strings.js';

/** The lines of a panel, in the order of its legend. */
export const seriesNames: readonly Series[] = ['train', 'data', 'validation', 'validationData'];

export type PointShape = 'circle' | 'triangle-up' | 'diamond' | 'square';

/** How a line is drawn, alike in the chart, in its legend and in the table of an epoch. */
export interface SeriesLook {
  color: string;
  /** Lengths of stroke and gap in pixels; nothing of a line without gaps. */
  dash: readonly number[];
  shape: PointShape;
}

/** The look of a line. */
export function seriesLook(series: Series, palette: Palette): SeriesLook {
  switch (series) {
    case 'train':
      return { color: palette.train, dash: [], shape: 'circle' };
    case 'data':
      return { color: palette.data, dash: [4, 3], shape: 'triangle-up' };
    case 'validation':
      return { color: palette.validation, dash: palette.highContrast ? [9, 3] : [], shape: 'diamond' };
    case 'validationData':
      return { color: palette.validation, dash: [2, 3], shape: 'square' };
  }
}

/** The name of a line, wherever it is spoken of. */
export function seriesName(series: Series, locale: Locale): string {
  const t = trainingStrings[locale];
  return {
    train: t.train,
    data: t.dataLoss,
    validation: t.validation,
    validationData: t.validationDataLoss,
  }[series];
}
