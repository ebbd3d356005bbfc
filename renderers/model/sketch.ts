import type { ModelLayer, ModelPayload, WeightValues } from '../../protocol/index.js';

/** What an example says of a layer; a second one of the same name is another use of it. */
export interface SketchedLayer {
  name: string;
  className: string;
  /** Of one sample. */
  shape: (number | null)[];
  /** Names of what feeds it; left out, it is the layer before. */
  from?: string[];
  /** Shapes of its weights, by name. */
  weights?: Record<string, number[]>;
  /** Weights that training does not change: all, or those of these names. */
  frozen?: true | string[];
  multiplyAdds?: number | null;
  more?: Partial<ModelLayer>;
  /** A nested model and its layers. */
  layers?: SketchedLayer[];
}

const product = (sizes: readonly number[]): number => sizes.reduce((all, size) => all * size, 1);

/** A bell, the same for the same place. */
function values(count: number, place: number): WeightValues {
  const counts = Array.from({ length: 24 }, (_, bin) =>
    Math.round((count / 8) * Math.exp(-(((bin - 11.5 - (place % 3)) / (4 + (place % 4))) ** 2))),
  );
  const half = 0.12 + 0.07 * (place % 5);
  return {
    counted: count,
    nan: 0,
    infinite: 0,
    mean: Number((0.004 * (place % 3)).toPrecision(3)),
    standardDeviation: Number((half / 2.4).toPrecision(3)),
    min: -half,
    max: half,
    histogram: { low: -half, high: half, counts },
  };
}

/** A payload out of a short description, the same on every machine. */
export function sketchModel(
  name: string,
  className: string,
  sketched: readonly SketchedLayer[],
): ModelPayload {
  const layers: ModelLayer[] = [];
  const nodes: ModelPayload['nodes'] = [];
  const ends = new Map<string, number>();
  const layerNamed = ({ name: own, className: kind, weights = {}, frozen, more }: SketchedLayer): number => {
    const known = layers.findIndex((layer) => layer.name === own);
    if (known >= 0) return known;
    const all = Object.entries(weights).map(([weight, shape], at) => ({
      name: weight,
      shape,
      dtype: 'float32',
      trainable: frozen !== true && !frozen?.includes(weight),
      values: values(product(shape), layers.length + at),
    }));
    const count = (some: typeof all) => some.reduce((sum, { shape }) => sum + product(shape), 0);
    const parameters = count(all);
    return (
      layers.push({
        name: own,
        className: kind,
        parameters,
        trainableParameters: count(all.filter(({ trainable }) => trainable)),
        weightBytes: 4 * parameters,
        weights: all,
        config: Object.entries({
          ...(more?.activation !== undefined && { activation: more.activation }),
          trainable: frozen !== true,
        }).map(([key, value]): [string, string] => [key, String(value)]),
        ...more,
      }) - 1
    );
  };
  const place = (list: readonly SketchedLayer[], within: number | null, before: number | undefined): void => {
    let last = before;
    for (const each of list) {
      const sizes = each.shape.includes(null) ? null : product(each.shape as number[]);
      const feeders =
        each.from?.map((from) => ends.get(from) as number) ?? (last === undefined ? [] : [last]);
      const index =
        nodes.push({
          layer: layerNamed(each),
          within,
          ...(each.layers && { nested: true }),
          from: each.layers || each.className === 'InputLayer' ? [] : feeders,
          shapes: [each.shape],
          multiplyAdds: each.layers ? 0 : (each.multiplyAdds ?? (each.multiplyAdds === null ? null : 0)),
          outputBytes: each.layers ? 0 : sizes === null ? null : 4 * sizes,
        }) - 1;
      if (each.layers) place(each.layers, index, feeders[0]);
      last = nodes.length - 1;
      ends.set(each.name, last);
    }
  };
  place(sketched, null, undefined);
  const fed = new Set(nodes.flatMap(({ from }) => from));
  return {
    version: 1,
    name,
    className,
    layers,
    nodes: nodes.map((node, index) => (node.nested || fed.has(index) ? node : { ...node, output: true })),
  };
}

/** A Dense layer of so many inputs and units. */
export const dense = (
  name: string,
  into: number,
  units: number,
  activation?: string,
  more: Partial<ModelLayer> = {},
): SketchedLayer => ({
  name,
  className: 'Dense',
  shape: [units],
  weights: { kernel: [into, units], bias: [units] },
  multiplyAdds: into * units,
  more: { ...(activation !== undefined && { activation }), ...more },
});

export const input = (name: string, ...shape: (number | null)[]): SketchedLayer => ({
  name,
  className: 'InputLayer',
  shape,
});

/** A Conv2D with a square window and maps that keep their size. */
export const conv = (
  name: string,
  side: number,
  into: number,
  filters: number,
  activation?: string,
  window = 3,
): SketchedLayer => ({
  name,
  className: 'Conv2D',
  shape: [side, side, filters],
  weights: { kernel: [window, window, into, filters], bias: [filters] },
  multiplyAdds: side * side * window * window * into * filters,
  more: { detail: `${window}×${window}`, ...(activation !== undefined && { activation }) },
});

export const batchNorm = (name: string, ...shape: number[]): SketchedLayer => {
  const channels = [shape.at(-1) as number];
  return {
    name,
    className: 'BatchNormalization',
    shape,
    weights: { gamma: channels, beta: channels, moving_mean: channels, moving_variance: channels },
    frozen: ['moving_mean', 'moving_variance'],
    multiplyAdds: product(shape),
  };
};

/** A layer without weights. */
export const plain = (
  name: string,
  className: string,
  shape: (number | null)[],
  more: Partial<ModelLayer> = {},
): SketchedLayer => ({
  name,
  className,
  shape,
  more,
});
