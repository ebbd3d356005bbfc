import { showGiven } from '../../engine/options/index.js';
import { say } from '../../words/index.js';

/** What advice needs to know of a layer. */
export interface ReadLayer {
  name: string;
  kind: string;
  /** `linear` where the layer has none. */
  activation: string;
  /** Size of the last axis of what it gives, where that is known. */
  units: number | undefined;
}

/** What advice needs to know of a model. */
export interface ReadModel {
  layers: ReadLayer[];
  /** Without case and underscores: `binarycrossentropy`; undefined before `compile`, '' for a function of one's own. */
  loss: string | undefined;
  metrics: string[];
  optimizer: { name: string; learningRate: number | undefined } | undefined;
}

interface LayerParts {
  readonly name: string;
  readonly outputShape?: unknown;
  readonly activation?: { getClassName?(): string };
  getClassName(): string;
}
interface ModelParts {
  readonly layers: readonly LayerParts[];
  readonly loss?: unknown;
  readonly metrics?: unknown;
  readonly optimizer?: { getClassName?(): string; learningRate?: unknown };
}

const flat = (name: string): string => name.replace(/[^a-z0-9]/gi, '').toLowerCase();

/** Short and long names of what means the same. */
const SAME: Record<string, string> = {
  mse: 'meansquarederror',
  mae: 'meanabsoluteerror',
  acc: 'accuracy',
};

const named = (value: unknown): string => {
  if (typeof value === 'string') return SAME[flat(value)] ?? flat(value);
  return typeof value === 'function' && value.name ? (SAME[flat(value.name)] ?? flat(value.name)) : '';
};

function lastAxis(shape: unknown): number | undefined {
  const last = Array.isArray(shape) ? shape.at(-1) : undefined;
  return typeof last === 'number' ? last : undefined;
}

const readLayer = (layer: LayerParts): ReadLayer => ({
  name: layer.name,
  kind: layer.getClassName(),
  activation: flat(layer.activation?.getClassName?.() ?? 'linear'),
  units: lastAxis(layer.outputShape),
});

const isModel = (value: unknown): value is ModelParts =>
  typeof value === 'object' &&
  value !== null &&
  Array.isArray((value as ModelParts).layers) &&
  typeof (value as { compile?: unknown }).compile === 'function';

/** @throws TypeError where it is no model of tfjs' Layers API; RangeError where the model has several outputs, or no layers. */
export function readModel(value: unknown): ReadModel {
  if (!isModel(value))
    throw new TypeError(
      say(
        `advise takes a task, for example advise('binary'), a model of tf.sequential or tf.model, or a Table, but got ${showGiven(value)}.`,
        `advise에는 advise('binary')처럼 과제의 이름이나 tf.sequential이나 tf.model의 모델이나 Table을 주어야 하는데 ${showGiven(value)}을(를) 받았습니다.`,
      ),
    );
  const { layers, loss, metrics, optimizer } = value;
  if (layers.length === 0)
    throw new RangeError(say('advise: the model has no layers yet.', 'advise: 모델에 아직 층이 없습니다.'));
  if (typeof loss === 'object' && loss !== null)
    throw new RangeError(
      say(
        'advise looks at models with one output; this one has a loss for each of several.',
        'advise는 출력이 하나인 모델을 봅니다. 이 모델은 여러 출력마다 손실이 있습니다.',
      ),
    );
  const rate = optimizer?.learningRate;
  return {
    layers: layers.map(readLayer),
    loss: loss === undefined ? undefined : named(loss),
    metrics: (Array.isArray(metrics) ? metrics : [metrics]).filter(Boolean).map(named),
    optimizer: optimizer && {
      name: flat(optimizer.getClassName?.() ?? ''),
      learningRate: typeof rate === 'number' ? rate : undefined,
    },
  };
}
