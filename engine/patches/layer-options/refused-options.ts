import { say } from '../../../words/index.js';
import type { LayerOptions } from './made-layers.js';

/** Options of Keras that TensorFlow.js would leave out without a word, with the values that mean what it computes. */
type Refused = Record<string, readonly unknown[]>;

const ONE: readonly unknown[] = [1, [1], [1, 1], [1, 1, 1]];
const OFF: readonly unknown[] = [false];
const LAST: readonly unknown[] = ['channelsLast'];

const LORA: Refused = { loraRank: [], loraAlpha: [], quantizationConfig: [] };
const TRANSPOSED: Refused = { dilationRate: ONE, outputPadding: [], groups: ONE };
const GROUPS: Refused = { groups: ONE };
const GLOBAL: Refused = { keepdims: OFF, keepDims: OFF };
const RECURRENT: Refused = { timeMajor: OFF };

const REFUSED: Record<string, Refused> = {
  Dense: LORA,
  Conv1D: GROUPS,
  Conv2D: GROUPS,
  Conv3D: GROUPS,
  Conv2DTranspose: TRANSPOSED,
  Conv3DTranspose: TRANSPOSED,
  DepthwiseConv2D: GROUPS,
  SeparableConv2D: GROUPS,
  MaxPooling1D: { dataFormat: LAST },
  AveragePooling1D: { dataFormat: LAST },
  GlobalMaxPooling1D: { ...GLOBAL, dataFormat: LAST },
  GlobalAveragePooling1D: { ...GLOBAL, dataFormat: LAST },
  GlobalMaxPooling2D: GLOBAL,
  GlobalAveragePooling2D: GLOBAL,
  BatchNormalization: { renorm: OFF, renormClipping: [], virtualBatchSize: [], adjustment: [] },
  LayerNormalization: { rmsScaling: OFF },
  Embedding: { ...LORA, sparse: OFF },
  SimpleRNN: RECURRENT,
  GRU: RECURRENT,
  LSTM: RECURRENT,
  RNN: RECURRENT,
  Bidirectional: { backwardLayer: [] },
  CategoryEncoding: { sparse: OFF },
  CenterCrop: { dataFormat: LAST },
  Resizing: { cropToAspectRatio: OFF, padToAspectRatio: OFF, antialias: OFF, dataFormat: LAST },
  InputLayer: { sparse: OFF, ragged: OFF },
};

/** Types of numbers that tfjs-layers does not compute with. */
const OTHER_TYPES = /^(float16|bfloat16|float64|half|double|mixed_\w+|u?int8|u?int16|int64)$/;

/** @throws Error that names the layer, the option and its value. */
export function refuseOptions(layer: string, className: string, options: LayerOptions): void {
  for (const [option, neutral] of Object.entries(REFUSED[className] ?? {})) {
    const value = options[option];
    if (value === undefined || value === null || neutral.some((one) => same(one, value))) continue;
    throw new Error(
      say(
        `${layer}: Keras has the option ${option}, TensorFlow.js has not; it is ${shown(value)}. Leave it out or build the layer's work of others.`,
        `${layer}: ${option} 옵션은 Keras에는 있고 TensorFlow.js에는 없습니다. 받은 값: ${shown(value)}. 이 옵션을 빼거나 다른 층으로 구성하세요.`,
      ),
    );
  }
  const { dtype } = options;
  if (typeof dtype === 'string' && OTHER_TYPES.test(dtype))
    throw new Error(
      say(
        `${layer}: dtype is "${dtype}"; TensorFlow.js computes in float32. Leave the option out.`,
        `${layer}: dtype 값이 "${dtype}"입니다. TensorFlow.js는 float32로 계산하니 이 옵션을 빼세요.`,
      ),
    );
}

const same = (a: unknown, b: unknown): boolean => JSON.stringify(a) === JSON.stringify(b);

const shown = (value: unknown): string => {
  const text = typeof value === 'object' && !Array.isArray(value) ? undefined : JSON.stringify(value);
  return text ?? say('an object', '객체');
};
