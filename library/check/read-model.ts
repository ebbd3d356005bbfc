import type { RunPayload } from '../../protocol/index.js';

/** A layer as rules look at it, of a model or of the record of a training. */
export interface CheckedLayer {
  name: string;
  className: string;
  settings: Readonly<Record<string, number | string | boolean>>;
}

/** Settings of a layer by the names of its configuration; `l1` and `l2` are the weights of its regularizer. */
export type LayerSettings = Readonly<Record<string, number | string | boolean>>;

/** What a model was compiled with. */
export interface ModelSettings {
  readonly optimizer?: string;
  readonly learningRate?: number;
  readonly loss?: string;
}

interface ModelParts {
  readonly layers: readonly { name: string; getClassName(): string; getConfig(): Record<string, unknown> }[];
  readonly loss?: unknown;
  readonly optimizer?: { getClassName?(): string; learningRate?: unknown };
}

const isModel = (value: unknown): value is ModelParts =>
  typeof value === 'object' &&
  value !== null &&
  Array.isArray((value as ModelParts).layers) &&
  typeof (value as { compile?: unknown }).compile === 'function';

const isSetting = (value: unknown): value is number | string | boolean =>
  ['number', 'string', 'boolean'].includes(typeof value);

/** The layers of a model; undefined for what is none. */
export function modelLayers(value: unknown): CheckedLayer[] | undefined {
  if (!isModel(value)) return undefined;
  return value.layers.map((layer) => {
    const config = layer.getConfig();
    const settings = Object.fromEntries(Object.entries(config).filter(([, part]) => isSetting(part)));
    const { kernelRegularizer, embeddingsRegularizer, biasRegularizer } = config;
    const weights = regularizer(kernelRegularizer ?? embeddingsRegularizer);
    const bias = regularizer(biasRegularizer);
    return {
      name: layer.name,
      className: layer.getClassName(),
      settings: {
        ...settings,
        ...weights,
        ...(bias.l1 !== undefined && { biasL1: bias.l1 }),
        ...(bias.l2 !== undefined && { biasL2: bias.l2 }),
      } as LayerSettings,
    };
  });
}

function regularizer(value: unknown): { l1?: number; l2?: number } {
  const { l1 = 0, l2 = 0 } =
    (value as { config?: { l1?: number; l2?: number } } | null | undefined)?.config ?? {};
  return { ...(l1 && { l1 }), ...(l2 && { l2 }) };
}

export function modelSettings(value: unknown): ModelSettings | undefined {
  if (!isModel(value)) return undefined;
  const { optimizer, loss } = value;
  const rate = optimizer?.learningRate;
  const name = optimizer?.getClassName?.();
  const lossName = typeof loss === 'function' ? loss.name : typeof loss === 'string' ? loss : undefined;
  return {
    ...(name !== undefined && { optimizer: name }),
    ...(typeof rate === 'number' && { learningRate: rate }),
    ...(lossName && { loss: lossName }),
  };
}

/** The layers of a training's model, with the settings that its record tells: `units 16, activation relu, L2 0.001`. */
export const recordedLayers = ({ model }: RunPayload): CheckedLayer[] =>
  model.layers.map(({ name, className, details = '' }) => ({
    name,
    className,
    settings: Object.fromEntries(
      details
        .split(', ')
        .map((part) => /^(\S+) (.+)$/.exec(part))
        .filter((match) => match !== null)
        .map(([, key = '', text = '']) => [
          /^L[12]$/.test(key) ? key.toLowerCase() : key,
          text !== '' && Number.isFinite(Number(text)) ? Number(text) : text,
        ]),
    ),
  }));

export const recordedSettings = ({ compile }: RunPayload): ModelSettings => ({
  optimizer: compile.optimizer,
  ...(compile.learningRate !== null && { learningRate: compile.learningRate }),
  ...(compile.loss.length > 0 && { loss: compile.loss.join(', ') }),
});
