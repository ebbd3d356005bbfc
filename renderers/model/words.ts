import type { Locale, ModelLayer, ModelNode, ModelPayload } from '../../protocol/index.js';
import { formatBytes, formatCount, formatRate } from '../drawing/format.js';
import { shorten } from '../drawing/svg.js';
import { type Group, type Member, nodesOf } from './members.js';
import { layerOf, type Totals, totalsOf, type Uses, usesOf } from './model.js';
import { modelStrings } from './strings.js';

type Shape = ModelNode['shapes'][number];

/** A shape of one sample: `28×28×8`, `?×128`. */
export const shapeText = (shape: Shape, locale: Locale): string =>
  shape.length === 0
    ? modelStrings[locale].noShape
    : shape.map((size) => (size === null ? modelStrings[locale].notFixed : String(size))).join('×');

export const shapesText = ({ shapes }: ModelNode, locale: Locale): string =>
  shapes.map((shape) => shapeText(shape, locale)).join(', ') || '–';

/** The lines of a box. */
export interface BoxWords {
  title: string;
  kind: string;
  shape: string;
  parameters: string;
}

/** What is said of a layer's kind, where its name does not say it: "Dense · relu", "3×3 · L2 0.01". */
function kindWords(layer: ModelLayer, locale: Locale): string[] {
  const { name, className, detail, activation, rate, regularizers = [] } = layer;
  const isIn = name.toLowerCase().startsWith(className.toLowerCase());
  return [
    ...(isIn ? [] : [className === 'InputLayer' ? '' : className]),
    detail ?? '',
    activation ?? '',
    rate === undefined ? '' : modelStrings[locale].rate(formatRate(rate, locale)),
    ...regularizers,
  ].filter((words) => words !== '');
}

const count = (value: number, locale: Locale): string => formatCount(value, locale);

function parametersWords(totals: Pick<Totals, 'parameters'>, locale: Locale): string {
  const t = modelStrings[locale];
  if (totals.parameters === 0) return '';
  return t.parameters(count(totals.parameters, locale));
}

/** Letters of both shapes that a box has room for beside its parameters. */
const LONGEST_STEP = 9;

/** "13 → 32" where one shape leads to another, else the shape of the outputs. */
function shapeWords(payload: ModelPayload, node: ModelNode, locale: Locale): string {
  const out = shapesText(node, locale);
  const [only, ...others] = node.from;
  const before = only === undefined ? undefined : (payload.nodes[only] as ModelNode);
  if (!before || others.length > 0 || before.shapes.length !== 1) return out;
  const into = shapesText(before, locale);
  return into === out || into.length + out.length > LONGEST_STEP ? out : `${into} → ${out}`;
}

/** A node, by the name that tells it from others. */
export function nodeName(payload: ModelPayload, index: number, locale: Locale): string {
  const { use, of } = usesOf(payload)[index] ?? { use: 1, of: 1 };
  const name = layerOf(payload, payload.nodes[index] as ModelNode).name;
  return of > 1 ? `${name} (${modelStrings[locale].use(String(use), String(of))})` : name;
}

function leafWords(payload: ModelPayload, index: number, locale: Locale, uses: Uses): BoxWords {
  const t = modelStrings[locale];
  const node = payload.nodes[index] as ModelNode;
  const layer = layerOf(payload, node);
  const { use, of } = uses[index] ?? { use: 1, of: 1 };
  const kind = kindWords(layer, locale);
  if (of > 1) kind.push(t.use(String(use), String(of)));
  if (layer.parameters > 0 && layer.trainableParameters === 0) kind.push(t.frozen);
  return {
    title: layer.name,
    kind: kind.join(' · '),
    shape: shapeWords(payload, node, locale),
    parameters: parametersWords(layer, locale),
  };
}

/** What a group is called: the nested model's name, "3 × Conv2D, ReLU". */
export function groupName(payload: ModelPayload, group: Group, locale: Locale): string {
  if (group.node !== undefined) return nodeName(payload, group.node, locale);
  const [first] = group.members;
  const words = group.members.slice(0, group.each).map((member) => kindOf(payload, member));
  const shown = group.each === 1 && first ? kindOf(payload, first) : `(${shorten(words.join(', '), 60)})`;
  return modelStrings[locale].times(String(group.times ?? 1), shown);
}

const kindOf = (payload: ModelPayload, member: Member): string => {
  const node = member.kind === 'leaf' ? member.node : member.node;
  return node === undefined ? '' : layerOf(payload, payload.nodes[node] as ModelNode).className;
};

function groupWords(payload: ModelPayload, group: Group, locale: Locale): BoxWords {
  const t = modelStrings[locale];
  const nodes = nodesOf(group);
  const totals = totalsOf(payload, nodes);
  const last = payload.nodes[nodes.at(-1) as number];
  const layers = t.layers(count(totals.layers, locale));
  const own = group.node === undefined ? undefined : layerOf(payload, payload.nodes[group.node] as ModelNode);
  const shown = group.node === undefined ? last : payload.nodes[group.node];
  return {
    title: groupName(payload, group, locale),
    kind: own ? `${own.className} · ${layers}` : layers,
    shape: shown ? shapesText(shown, locale) : '',
    parameters: parametersWords(totals, locale),
  };
}

export const boxWords = (payload: ModelPayload, member: Member, locale: Locale, uses: Uses): BoxWords =>
  member.kind === 'leaf'
    ? leafWords(payload, member.node, locale, uses)
    : groupWords(payload, member, locale);

/** All that a box says of a layer, and what it has no room for, in a sentence. */
export function memberSentence(payload: ModelPayload, member: Member, locale: Locale): string {
  const t = modelStrings[locale];
  const totals = totalsOf(payload, nodesOf(member));
  const numbers = [
    t.parametersSaid(count(totals.parameters, locale)),
    totals.unknownCosts.length > 0 && member.kind === 'leaf'
      ? t.costUnknown
      : t.multiplyAdds(costText(totals, locale)),
  ];
  if (member.kind !== 'leaf') {
    const words = groupWords(payload, member, locale);
    return [words.title, words.kind, words.shape, ...numbers].join(', ');
  }
  const node = payload.nodes[member.node] as ModelNode;
  const layer = layerOf(payload, node);
  const out = shapesText(node, locale);
  const into = node.from.map((each) => shapesText(payload.nodes[each] as ModelNode, locale)).join(' + ');
  const name = nodeName(payload, member.node, locale);
  const frozen = layer.parameters > 0 && layer.trainableParameters === 0 ? [t.frozen] : [];
  return [name, ...kindWords(layer, locale), into ? `${into} → ${out}` : out, ...numbers, ...frozen].join(
    ', ',
  );
}

/** A sum of multiply-adds, "at least" where some are unknown. */
export function costText({ multiplyAdds, unknownCosts }: Totals, locale: Locale): string {
  const sum = count(multiplyAdds, locale);
  return unknownCosts.length > 0 ? modelStrings[locale].atLeast(sum) : sum;
}

export function outputsText({ outputBytes, unknownOutputs }: Totals, locale: Locale): string {
  const sum = formatBytes(outputBytes, locale);
  return unknownOutputs.length > 0 ? modelStrings[locale].atLeast(sum) : sum;
}

/** Layers, parameters and multiply-adds of the whole model, in short sentences. */
export function modelFacts(payload: ModelPayload, locale: Locale): string[] {
  const t = modelStrings[locale];
  const totals = totalsOf(payload);
  const frozen = totals.parameters - totals.trainable;
  const facts = t.facts(
    t.layers(count(totals.layers, locale)),
    count(totals.parameters, locale),
    formatBytes(totals.weightBytes, locale),
  );
  return [
    frozen > 0 ? `${facts}, ${t.frozenPart(count(frozen, locale))}` : facts,
    t.multiplyAdds(costText(totals, locale)),
  ];
}

const MOST_NAMED = 4;

function named(payload: ModelPayload, nodes: readonly number[], locale: Locale): string {
  const t = modelStrings[locale];
  const names = nodes.slice(0, MOST_NAMED).map((index) => {
    const { name, className } = layerOf(payload, payload.nodes[index] as ModelNode);
    const shown = shorten(name, 40);
    return name.startsWith(className) ? shown : `${shown} (${shorten(className, 40)})`;
  });
  const more = nodes.length - names.length;
  return [...names, ...(more > 0 ? [t.andMore(count(more, locale))] : [])].join(', ');
}

/** What a reader must know of the numbers: what is unknown, what is gone. */
export function modelNotes(payload: ModelPayload, locale: Locale, disposed: boolean): string[] {
  const t = modelStrings[locale];
  const { unknownCosts, unknownOutputs } = totalsOf(payload);
  return [
    ...(disposed ? [t.disposed] : []),
    ...(unknownCosts.length > 0 ? [t.unknownCosts(named(payload, unknownCosts, locale))] : []),
    ...(unknownOutputs.length > 0 ? [t.unknownOutputs(named(payload, unknownOutputs, locale))] : []),
    ...(payload.thinned === 'histograms' ? [t.thinnedHistograms] : []),
    ...(payload.thinned === 'details' ? [t.thinnedDetails] : []),
  ];
}
