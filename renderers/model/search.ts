import type { Locale, ModelPayload } from '../../protocol/index.js';
import { layerOf } from './model.js';
import { nodeName, shapesText } from './words.js';

/** The nodes of layers in which all words are found: in names, class, activation, regularizers, shape. */
export function matches(payload: ModelPayload, search: string, locale: Locale): number[] {
  const words = search.toLowerCase().split(/\s+/).filter(Boolean);
  return payload.nodes.flatMap((node, index) => {
    if (node.nested) return [];
    const layer = layerOf(payload, node);
    const said = [
      nodeName(payload, index, locale),
      layer.ownName ?? '',
      layer.className,
      layer.detail ?? '',
      layer.activation ?? '',
      ...(layer.regularizers ?? []),
      shapesText(node, locale),
    ]
      .join(' ')
      .toLowerCase();
    return words.every((word) => said.includes(word)) ? [index] : [];
  });
}
