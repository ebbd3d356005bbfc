import {
  type BatchNormLayer,
  type BatchNormPayload,
  type PackedMatrix,
  packMatrix,
  unpackMatrix,
} from '../../protocol/index.js';
import { spreadRidges } from '../drawing/ridges.js';
import { savedBytes } from '../drawing/saved-bytes.js';
import { spreadRows } from './model.js';

const FEWEST_STEPS = 24;
const FEWEST_CHANNELS = 16;

function pick(matrix: PackedMatrix, rows: readonly number[], columns: readonly number[]): PackedMatrix {
  const values = unpackMatrix(matrix);
  const picked = new Float32Array(rows.length * columns.length);
  rows.forEach((row, to) => {
    columns.forEach((column, at) => {
      picked[to * columns.length + at] = values[row * matrix.columns + column] as number;
    });
  });
  return packMatrix(rows.length, columns.length, picked);
}

function thinLayer(layer: BatchNormLayer, share: { steps: number; channels: number }): BatchNormLayer {
  const count = layer.shown?.length ?? layer.channels;
  const few = (all: number, part: number, fewest: number) =>
    spreadRows(all, Math.min(all, Math.max(fewest, Math.round(all * part))));
  const rows = few(layer.steps.length, share.steps, FEWEST_STEPS);
  const columns = few(count, share.channels, FEWEST_CHANNELS);
  const of = <T>(list: readonly T[]): T[] => rows.map((row) => list[row] as T);
  const matrix = (packed: PackedMatrix) => pick(packed, rows, columns);
  return {
    ...layer,
    ...(columns.length < layer.channels && {
      shown: columns.map((column) => layer.shown?.[column] ?? column),
    }),
    steps: of(layer.steps),
    epochs: of(layer.epochs),
    values: of(layer.values),
    batchMean: matrix(layer.batchMean),
    batchVariance: matrix(layer.batchVariance),
    movingMean: matrix(layer.movingMean),
    movingVariance: matrix(layer.movingVariance),
    ...(layer.gamma && { gamma: matrix(layer.gamma) }),
    ...(layer.beta && { beta: matrix(layer.beta) }),
    activations: spreadRidges(
      layer.activations,
      Math.max(8, Math.round(layer.activations.length * share.steps)),
    ),
  };
}

/** About how many bytes the matrices and lists of a payload take when so many of its steps and channels are left. */
function estimate({ layers }: BatchNormPayload, share: { steps: number; channels: number }): number {
  return layers.reduce((sum, layer) => {
    const steps = layer.steps.length * share.steps;
    const channels = (layer.shown?.length ?? layer.channels) * share.channels;
    const matrices = 4 + Number(layer.gamma !== undefined) + Number(layer.beta !== undefined);
    return sum + steps * (channels * matrices * (16 / 3) + 60);
  }, 0);
}

/** Fewer steps, then fewer channels, evenly spread, until the saved JSON fits; `null` where even the fewest do not. */
export function fitBatchNorm(payload: BatchNormPayload, maxBytes: number): BatchNormPayload | null {
  const share = { steps: 1, channels: 1 };
  // Writing tens of megabytes to see that they are too many would take seconds.
  if (estimate(payload, share) < 4 * maxBytes && savedBytes(payload) <= maxBytes) return payload;
  const most = (of: (layer: BatchNormLayer) => number) => Math.max(0, ...payload.layers.map(of));
  const stepsOf = payload.thinned?.steps.of ?? most(({ steps }) => steps.length);
  const channelsOf = most(({ channels }) => channels);
  const rows = most(({ steps }) => steps.length);
  const columns = most(({ shown, channels }) => shown?.length ?? channels);
  // Steps give way first while there are plenty: a picture is only so wide.
  const shrink = () => {
    const fewSteps = rows * share.steps < FEWEST_STEPS;
    const manyChannels = columns * share.channels > 64 && rows * share.steps <= 300;
    if (fewSteps || manyChannels) share.channels *= 0.8;
    else share.steps *= 0.8;
  };
  const least = () => rows * share.steps < FEWEST_STEPS && columns * share.channels < FEWEST_CHANNELS;
  while (estimate(payload, share) > maxBytes && !least()) shrink();
  for (;;) {
    const layers = payload.layers.map((layer) => thinLayer(layer, share));
    const fitted: BatchNormPayload = {
      ...payload,
      layers,
      thinned: {
        steps: { kept: Math.max(0, ...layers.map(({ steps }) => steps.length)), of: stepsOf },
        channels: {
          kept: Math.max(0, ...layers.map(({ shown, channels }) => shown?.length ?? channels)),
          of: channelsOf,
        },
      },
    };
    if (savedBytes(fitted) <= maxBytes) return fitted;
    if (least()) return null;
    shrink();
  }
}
