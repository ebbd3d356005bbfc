import type { Locale, ModelNode, ModelPayload } from '../../protocol/index.js';
import { formatBytes, formatCount } from '../drawing/format.js';
import { isChain, layerOf, totalsOf, usesOf } from './model.js';
import { modelStrings } from './strings.js';
import { costText, nodeName, outputsText, shapesText } from './words.js';

/** A row of the summary, in words. */
export interface SummaryRow {
  node: number;
  /** How many nested models it stands in. */
  depth: number;
  layer: string;
  kind: string;
  shape: string;
  parameters: string;
  multiplyAdds: string;
  weights: string;
  outputs: string;
  from: string;
}

export type SummaryColumn = Exclude<keyof SummaryRow, 'node' | 'depth'>;

/** Columns of numbers stand to the right. */
export const numeric: ReadonlySet<SummaryColumn> = new Set([
  'parameters',
  'multiplyAdds',
  'weights',
  'outputs',
]);

/** The columns of a model: who feeds whom only where that is not plain. */
export const summaryColumns = (payload: ModelPayload): SummaryColumn[] => [
  'layer',
  'kind',
  'shape',
  'parameters',
  'multiplyAdds',
  'weights',
  'outputs',
  ...(isChain(payload) ? [] : (['from'] as const)),
];

function depthOf({ nodes }: ModelPayload, index: number): number {
  let depth = 0;
  for (let at = nodes[index]?.within ?? null; at !== null; at = nodes[at]?.within ?? null) depth += 1;
  return depth;
}

/** The layers of a nested model, by their nodes. */
const inside = ({ nodes }: ModelPayload, around: number): number[] =>
  nodes.flatMap((_, index) => {
    for (let at = nodes[index]?.within ?? null; at !== null; at = nodes[at]?.within ?? null)
      if (at === around) return [index];
    return [];
  });

/** A row for each use of a layer, and for each nested model above its layers. Weights count where a layer is used first. */
export function summaryRows(payload: ModelPayload, locale: Locale): SummaryRow[] {
  const t = modelStrings[locale];
  const uses = usesOf(payload);
  return payload.nodes.map((node: ModelNode, index) => {
    const layer = layerOf(payload, node);
    const common = {
      node: index,
      depth: depthOf(payload, index),
      layer: nodeName(payload, index, locale),
      kind: layer.className,
      shape: shapesText(node, locale),
      from: node.from.map((each) => nodeName(payload, each, locale)).join(', '),
    };
    if (node.nested) {
      const totals = totalsOf(payload, inside(payload, index));
      return {
        ...common,
        parameters: formatCount(totals.parameters, locale),
        multiplyAdds: costText(totals, locale),
        weights: formatBytes(totals.weightBytes, locale),
        outputs: outputsText(totals, locale),
      };
    }
    const again = (uses[index]?.use ?? 1) > 1 && layer.parameters > 0;
    return {
      ...common,
      parameters: again ? t.shared : formatCount(layer.parameters, locale),
      multiplyAdds: node.multiplyAdds === null ? t.unknown : formatCount(node.multiplyAdds, locale),
      weights: again ? t.shared : formatBytes(layer.weightBytes, locale),
      outputs: node.outputBytes === null ? t.unknown : formatBytes(node.outputBytes, locale),
    };
  });
}

/** What stands below the rows. */
export function totalLines(payload: ModelPayload, locale: Locale): string[] {
  const t = modelStrings[locale];
  const totals = totalsOf(payload);
  const count = (value: number) => formatCount(value, locale);
  return [
    t.totalLine(count(totals.parameters), formatBytes(totals.weightBytes, locale)),
    t.trainable(count(totals.trainable)),
    t.notTrainable(count(totals.parameters - totals.trainable)),
    t.costsLine(costText(totals, locale)),
    t.outputsLine(outputsText(totals, locale)),
  ];
}
