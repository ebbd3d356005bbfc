import type { Words } from '../../protocol/index.js';
import type { CheckedLayer, LayerSettings, ModelSettings } from './read-model.js';
import { failed, passed, type Verdict } from './rule.js';
import { counted, words } from './words.js';

/** `Dense (units 16, l2 0.001)` */
const layerText = (className: string, settings: LayerSettings): string => {
  const list = Object.entries(settings).map(([name, value]) => `${name} ${String(value)}`);
  return list.length > 0 ? `${className} (${list.join(', ')})` : className;
};

export function layerWords(name: Words, className: string, settings: LayerSettings, times?: number): Words {
  const layer = layerText(className, settings);
  return times === undefined
    ? words(`${name.en} has a layer ${layer}`, `${name.ko}에 ${layer} 층이 있음`)
    : words(
        `${name.en} has ${counted(times, 'layer')} ${layer}`,
        `${name.ko}에 ${layer} 층이 ${times}개 있음`,
      );
}

/** Names of optimizers, losses and activations are written in many ways. */
const flat = (name: string): string => name.replace(/[^a-z0-9]/gi, '').toLowerCase();
const SHORT: Record<string, string> = { mse: 'meansquarederror', mae: 'meanabsoluteerror' };

function alike(found: unknown, wanted: number | string | boolean): boolean {
  if (typeof wanted === 'number')
    return typeof found === 'number' && Math.abs(found - wanted) <= 1e-6 * Math.max(1e-6, Math.abs(wanted));
  if (typeof wanted === 'boolean') return found === wanted;
  const [a, b] = [flat(String(found)), flat(wanted)];
  return (SHORT[a] ?? a) === (SHORT[b] ?? b);
}

/** Of the settings that are asked for, those that a layer has, as it has them. */
const asked = (layer: CheckedLayer, settings: LayerSettings): LayerSettings =>
  Object.fromEntries(
    Object.keys(settings).map((name) => [name, layer.settings[name] ?? (/^l[12]$/.test(name) ? 0 : '–')]),
  );

export function layerVerdict(
  layers: readonly CheckedLayer[],
  className: string,
  settings: LayerSettings,
  times?: number,
): Verdict {
  const ofClass = layers.filter((layer) => flat(layer.className) === flat(className));
  const fitting = ofClass.filter((layer) =>
    Object.entries(settings).every(([name, value]) => alike(layer.settings[name], value)),
  );
  if (times === undefined ? fitting.length > 0 : fitting.length === times) return passed;
  const layer = layerText(className, settings);
  const wanted =
    times === undefined ? words(layer, layer) : words(`${times} of ${layer}`, `${layer} ${times}개`);
  const others = ofClass.map((each) => layerText(each.className, asked(each, settings))).join('; ');
  const all = layers.map((each) => each.className).join(' → ');
  const found =
    times !== undefined
      ? words(`${fitting.length} of them`, `${fitting.length}개`)
      : ofClass.length > 0
        ? { en: others, ko: others }
        : words(`no ${className}: ${all}`, `${className} 없음: ${all}`);
  return failed(
    found,
    wanted,
    words(
      'Look at the cell that builds the model, and run it and the training again.',
      '모델을 만드는 셀을 보세요. 고친 뒤 그 셀과 학습을 다시 실행하세요.',
    ),
  );
}

const COMPUTES = /^(Dense|Conv|SeparableConv|DepthwiseConv|LSTM|GRU|SimpleRNN|Bidirectional|TimeDistributed)/;

/** Whether, between each hidden layer and the next layer with weights, there is one that drops. */
export function dropoutAfterHidden(layers: readonly CheckedLayer[]): Verdict {
  const places = layers.flatMap(({ className }, i) => (COMPUTES.test(className) ? [i] : []));
  const hidden = places.slice(0, -1);
  const wanted = words('a Dropout layer behind each hidden layer', '은닉층마다 바로 뒤에 Dropout 층');
  const where = words(
    'Add tf.layers.dropout({ rate: 0.3 }) behind each layer but the last.',
    '마지막 층을 뺀 각 층 뒤에 tf.layers.dropout({ rate: 0.3 })을 넣으세요.',
  );
  if (hidden.length === 0) return failed(words('no hidden layer', '은닉층이 없음'), wanted, where);
  const without = hidden.filter((at, i) => {
    const between = layers.slice(at + 1, places[i + 1]);
    return !between.some(({ className, settings }) => /Dropout/.test(className) && settings.rate !== 0);
  });
  if (without.length === 0) return passed;
  const names = without.map((at) => layers[at]?.name ?? '').join(', ');
  return failed(words(`none behind ${names}`, `${names} 뒤에 없음`), wanted, where);
}

const settingsText = ({ optimizer, learningRate, loss }: ModelSettings): string =>
  [
    optimizer,
    learningRate !== undefined && `learningRate ${learningRate}`,
    loss !== undefined && `loss ${loss}`,
  ]
    .filter(Boolean)
    .join(', ');

export function settingsWords(name: Words, settings: ModelSettings): Words {
  const list = settingsText(settings);
  return words(`${name.en} is compiled with ${list}`, `${name.ko}의 compile 설정: ${list}`);
}

export function settingsVerdict(found: ModelSettings, wanted: ModelSettings): Verdict {
  const apart = (['optimizer', 'learningRate', 'loss'] as const).filter(
    (name) => wanted[name] !== undefined && !alike(found[name], wanted[name]),
  );
  if (apart.length === 0) return passed;
  const told = settingsText(Object.fromEntries(apart.map((name) => [name, found[name] ?? '–'])));
  const need = settingsText(Object.fromEntries(apart.map((name) => [name, wanted[name]])));
  return failed(
    { en: told, ko: told },
    { en: need, ko: need },
    words(
      'Look at model.compile(…), and train again after a change.',
      'model.compile(…)을 보세요. 고친 뒤 다시 학습하세요.',
    ),
  );
}
