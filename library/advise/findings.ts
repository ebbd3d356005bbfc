import { say } from '../../words/index.js';
import type { ReadLayer, ReadModel } from './read-model.js';
import { optimizerChoices } from './tasks.js';

/** Something about a model that is wrong or worth a thought. */
export interface Finding {
  /** The layer's name, or `loss`, `metrics`, `optimizer`. */
  where: string;
  found: string;
  /** What to write instead. */
  wanted: string;
  why: string;
}

type Rule = (model: ReadModel, last: ReadLayer) => Finding | undefined;

const isCrossentropy = (loss: string | undefined): boolean => loss?.endsWith('crossentropy') ?? false;
const isError = (loss: string | undefined): boolean => /^mean(squared|absolute)/.test(loss ?? '');

/** Layers after which the values are still those of the layer before. */
const PASSING = new Set(['Dropout', 'Flatten', 'Reshape', 'Activation', 'BatchNormalization']);

const softmaxOfOne: Rule = (_, last) =>
  last.activation === 'softmax' && last.units === 1
    ? {
        where: last.name,
        found: say('softmax with 1 unit', '유닛 1개인 softmax'),
        wanted: "activation: 'sigmoid'",
        why: say(
          'softmax divides by the sum of all units; the only one is always 1, whatever it has learnt',
          'softmax는 모든 유닛의 합으로 나누므로 하나뿐이면 무엇을 배웠든 항상 1입니다',
        ),
      }
    : undefined;

const logitsAsProbabilities: Rule = ({ loss }, last) => {
  if (!isCrossentropy(loss) || last.activation === 'sigmoid' || last.activation === 'softmax')
    return undefined;
  const wanted = loss === 'binarycrossentropy' ? 'sigmoid' : 'softmax';
  return {
    where: last.name,
    found: say(
      `activation '${last.activation}' before a crossentropy`,
      `교차 엔트로피 앞의 활성화 함수 '${last.activation}'`,
    ),
    wanted: `activation: '${wanted}'`,
    why: say(
      'crossentropy takes probabilities from 0 to 1; other numbers are cut off, and their gradients are lost',
      '교차 엔트로피는 0에서 1까지의 확률을 받습니다. 다른 수는 잘려 나가 기울기도 사라집니다',
    ),
  };
};

const binaryLossOfSoftmax: Rule = ({ loss }, last) =>
  loss === 'binarycrossentropy' && last.activation === 'softmax' && last.units !== 1
    ? {
        where: 'loss',
        found: 'binaryCrossentropy',
        wanted: 'categoricalCrossentropy',
        why: say(
          'softmax chooses one class of several, which is one question; binary crossentropy asks as many as there are units',
          'softmax는 여러 클래스 중 하나를 고르는 한 가지 질문인데 binaryCrossentropy는 유닛 수만큼 묻습니다',
        ),
      }
    : undefined;

const categoricalLossOfSigmoid: Rule = ({ loss }, last) => {
  if (!loss?.endsWith('categoricalcrossentropy') || last.activation !== 'sigmoid') return undefined;
  const single = last.units === 1;
  return {
    where: single ? 'loss' : last.name,
    found: say('sigmoid with a categorical crossentropy', 'sigmoid와 categoricalCrossentropy'),
    wanted: single
      ? 'binaryCrossentropy'
      : say(
          "activation: 'softmax' for one class of several, or binaryCrossentropy for several labels",
          "여러 클래스 중 하나라면 activation: 'softmax', 레이블 여러 개라면 binaryCrossentropy",
        ),
    why: say(
      'categorical crossentropy expects probabilities that sum to 1',
      'categoricalCrossentropy는 합이 1인 확률을 기대합니다',
    ),
  };
};

const reluOutput: Rule = ({ loss }, last) =>
  last.activation === 'relu' && !isCrossentropy(loss)
    ? {
        where: last.name,
        found: say("activation 'relu' in the last layer", "마지막 층의 활성화 함수 'relu'"),
        wanted: say('no activation', '활성화 함수 없음'),
        why: say(
          'relu never gives a negative number, and a unit that is below 0 for all rows learns no more',
          'relu는 음수를 내지 못하고, 모든 행에서 0보다 작은 유닛은 더 배우지 못합니다',
        ),
      }
    : undefined;

const dropoutAtTheEnd: Rule = ({ layers }) => {
  const end = layers.at(-1);
  return end?.kind === 'Dropout'
    ? {
        where: end.name,
        found: say('dropout after the last layer', '마지막 층 뒤의 드롭아웃'),
        wanted: say('dropout between hidden layers only', '은닉층 사이에만 드롭아웃'),
        why: say('it silences the answers themselves', '답 자체를 끕니다'),
      }
    : undefined;
};

const accuracyOfNumbers: Rule = ({ loss, metrics }, last) =>
  isError(loss) && last.activation !== 'softmax' && metrics.some((metric) => metric.endsWith('accuracy'))
    ? {
        where: 'metrics',
        found: 'accuracy',
        wanted: 'meanAbsoluteError',
        why: say(
          'accuracy counts answers that are exactly equal, which predicted numbers hardly ever are',
          '정확도는 꼭 같은 답을 세는데 예측한 수가 정답과 꼭 같은 일은 거의 없습니다',
        ),
      }
    : undefined;

const noMetric: Rule = ({ loss, metrics }) =>
  loss !== undefined && metrics.length === 0
    ? {
        where: 'metrics',
        found: say('none', '없음'),
        wanted: isError(loss) ? 'meanAbsoluteError' : 'accuracy',
        why: say(
          'a loss is hard to read; a metric says it in words',
          '손실은 읽기 어렵고, 지표는 사람이 읽을 수 있습니다',
        ),
      }
    : undefined;

const linearHidden: Rule = ({ layers }) => {
  for (const [i, layer] of layers.entries()) {
    if (layer.kind !== 'Dense' || layer.activation !== 'linear') continue;
    const rest = layers.slice(i + 1);
    const next = rest.findIndex(({ kind }) => !PASSING.has(kind));
    const bent = rest
      .slice(0, next)
      .some(({ kind, activation }) => kind === 'Activation' && activation !== 'linear');
    if (next >= 0 && rest[next]?.kind === 'Dense' && !bent)
      return {
        where: layer.name,
        found: say('a hidden layer without an activation function', '활성화 함수가 없는 은닉층'),
        wanted: "activation: 'relu'",
        why: say(
          'two linear layers in a row compute no more than one',
          '선형 층 두 개가 이어지면 하나보다 더 계산하는 것이 없습니다',
        ),
      };
  }
  return undefined;
};

/** A learning rate this many times off the usual one is worth a thought. */
const FAR = 20;

const unusualRate: Rule = ({ optimizer }) => {
  const usual = optimizerChoices.find((choice) => choice.optimizer === optimizer?.name)?.learningRate;
  const rate = optimizer?.learningRate;
  if (usual === undefined || rate === undefined || !optimizer) return undefined;
  if (rate < usual * FAR && rate > usual / FAR) return undefined;
  return {
    where: 'optimizer',
    found: say(`${optimizer.name} with learning rate ${rate}`, `${optimizer.name}, 학습률 ${rate}`),
    wanted: String(usual),
    why:
      rate > usual
        ? say('steps that are too long overshoot the minimum', '너무 긴 걸음은 최솟값을 지나칩니다')
        : say('steps that are too short hardly get anywhere', '너무 짧은 걸음으로는 거의 나아가지 못합니다'),
  };
};

const notCompiled: Rule = ({ loss }) =>
  loss === undefined
    ? {
        where: 'loss',
        found: say('the model is not compiled', '컴파일하지 않은 모델'),
        wanted: 'model.compile({ optimizer, loss, metrics })',
        why: say('without a loss there is nothing to learn from', '손실이 없으면 배울 것이 없습니다'),
      }
    : undefined;

const rules: readonly Rule[] = [
  softmaxOfOne,
  logitsAsProbabilities,
  binaryLossOfSoftmax,
  categoricalLossOfSigmoid,
  reluOutput,
  dropoutAtTheEnd,
  linearHidden,
  notCompiled,
  accuracyOfNumbers,
  noMetric,
  unusualRate,
];

/** What a model's last activation, loss, metrics, hidden layers and learning rate have that the tables would not. */
export function findingsOf(model: ReadModel): Finding[] {
  const last = model.layers.findLast(({ kind }) => kind !== 'Dropout');
  return last ? rules.flatMap((rule) => rule(model, last) ?? []) : [];
}
