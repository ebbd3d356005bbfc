import type { Pass } from './pass.js';
import { rewrite } from './rewrite.js';

/** A product reads the rows of its right factor one behind the other: one that is transposed is turned before. */
export const uprightFactors: Pass = {
  name: 'upright factors',
  run: (graph) =>
    rewrite(graph, ({ op, inputs, shape, attrs }, builder) => {
      if (op !== 'matMul' || !attrs.transposeB) return undefined;
      const [a, b] = inputs as [number, number];
      const from = builder.shapeOf(b);
      const order = from.map((_, axis) => axis);
      order.push(...order.splice(-2).reverse());
      const turned = builder.add(
        'transpose',
        [b],
        order.map((axis) => from[axis] as number),
        'float32',
        { order },
      );
      return builder.add('matMul', [a, turned], shape, 'float32', { ...attrs, transposeB: false });
    }),
};
