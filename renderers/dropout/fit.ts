import { type DropoutPayload, type Locale, packMatrix, type QuantizedMatrix } from '../../protocol/index.js';
import { savedPackedBytes } from '../drawing/packing/saved-packed-bytes.js';
import { strongestEdges } from './edges.js';
import { openRecord } from './record.js';
import { thinDropout } from './thin.js';

/** Weights of one matrix that are kept when it is too large. */
const MOST_EDGES = [600, 200, 60];
/** A matrix of more weights is never saved whole. */
const WHOLE = 8192;
/** Steps below which these weights become fewer too. */
const FEW_STEPS = 24;
const ANY: Locale = 'en';

/**
 * The payload thinned to fit when it is packed: large matrices become their strongest weights, then samples, steps and
 * earlier weights give way. A payload that cannot be read passes if it fits as it is.
 */
export function fitDropout(payload: DropoutPayload, maxBytes: number): DropoutPayload | null {
  if (savedPackedBytes(payload, maxBytes) <= maxBytes) return payload;
  if (!openRecord(payload, ANY).ok) return null;
  const few = Math.min(FEW_STEPS, mostSteps(payload));
  let fitted: DropoutPayload | null = null;
  for (const most of MOST_EDGES) {
    fitted = thinDropout(withStrongest(payload, most), maxBytes, savedPackedBytes);
    if (fitted && mostSteps(fitted) >= few) break;
  }
  return fitted;
}

const mostSteps = ({ layers }: DropoutPayload): number =>
  Math.max(0, ...layers.map(({ steps }) => steps.length));

/** Large matrices as their strongest weights. */
function withStrongest(payload: DropoutPayload, most: number): DropoutPayload {
  const { weights, strongest = [], ...network } = payload.network;
  const large = weights.filter(({ values: { rows, columns } }) => rows * columns > WHOLE);
  return {
    ...payload,
    network: {
      ...network,
      weights: weights.filter((each) => !large.includes(each)),
      strongest: [
        ...strongest,
        ...large.map(({ from, to, epoch, values }) => {
          const { rows, columns } = values;
          return { from, to, epoch, rows, columns, edges: strongestOf(values, most) };
        }),
      ],
    },
  };
}

function strongestOf(matrix: QuantizedMatrix, most: number) {
  const edges = strongestEdges(
    {
      from: 0,
      to: 1,
      epoch: 0,
      rows: matrix.rows,
      fromUnits: matrix.rows,
      values: { matrix, firstRow: 0 },
    },
    most,
  );
  const values = edges.flatMap(({ source, target, weight }) => [source, target, weight]);
  return packMatrix(edges.length, 3, Float32Array.from(values));
}
