import type { Config } from './json.js';
import { isModelClass } from './model-class.js';

/** One output of one call of a layer: `[layer, call, output, options]`. */
export type TensorPlace = [layer: string, call: number, output: number, options?: Config];

/** How a graph's calls are written down. Layers count their calls from 0; models within a model need care. */
export interface NodeNumbering {
  /** A layer's calls. */
  calls(layer: string, calls: TensorPlace[][]): unknown[];
  /** An output of the whole graph. */
  output(place: TensorPlace): TensorPlace;
}

/**
 * A model within a model has been called once when it was made. tfjs and tf-keras count that call, so that the first one
 * in the graph is number 1; Keras 3 does not count it in the graph's calls, but counts it in the graph's outputs, there
 * for functional models only.
 *
 * A `.h5` is for both: each call of such a model is written twice and the n-th is given the number 2n − 1, under which
 * the one finds the first copy and the other the second. The copy that nobody uses is no part of the graph.
 */
export function nodeNumbering(layers: Config[], target: 'legacy' | 'v3'): NodeNumbering {
  const classes = new Map(layers.map(({ name, class_name }) => [String(name), String(class_name)]));
  const isModel = (layer: string): boolean => isModelClass(classes.get(layer) ?? '');
  const both = ([layer, call, output, options]: TensorPlace): TensorPlace =>
    isModel(layer) ? [layer, 2 * call - 1, output, options] : [layer, call, output, options];
  if (target === 'legacy')
    return {
      calls: (layer, calls) =>
        calls.flatMap((call) => {
          const places = call.map((place) => both(place));
          return isModel(layer) ? [places, places] : [places];
        }),
      output: ([layer, call, output]) => both([layer, call, output]).slice(0, 3) as TensorPlace,
    };
  return {
    calls: (_, calls) =>
      calls.map((call) => {
        const tensors = call.map(([layer, number, output]) =>
          tensor(layer, isModel(layer) ? number - 1 : number, output),
        );
        const options = Object.assign({}, ...call.map((place) => place[3] ?? {}));
        return { args: [tensors.length === 1 ? tensors[0] : tensors], kwargs: options };
      }),
    output: ([layer, call, output]) => [layer, classes.get(layer) === 'Sequential' ? call - 1 : call, output],
  };
}

/** Keras 3 takes the shape from the layer that it finds. */
const tensor = (layer: string, call: number, output: number): Config => ({
  class_name: '__keras_tensor__',
  config: { shape: [null], dtype: 'float32', keras_history: [layer, call, output] },
});
