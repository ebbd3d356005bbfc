import type {
  BatchNormLayer,
  Distribution,
  Histogram,
  RunLayersPayload,
  Sample,
} from '../../protocol/index.js';
import { roundedMatrix } from '../drawing/rounded-matrix.js';

/** Of a mean, a norm, an end of a histogram: one more than is written. */
const DIGITS = 5;

/**
 * What the layers did with numbers of five digits, as they are saved in an output: the run's folder has all digits, and no
 * picture writes more than four.
 */
export function roundedLayers({ batchNorm, distributions, ...others }: RunLayersPayload): RunLayersPayload {
  return {
    ...others,
    ...(batchNorm && { batchNorm: { ...batchNorm, layers: batchNorm.layers.map(roundedStatistics) } }),
    ...(distributions && {
      distributions: { ...distributions, layers: distributions.layers.map(roundedDistribution) },
    }),
  };
}

function roundedStatistics(layer: BatchNormLayer): BatchNormLayer {
  const { gamma, beta } = layer;
  return {
    ...layer,
    batchMean: roundedMatrix(layer.batchMean),
    batchVariance: roundedMatrix(layer.batchVariance),
    movingMean: roundedMatrix(layer.movingMean),
    movingVariance: roundedMatrix(layer.movingVariance),
    ...(gamma && { gamma: roundedMatrix(gamma) }),
    ...(beta && { beta: roundedMatrix(beta) }),
    activations: layer.activations.map(({ epoch, before, after }) => ({
      epoch,
      before: roundedEnds(before),
      after: roundedEnds(after),
    })),
  };
}

const rounded = (sample: Sample): Sample =>
  typeof sample === 'number' ? Number(sample.toPrecision(DIGITS)) : sample;

function roundedDistribution(layer: Distribution): Distribution {
  return {
    ...layer,
    histograms: layer.histograms.map((histogram) => histogram && roundedEnds(histogram)),
    mean: layer.mean.map(rounded),
    standardDeviation: layer.standardDeviation.map(rounded),
    norm: layer.norm.map(rounded),
  };
}

const roundedEnds = ({ low, high, counts }: Histogram): Histogram => ({
  low: Number(low.toPrecision(DIGITS)),
  high: Number(high.toPrecision(DIGITS)),
  counts,
});
