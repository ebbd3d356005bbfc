import { configOf, type LayerPart, type Shape } from './model-parts.js';

/** What the cost of a layer is computed from. Shapes have the batch first. */
export interface CostQuery {
  className: string;
  config: Readonly<Record<string, unknown>>;
  inputs: readonly Shape[];
  outputs: readonly Shape[];
  /** What a wrapper or a recurrent layer holds: its layer, its cells. */
  inner?: readonly Pick<CostQuery, 'className' | 'config'>[];
}

/** Layers that move, compare, add or bound values, and multiply by no weight. */
const FREE = new RegExp(
  `^(${[
    'InputLayer|Flatten|Reshape|Permute|RepeatVector|Masking|Embedding|CategoryEncoding|Rescaling',
    'Dropout|SpatialDropout1D|AlphaDropout|GaussianDropout|GaussianNoise',
    'Activation|ReLU|LeakyReLU|ELU|ThresholdedReLU|Softmax',
    'Add|Average|Maximum|Minimum|Multiply|Concatenate',
    'UpSampling2D|ZeroPadding2D|Cropping2D|CenterCrop|Resizing|RandomHeight|RandomWidth',
    '(?:Max|Average)Pooling[123]D|Global(?:Max|Average)Pooling[123]D',
  ].join('|')})$`,
);

const GATES: Readonly<Record<string, number>> = { SimpleRNN: 1, GRU: 3, LSTM: 4 };

/** A product that is unknown as soon as one size is. */
function product(sizes: readonly (number | null | undefined)[]): number | null {
  let all = 1;
  for (const size of sizes) {
    if (typeof size !== 'number') return null;
    all *= size;
  }
  return all;
}

const numbers = (value: unknown, rank: number): number[] =>
  Array.isArray(value) ? (value as number[]) : Array.from({ length: rank }, () => Number(value));

/** Channels and positions of a map. */
function mapOf(shape: Shape | undefined, config: CostQuery['config']) {
  const sizes = (shape ?? []).slice(1);
  const first = config.dataFormat === 'channelsFirst';
  return { channels: first ? sizes[0] : sizes.at(-1), places: first ? sizes.slice(1) : sizes.slice(0, -1) };
}

/**
 * Multiply-adds of one use of a layer for one sample, in inference: multiplications by weights, each with its addition. Biases,
 * activation functions, pooling, sums and what moves values count 0; `docs/model.md` has the formulae.
 *
 * @returns null where it is unknown: a size that is not fixed, or a layer that we have no formula for.
 */
export function multiplyAdds(query: CostQuery): number | null {
  const { className, config, inputs, outputs } = query;
  const [input] = inputs;
  const [output] = outputs;
  if (FREE.test(className)) return 0;
  const convolution = /^(Separable|Depthwise)?Conv([123])D(Transpose)?$/.exec(className);
  if (convolution) return convolutionCost(query, convolution);
  switch (className) {
    case 'Dense':
      return product([...(output ?? []).slice(1), input?.at(-1)]);
    case 'BatchNormalization':
    case 'LayerNormalization':
    case 'PReLU':
      return product((output ?? []).slice(1));
    case 'Dot':
      return dotCost(query);
    case 'ConvLSTM2D':
      return convolutionLstmCost(query);
    case 'Bidirectional':
    case 'TimeDistributed':
      return wrapperCost(query);
    case 'RNN':
      return cellsCost(query);
  }
  const gates = GATES[className];
  return gates === undefined
    ? null
    : product([input?.[1], gates, config.units as number, sum(input?.[2], config.units)]);
}

const sum = (a: number | null | undefined, b: unknown): number | null =>
  typeof a === 'number' && typeof b === 'number' ? a + b : null;

function convolutionCost({ config, inputs, outputs }: CostQuery, found: RegExpExecArray): number | null {
  const [, kind, rank, transposed] = found;
  const [from, to] = [mapOf(inputs[0], config), mapOf(outputs[0], config)];
  const window = product(numbers(config.kernelSize, Number(rank)));
  const places = transposed ? from.places : to.places;
  const multiplier = (config.depthMultiplier as number | undefined) ?? 1;
  const each = product([...places, window, from.channels]);
  if (kind === 'Depthwise') return product([each, multiplier]);
  if (kind !== 'Separable') return product([each, to.channels]);
  const mixed = product([...places, from.channels, multiplier, to.channels]);
  return sum(product([each, multiplier]), mixed);
}

function convolutionLstmCost({ config, inputs, outputs }: CostQuery): number | null {
  const [, steps, ...map] = inputs[0] ?? [];
  const from = mapOf([null, ...map], config);
  const sequences = config.returnSequences === true;
  const [, ...behind] = outputs[0] ?? [];
  const to = mapOf([null, ...(sequences ? behind.slice(1) : behind)], config);
  const window = product(numbers(config.kernelSize, 2));
  return product([
    steps,
    ...to.places,
    4,
    config.filters as number,
    window,
    sum(from.channels, config.filters),
  ]);
}

/** A value of the result is a sum over the axis that is contracted. */
function dotCost({ config, inputs, outputs }: CostQuery): number | null {
  const axis = numbers(config.axes, 2)[0];
  const along = typeof axis === 'number' ? inputs[0]?.at(axis) : undefined;
  return product([...(outputs[0] ?? []).slice(1), along]);
}

function wrapperCost({ className, inputs, outputs, inner }: CostQuery): number | null {
  const [layer, ...others] = inner ?? [];
  if (!layer || others.length > 0) return null;
  const alone = { ...layer, inputs, outputs };
  if (className === 'Bidirectional') {
    // Both directions may have been joined in the outputs: the cost of a recurrent layer depends on its inputs alone.
    return layer.className in GATES ? product([2, multiplyAdds(alone)]) : null;
  }
  const each = (shape: Shape): Shape => [shape[0] ?? null, ...shape.slice(2)];
  const cost = multiplyAdds({ ...layer, inputs: inputs.map(each), outputs: outputs.map(each) });
  return product([inputs[0]?.[1], cost]);
}

/** Cells one above the other: each is fed by the one below. */
function cellsCost({ inputs, inner }: CostQuery): number | null {
  let [below, all] = [inputs[0]?.[2] ?? null, 0] as [number | null, number];
  for (const { className, config } of inner ?? []) {
    const gates = GATES[className.replace(/Cell$/, '')];
    const cost = product([inputs[0]?.[1], gates, config.units as number, sum(below, config.units)]);
    if (cost === null) return null;
    all += cost;
    below = config.units as number;
  }
  return inner?.length ? all : null;
}

/** What a wrapper or a recurrent layer holds. */
export function innerOf({ layer, forwardLayer, cell, cells }: LayerPart): CostQuery['inner'] {
  const held = cell?.cells ?? cells ?? [layer ?? forwardLayer ?? cell].filter((each) => each !== undefined);
  if (held.length === 0) return undefined;
  return held.map((each) => ({ className: each.getClassName(), config: configOf(each) }));
}
