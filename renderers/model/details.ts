import {
  fromSample,
  type Locale,
  type ModelNode,
  type ModelPayload,
  type ModelWeight,
} from '../../protocol/index.js';
import { formatBytes, formatCount, formatShare, formatShort } from '../drawing/format.js';
import { element, pagePalette } from '../drawing/page.js';
import { round } from '../drawing/svg.js';
import { layerOf } from './model.js';
import { modelStrings } from './strings.js';
import { nodeName, shapesText } from './words.js';

/** All that is known of a layer: what it makes of what, its weights with their histograms, its configuration. */
export function layerDetails(
  payload: ModelPayload,
  index: number,
  locale: Locale,
  act: { close(): void },
): HTMLElement {
  const t = modelStrings[locale];
  const node = payload.nodes[index] as ModelNode;
  const layer = layerOf(payload, node);
  const name = nodeName(payload, index, locale);
  const close = element(
    'button',
    { type: 'button', title: t.closeDetails, 'aria-label': t.closeDetails },
    '✕',
  );
  close.addEventListener('click', act.close);
  const heading = layer.name.startsWith(layer.className) ? name : `${name} (${layer.className})`;
  return element(
    'div',
    { class: 'epb-model-details', role: 'group', 'aria-label': t.details(name) },
    close,
    element('h4', {}, heading),
    facts(payload, index, locale),
    ...runLink(payload, layer.className, locale),
    weightsOf(payload, layer.weights, locale),
    ...(layer.config.length > 0
      ? [
          element(
            'details',
            {},
            element('summary', {}, t.settings),
            element(
              'dl',
              {},
              ...layer.config.flatMap(([key, value]) => [element('dt', {}, key), element('dd', {}, value)]),
            ),
          ),
        ]
      : []),
  );
}

function facts(payload: ModelPayload, index: number, locale: Locale): HTMLElement {
  const t = modelStrings[locale];
  const node = payload.nodes[index] as ModelNode;
  const layer = layerOf(payload, node);
  const count = (value: number) => formatCount(value, locale);
  const fed = payload.nodes.flatMap(({ from }, at) => (from.includes(index) ? [at] : []));
  const names = (nodes: readonly number[]) => nodes.map((each) => nodeName(payload, each, locale)).join(', ');
  const frozen = layer.parameters - layer.trainableParameters;
  const parameters = count(layer.parameters) + (frozen > 0 ? ` (${t.frozenPart(count(frozen))})` : '');
  const bytes = node.outputBytes === null ? t.unknown : formatBytes(node.outputBytes, locale);
  const rows: [string, string][] = [
    [t.columns.shape, shapesText(node, locale)],
    [t.columns.parameters, parameters],
    [t.columns.multiplyAdds, node.multiplyAdds === null ? t.unknown : count(node.multiplyAdds)],
    [t.memory, t.memoryParts(formatBytes(layer.weightBytes, locale), bytes)],
    [t.fedBy, names(node.from)],
    [t.feeds, names(fed)],
    [t.inModel, layer.ownName ?? ''],
  ];
  const shown = rows.filter(([, value]) => value !== '');
  return element(
    'dl',
    {},
    ...shown.flatMap(([key, value]) => [element('dt', {}, key), element('dd', {}, value)]),
  );
}

/** Where the notebook's latest run recorded what the layer did. */
function runLink({ run }: ModelPayload, className: string, locale: Locale): HTMLElement[] {
  const call = /Dropout/.test(className)
    ? 'dropout'
    : className === 'BatchNormalization'
      ? 'batchNorm'
      : undefined;
  if (run === undefined || call === undefined) return [];
  const [before = '', after = ''] = modelStrings[locale].ofRun('\n').split('\n');
  return [element('p', {}, before, element('code', {}, `await show.${call}(${JSON.stringify(run)})`), after)];
}

function weightsOf(payload: ModelPayload, weights: readonly ModelWeight[], locale: Locale): HTMLElement {
  const t = modelStrings[locale];
  if (weights.length === 0)
    return element(
      'p',
      { class: 'epb-model-quiet' },
      payload.thinned === 'details' ? t.thinnedDetails : t.noWeights,
    );
  return element('div', { class: 'epb-model-weights' }, ...weights.map((weight) => weightOf(weight, locale)));
}

function weightOf(weight: ModelWeight, locale: Locale): HTMLElement {
  const t = modelStrings[locale];
  const { name, shape, trainable, values } = weight;
  const size = shape.reduce((all, each) => all * each, 1);
  const kind = `${shape.join('×') || '1'} · ${trainable ? t.trained : t.notTrained}`;
  const head = element(
    'div',
    {},
    element('strong', {}, name),
    ' ',
    element('span', { class: 'epb-model-quiet' }, kind),
  );
  if (!values)
    return element(
      'div',
      { class: 'epb-model-weight' },
      head,
      element('div', { class: 'epb-model-bad' }, t.gone),
    );
  const count = (value: number) => formatCount(value, locale);
  const short = (value: typeof values.mean) => formatShort(fromSample(value), locale);
  const counted =
    values.counted < size ? t.sampled(count(values.counted), count(size)) : t.values(count(values.counted));
  const bad = [
    ...(values.nan > 0
      ? [t.nan(count(values.nan), formatShare(values.nan / Math.max(1, values.counted), locale))]
      : []),
    ...(values.infinite > 0 ? [t.infinite(count(values.infinite))] : []),
  ];
  return element(
    'div',
    { class: 'epb-model-weight' },
    head,
    ...(values.histogram ? [histogram(name, values.histogram, locale)] : []),
    element(
      'div',
      { class: 'epb-model-ends' },
      element('span', {}, `${t.min} ${short(values.min)}`),
      element('span', {}, `${t.max} ${short(values.max)}`),
    ),
    element(
      'div',
      {},
      `${t.mean} ${short(values.mean)} · ${t.deviation} ${short(values.standardDeviation)} · ${counted}`,
    ),
    ...bad.map((words) => element('div', { class: 'epb-model-bad' }, words)),
  );
}

const ALL_ALIKE = Array.from({ length: 25 }, (_, bin) => (bin === 12 ? 1 : 0));
/** More bins than these are no histogram of ours. */
const MOST_BINS = 256;
const PLOT = { width: 240, height: 44 };

function histogram(
  name: string,
  { low, high, counts: all }: { low: number; high: number; counts: readonly number[] },
  locale: Locale,
): HTMLElement {
  // Where all values are the same they stand in the middle.
  const counts = high > low ? all.slice(0, MOST_BINS) : ALL_ALIKE;
  const most = Math.max(...counts, 1);
  const each = PLOT.width / Math.max(1, counts.length);
  const { heat } = pagePalette();
  const bars = counts.map((count, bin) => {
    const tall = count > 0 ? Math.max(1, (count / most) * PLOT.height) : 0;
    return `<rect x="${round(bin * each)}" y="${round(PLOT.height - tall)}" width="${round(Math.max(0.5, each - 1))}" height="${round(tall)}" fill="${heat}"/>`;
  });
  const words = modelStrings[locale].histogram(name, formatShort(low, locale), formatShort(high, locale));
  const drawn = element('div');
  drawn.innerHTML = `<svg viewBox="0 0 ${PLOT.width} ${PLOT.height}" preserveAspectRatio="none" role="img">${bars.join('')}</svg>`;
  drawn.querySelector('svg')?.setAttribute('aria-label', words);
  return drawn;
}
