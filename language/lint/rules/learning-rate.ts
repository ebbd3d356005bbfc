import ts from 'typescript6';
import { replaced } from '../edits.js';
import { constantField, fieldOf, type ModelState, type ObjectValue } from '../program/index.js';
import type { Rule } from '../rule.js';
import { words } from '../words.js';

interface Scale {
  usual: number;
  /** From here on too great for a net with hidden layers, and for any model. */
  great: number;
  greatest: number;
}

const SCALES: Readonly<Record<string, Scale>> = {
  adam: { usual: 0.001, great: 0.1, greatest: 1 },
  adamax: { usual: 0.001, great: 0.1, greatest: 1 },
  rmsprop: { usual: 0.001, great: 0.1, greatest: 1 },
  sgd: { usual: 0.01, great: 2, greatest: 10 },
  momentum: { usual: 0.01, great: 1, greatest: 10 },
};

/** Below, a step is smaller than what a weight, a number of 32 bits, can hold beside its digits. */
const LEAST = 1e-7;

const WEIGHTED = /^(dense|(separable|depthwise)?conv|simpleRNN|gru|lstm|convLstm)/i;

/** So few units bear long steps: the nets that compute an exclusive or. */
const FEW = 8;

/** Whether a model is known to have a hidden layer of some size. */
function isDeep({ layers }: ModelState): boolean {
  const weighted = layers.filter(({ layer }) => WEIGHTED.test(layer.type));
  return weighted.slice(0, -1).some(({ layer }) => {
    const units = constantField(layer.options, 'units');
    return typeof units !== 'number' || units > FEW;
  });
}

export const learningRate: Rule = {
  name: 'learning-rate',
  severity: 'warning',
  look(event, { events }) {
    if (event.kind !== 'compile') return [];
    // A schedule sets another rate.
    if (events.some((one) => one.kind === 'callback' && one.callback.name === 'LearningRateScheduler'))
      return [];
    const found = rateOf(event.options);
    const scale = found && Object.hasOwn(SCALES, found.name) ? SCALES[found.name] : undefined;
    if (!found || !scale) return [];
    const { name, rate, node } = found;
    const isGreat = rate >= (isDeep(event.model) ? scale.great : scale.greatest);
    if (!isGreat && !(rate > 0 && rate < LEAST)) return [];
    const usual = String(scale.usual);
    const fixes = ts.isNumericLiteral(node)
      ? [{ title: words(`Use ${usual}`, `${usual} 쓰기`), edits: [replaced(node, usual)] }]
      : [];
    if (!isGreat)
      return [
        {
          node,
          message: words(
            `A learning rate of ${rate} is below what a weight can tell apart: the weights hardly change. ${name} usually begins with ${usual}.`,
            `학습률 ${rate}은(는) 가중치가 구별할 수 있는 크기보다 작아 가중치가 거의 바뀌지 않습니다. ${name}은(는) 보통 ${usual}에서 시작합니다.`,
          ),
          fixes,
        },
      ];
    const isAdaptive = scale.usual < 0.01;
    return [
      {
        node,
        message: isAdaptive
          ? words(
              `A learning rate of ${rate} is too great for ${name}: it divides each gradient by its size, so in every step each weight moves by about ${rate}, past the minimum. It usually begins with ${usual}.`,
              `학습률 ${rate}은(는) ${name}에 너무 큽니다. ${name}은(는) 기울기를 그 크기로 나누므로 스텝마다 가중치가 약 ${rate}만큼 움직여 최솟값을 지나칩니다. 보통 ${usual}에서 시작합니다.`,
            )
          : words(
              `With a learning rate of ${rate} the steps of ${name} are too long: they overshoot the minimum, and the loss grows. It usually begins with ${usual}.`,
              `학습률이 ${rate}이면 ${name}의 걸음이 너무 길어 최솟값을 지나치고 손실이 커집니다. 보통 ${usual}에서 시작합니다.`,
            ),
        fixes,
      },
    ];
  },
};

function rateOf(options: ObjectValue): { name: string; rate: number; node: ts.Expression } | undefined {
  const optimizer = fieldOf(options, 'optimizer')?.value;
  if (optimizer?.kind !== 'optimizer' || optimizer.rate.kind !== 'constant') return undefined;
  const { rateNode } = optimizer;
  const { value } = optimizer.rate;
  return typeof value === 'number' && rateNode
    ? { name: optimizer.name, rate: value, node: rateNode }
    : undefined;
}
