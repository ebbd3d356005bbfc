import type { ModelLayer } from '../../protocol/index.js';
import { configOf, type LayerPart } from './model-parts.js';

type Config = Readonly<Record<string, unknown>>;

const MOST_ENTRIES = 40;
const LONGEST = 120;

const isObject = (value: unknown): value is Record<string, unknown> =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

const cut = (text: string): string => (text.length > LONGEST ? `${text.slice(0, LONGEST - 1)}…` : text);

/** The name of what tfjs writes as `{ className, config }`. */
const classOf = (value: unknown): string | undefined => {
  const name = isObject(value) ? (value.className ?? value.class_name) : undefined;
  return typeof name === 'string' ? name : undefined;
};

/** A value of a configuration in words; undefined for what says nothing: null, what is empty. */
function valueText(value: unknown): string | undefined {
  if (value === null || value === undefined || value === '') return undefined;
  if (Array.isArray(value)) {
    const parts = value.map((part) => (part === null ? 'null' : valueText(part)));
    return `[${parts.join(', ')}]`;
  }
  if (!isObject(value)) return String(value);
  const settings = isObject(value.config) ? value.config : classOf(value) === undefined ? value : {};
  const parts = Object.entries(settings).flatMap(([key, each]) => {
    const text = isObject(each) ? classOf(each) : valueText(each);
    return text === undefined ? [] : [`${key}: ${text}`];
  });
  return `${classOf(value) ?? ''}${parts.length > 0 ? `(${parts.join(', ')})` : ''}` || undefined;
}

const configLines = (config: Config): ModelLayer['config'] =>
  Object.entries(config)
    .flatMap(([name, value]): [string, string][] => {
      const text = name === 'name' || name === 'layers' ? undefined : valueText(value);
      return text === undefined ? [] : [[cut(name), cut(text)]];
    })
    .slice(0, MOST_ENTRIES);

/** "L2 0.01" of a kernel, "bias L2 0.01" of anything else. */
function regularizersOf(config: Config): string[] {
  return Object.entries(config).flatMap(([key, value]) => {
    const of = /^(\w+)Regularizer$/.exec(key)?.[1];
    if (of === undefined || !isObject(value)) return [];
    const { l1, l2 } = isObject(value.config) ? value.config : value;
    const parts = [l1 ? `L1 ${l1}` : '', l2 ? `L2 ${l2}` : ''].filter((part) => part !== '');
    const text = parts.length > 0 ? parts.join(' ') : classOf(value);
    if (text === undefined || (parts.length === 0 && /^L1L2$/i.test(text))) return [];
    return [/^(kernel|embeddings|depthwise)$/.test(of) ? text : `${of} ${text}`];
  });
}

function activationOf(className: string, config: Config): string | undefined {
  const { activation } = config;
  const name = typeof activation === 'string' ? activation : classOf(activation);
  if (name !== undefined && name !== 'linear') return name;
  return className === 'Activation' ? name : undefined;
}

const sizes = (value: unknown): string | undefined =>
  Array.isArray(value) && value.every((each) => typeof each === 'number') ? value.join('×') : undefined;

function detailOf(layer: LayerPart, className: string, config: Config): string | undefined {
  const held = layer.layer ?? layer.forwardLayer;
  if (held && held !== layer) return held.getClassName();
  if (/Conv/.test(className)) return sizes(config.kernelSize);
  return sizes(config.poolSize);
}

/** What is said of a layer apart from its weights. */
export function layerFacts(
  layer: LayerPart,
): Pick<ModelLayer, 'className' | 'activation' | 'regularizers' | 'rate' | 'detail' | 'config'> {
  const className = layer.getClassName();
  const config = configOf(layer);
  const held = layer.layer ?? layer.forwardLayer;
  const regularizers = regularizersOf(held ? configOf(held) : config);
  const activation = activationOf(className, held ? configOf(held) : config);
  const detail = detailOf(layer, className, config);
  return {
    className,
    ...(activation !== undefined && { activation }),
    ...(regularizers.length > 0 && { regularizers }),
    ...(/Dropout|Noise/.test(className) && typeof config.rate === 'number' && { rate: config.rate }),
    ...(detail !== undefined && { detail }),
    config: configLines(config),
  };
}
