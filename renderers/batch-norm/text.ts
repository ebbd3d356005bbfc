import type { BatchNormPayload, Histogram, Locale } from '../../protocol/index.js';
import { formatCount, formatShare, formatValue } from '../drawing/format.js';
import { histogramMoments } from '../drawing/histogram-moments.js';
import { type LayerReading, readLayer } from './layer-reading.js';
import { bandsOver, heldShare, judge, measuredMemory } from './model.js';
import { batchNormStrings } from './strings.js';
import { verdictWords } from './words.js';

const MOST_LAYERS = 60;

function layerLines(reading: LayerReading, every: number, locale: Locale): string[] {
  const t = batchNormStrings[locale];
  const { layer, rows, columns } = reading;
  const count = (value: number) => formatCount(value, locale);
  const value = (of: number | null | undefined) => formatValue(of, locale);
  const share = (of: number | null | undefined) =>
    of === null || of === undefined ? t.notThere : formatShare(of, locale);
  const lines = [
    `${layer.name}${layer.after ? ` ${t.after(layer.after)}` : ''}: ${t.layerFacts(count(layer.channels), String(layer.momentum), value(layer.epsilon), count(rows), count(every))}`,
  ];
  const verdict = judge(reading);
  const put = (text: string) => lines.push(`  ${text}`);
  for (const words of verdictWords(reading, verdict, locale)) put(words);
  if (verdict.worst && verdict.level !== 'agree')
    put(t.worst(String(verdict.worst.channel), value(verdict.worst.distance)));
  if (rows === 0 || columns === 0) return lines;
  const last = rows - 1;
  const middle = (matrix: Float32Array | null, row: number) =>
    matrix
      ? bandsOver(columns, [row], (at, column) => matrix[at * columns + column] as number).middle[0]
      : null;
  put(
    `${t.last(count(layer.steps[last] as number), count(layer.epochs[last] as number))}: ${t.account(
      count(columns),
      t.values(
        value(middle(reading.batchMean, last)),
        value(middle(reading.movingMean, last)),
        value(middle(reading.batchVariance, last)),
        value(middle(reading.movingVariance, last)),
      ),
    )}`,
  );
  const memory = measuredMemory(reading, [last]);
  put(
    t.memoryLine(
      count(verdict.steps || (layer.steps[last] as number)),
      share(heldShare(layer.momentum, layer.steps[last] as number)),
      share(memory.mean[0]),
      share(memory.variance[0]),
    ),
  );
  if (reading.continued) put(t.continued);
  put(t.perBatch(count(verdict.values)));
  const path = (matrix: Float32Array | null) =>
    matrix ? `${value(middle(matrix, 0))} → ${value(middle(matrix, last))}` : t.notThere;
  put(t.parameters(path(reading.gamma), path(reading.beta)));
  const spread = (histogram: Histogram) => {
    const { mean, standardDeviation } = histogramMoments(histogram);
    return t.meanSd(value(mean), value(standardDeviation));
  };
  const end = layer.activations.at(-1);
  if (end) put(t.spreadLine(count(end.epoch), spread(end.before), spread(end.after)));
  return lines;
}

/** What batch normalization did in a run, layer by layer, with the numbers. */
export function batchNormText(payload: BatchNormPayload, locale: Locale): string {
  const t = batchNormStrings[locale];
  const count = (value: number) => formatCount(value, locale);
  const lines = [`${t.title(payload.name)}: ${t.status[payload.status]}`];
  if (payload.layers.length === 0) return [...lines, t.none].join('\n');
  const readings = payload.layers.slice(0, MOST_LAYERS).map(readLayer);
  for (const reading of readings) lines.push(...layerLines(reading, payload.every, locale));
  if (payload.layers.length > MOST_LAYERS) lines.push(`… +${count(payload.layers.length - MOST_LAYERS)}`);
  const window = Math.max(0, ...readings.map((reading) => judge(reading).window));
  if (window > 0) lines.push(t.rule(count(window)));
  const { thinned } = payload;
  if (thinned)
    lines.push(
      t.thinned(
        count(thinned.steps.kept),
        count(thinned.steps.of),
        count(thinned.channels.kept),
        count(thinned.channels.of),
      ),
    );
  return lines.join('\n');
}
