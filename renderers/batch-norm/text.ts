import type { BatchNormPayload, Locale } from '../../protocol/index.js';
import { formatCount, formatShare, formatValue } from '../drawing/format.js';
import { type JudgedLayer, judgedLayers } from './layer-to-show.js';
import { bandsOver, heldShare, measuredMemory } from './model.js';
import { spreadWords, statisticWords } from './moment-words.js';
import { batchNormStrings } from './strings.js';
import { amongLayers, layerWords } from './words.js';

const MOST_LAYERS = 60;

function layerLines({ reading, verdict }: JudgedLayer, every: number, locale: Locale): string[] {
  const t = batchNormStrings[locale];
  const { layer, rows, columns } = reading;
  const count = (value: number) => formatCount(value, locale);
  const value = (of: number | null | undefined) => formatValue(of, locale);
  const share = (of: number | null | undefined) =>
    of === null || of === undefined ? t.notThere : formatShare(of, locale);
  const lines = [
    `${layer.name}${layer.after ? ` ${t.after(layer.after)}` : ''}: ${t.layerFacts(count(layer.channels), String(layer.momentum), value(layer.epsilon), count(rows), count(every))}`,
  ];
  const put = (text: string) => lines.push(`  ${text}`);
  for (const words of layerWords(reading, verdict, locale)) put(words);
  if (verdict.worst && verdict.level !== 'agree')
    put(t.worst(String(verdict.worst.channel), value(verdict.worst.distance)));
  if (rows === 0 || columns === 0) return lines;
  const last = rows - 1;
  const middle = (matrix: Float32Array, row: number) =>
    bandsOver(columns, [row], (at, column) => matrix[at * columns + column] as number).middle[0];
  for (const row of last > 0 ? [0, last] : [0])
    put(
      `${t.moment(count(layer.steps[row] as number), count(layer.epochs[row] as number))}: ${t.account(
        count(columns),
        statisticWords(reading, row, null, locale).join(' · '),
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
  const { activations } = layer;
  const told = activations.length > 1 ? [activations[0], activations.at(-1)] : activations;
  for (const each of told)
    if (each)
      put(t.spreadLine(count(each.epoch), spreadWords(each.before, locale), spreadWords(each.after, locale)));
  return lines;
}

/** What batch normalization did in a run, layer by layer, with the numbers. */
export function batchNormText(payload: BatchNormPayload, locale: Locale): string {
  const t = batchNormStrings[locale];
  const count = (value: number) => formatCount(value, locale);
  const lines = [`${t.title(payload.name)}: ${t.status[payload.status]}`];
  if (payload.layers.length === 0) return [...lines, t.none].join('\n');
  const judged = judgedLayers(payload);
  lines.push(...amongLayers(judged, null, locale));
  for (const each of judged.slice(0, MOST_LAYERS)) lines.push(...layerLines(each, payload.every, locale));
  if (payload.layers.length > MOST_LAYERS) lines.push(`… +${count(payload.layers.length - MOST_LAYERS)}`);
  const window = Math.max(0, ...judged.map(({ verdict }) => verdict.window));
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
