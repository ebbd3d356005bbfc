import type { Pass } from './pass.js';
import { rewrite } from './rewrite.js';

/** Computes once what is computed twice of the same. Random numbers are drawn anew each time. */
export const shareEqual: Pass = {
  name: 'share equal values',
  run(graph) {
    const seen = new Map<string, number>();
    return rewrite(graph, ({ op, inputs, shape, type, attrs, data }, builder) => {
      if (op === 'random' || (data && data.length > 1)) return undefined;
      const number = data && (Object.is(data[0], -0) ? '-0' : data[0]);
      const key = [op, inputs, shape, type, JSON.stringify(attrs), number].join('|');
      const found = seen.get(key);
      if (found !== undefined) return found;
      const id = data ? builder.constant(data, shape, type) : builder.add(op, inputs, shape, type, attrs);
      seen.set(key, id);
      return id;
    });
  },
};
