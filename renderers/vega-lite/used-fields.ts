import { isNode } from './spec-node.js';

const MOST_NODES = 20_000;

/**
 * Tells for the name of a field whether a specification may use it: whether the name occurs in any of its texts outside of
 * the data. Where a tooltip shows all of the data, every field is used.
 */
export function usedFields(spec: unknown): (name: string) => boolean {
  const texts = new Set<string>();
  let all = false;
  let nodes = 0;
  const visit = (value: unknown): void => {
    nodes += 1;
    if (typeof value === 'string') texts.add(value);
    else if (Array.isArray(value)) value.forEach(visit);
    else if (isNode(value)) {
      if (value.content === 'data') all = true;
      for (const [key, inner] of Object.entries(value)) {
        if (key === 'values' || key === 'datasets') continue;
        texts.add(key);
        visit(inner);
      }
    }
    if (nodes > MOST_NODES) all = true;
  };
  visit(spec);
  const joined = [...texts].join('\n');
  // Names with these marks are written otherwise in a specification.
  return (name) => all || /[\\.[\]'"\n]/.test(name) || joined.includes(name);
}
