import type { H5Array } from '../hdf5.js';
import type { FileLayer } from '../tfjs-parts.js';

// tfjs and tf-keras: hardSigmoid(x) = clip(x/5 + 1/2). Keras 3: clip(x/6 + 1/2), which is an activation of its own here. So
// tfjs' hardSigmoid(x) is Keras 3's of 1.2·x, and where x is linear in a layer's weights, multiplying these by 1.2 gives
// the same numbers there.
const FACTOR = 1.2;

/** Whose `hard_sigmoid` a file means. `scaled`: Keras 3's, by weights that were multiplied for it when they were saved here. */
export type HardSigmoid = 'tfjs' | 'keras3' | 'scaled';

/** What Keras 3 calls `hard_sigmoid`, by its name here. */
export const KERAS_HARD_SIGMOID = 'keras_hard_sigmoid';

type Part = number | readonly number[];

/** What of a layer's weights, by place, makes the argument: everything (1), nothing (0), or blocks of the last dimension. */
type Parts = readonly Part[];

const ALL: Parts = [1, 1, 1];
const GATED: Record<string, { recurrent: readonly number[]; activation?: readonly number[] }> = {
  LSTM: { recurrent: [1, 1, 0, 1] },
  ConvLSTM2D: { recurrent: [1, 1, 0, 1] },
  GRU: { recurrent: [1, 1, 0], activation: [0, 0, 1] },
};

const LINEAR = new Set([
  'Dense',
  'Conv1D',
  'Conv2D',
  'Conv3D',
  'Conv2DTranspose',
  'Conv3DTranspose',
  'DepthwiseConv2D',
  'SimpleRNN',
]);

const isHard = (value: unknown): boolean => value === 'hardSigmoid' || value === 'hard_sigmoid';

/** Which weights to multiply; undefined where hardSigmoid is not used, null where no factor can make up for it. */
function partsOf(layer: FileLayer): Parts | null | undefined {
  const { activation, recurrentActivation } = layer.getConfig();
  if (!isHard(activation) && !isHard(recurrentActivation)) return undefined;
  const className = layer.getClassName().replace(/Cell$/, '');
  if (LINEAR.has(className)) return ALL;
  if (className === 'SeparableConv2D') return [0, 1, 1];
  const gates = GATED[className];
  if (!gates || (isHard(activation) && !gates.activation)) return null;
  const blocks = gates.recurrent.map(
    (gate, i) =>
      (isHard(recurrentActivation) ? gate : 0) + (isHard(activation) ? (gates.activation?.[i] ?? 0) : 0),
  );
  return [blocks, blocks, blocks];
}

/** `scalable`: equal numbers by multiplied weights. `fixed`: none can make them equal. */
export function hardSigmoidUse(layer: FileLayer): 'none' | 'scalable' | 'fixed' {
  const parts = partsOf(layer);
  return parts === undefined ? 'none' : parts === null ? 'fixed' : 'scalable';
}

/** The weights as Keras 3 needs them (`toKeras3`), or as tfjs does. */
export function scaledForHardSigmoid(layer: FileLayer, weights: H5Array[], toKeras3: boolean): H5Array[] {
  const parts = partsOf(layer);
  if (!parts) return weights;
  const factor = toKeras3 ? FACTOR : 1 / FACTOR;
  return weights.map((weight, i) => scaled(weight, parts[i] ?? 0, factor));
}

function scaled({ shape, data }: H5Array, part: Part, factor: number): H5Array {
  const blocks = typeof part === 'number' ? [part] : part;
  const columns = shape.at(-1) ?? 1;
  const width = columns / blocks.length;
  const values = Float32Array.from(data as Float32Array, (value, i) =>
    blocks[Math.floor((i % columns) / width)] ? value * factor : value,
  );
  return { shape, data: values };
}
