import type { Locale } from '../../protocol/index.js';
import { formatAlike, formatCount } from '../drawing/format.js';
import { spreadLabels } from '../drawing/spread-labels.js';
import type { CompactCurve } from './compact-model.js';
import { seriesName } from './series.js';
import { type SparkCurve, sparkPlaces } from './sparkline.js';
import { trainingStrings } from './strings.js';

type Series = 'train' | 'validation';

/** A word beside a small curve: of which line, and where its middle is, from the top of the curve. */
export interface SparkWord {
  series: Series;
  name: string;
  value: string;
  y: number;
}

export interface SparkWords {
  /** Left of the lines, where they begin; only values that differ from the last ones. */
  first: SparkWord[];
  /** Right of the lines, where they end. */
  last: SparkWord[];
  /** "best 0.4903 (epoch 14)". */
  best: string | null;
}

/** Between the middles of two words below each other, and from them to the edge. */
const WORD = 14;

/** First, last and best values of a small curve of this height, with the same decimals, each at the height of its line. */
export function sparkWords(
  curve: CompactCurve,
  curves: readonly SparkCurve[],
  height: number,
  locale: Locale,
): SparkWords {
  const { firstTrain, firstValidation, lastTrain, lastValidation, best } = curve;
  const written = formatAlike([lastTrain, lastValidation, firstTrain, firstValidation, best?.value], locale);
  const [train = '', validation = '', trainFirst = '', validationFirst = '', bestValue = ''] = written;
  const placed = (found: { series: Series; value: string; at: number | null }[]): SparkWord[] => {
    const known = found.filter(({ at }) => at !== null);
    const places = sparkPlaces(
      curves,
      known.map(({ at }) => at),
      height,
    );
    const spread = spreadLabels(
      places.map((place) => place - WORD / 2),
      height - WORD,
      WORD,
    );
    return known.map(({ series, value }, index) => ({
      series,
      name: seriesName(series, locale),
      value,
      y: (spread[index] as number) + WORD / 2,
    }));
  };
  const several = curve.train.length > 1 || curve.validation.length > 1;
  return {
    first: several
      ? placed([
          { series: 'train', value: trainFirst, at: firstTrain },
          { series: 'validation', value: validationFirst, at: firstValidation },
        ])
      : [],
    last: placed([
      { series: 'train', value: train, at: lastTrain },
      { series: 'validation', value: validation, at: lastValidation },
    ]),
    best: best && trainingStrings[locale].bestShort(bestValue, formatCount(best.epoch, locale)),
  };
}
