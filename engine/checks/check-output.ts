import { say } from '../../words/index.js';
import { type CheckedModel, lossWords, outputActivation, takesLogits } from './checked-model.js';

/** Warns of an output that its loss or the metric accuracy cannot mean. */
export function checkOutputs(model: CheckedModel, metrics: unknown): void {
  const losses = lossWords(model);
  const accuracy = [metrics].flat().some((metric) => metric === 'accuracy' || metric === 'acc');
  model.outputs.forEach(({ shape }, i) => {
    const activation = outputActivation(model, i);
    const loss = losses[i];
    const name = model.outputNames[i] ?? '';
    if (activation === undefined) return;
    const units = shape.at(-1);
    if (activation === 'softmax' && units === 1) warnOfLonelySoftmax(name);
    else if (loss?.endsWith('crossentropy')) {
      if (!takesLogits(model, i)) warnOfActivation(activation, loss, units ?? null, name);
    } else if (accuracy && activation === 'linear' && loss && REGRESSION.test(loss))
      warnOfAccuracy(loss, name);
  });
}

const REGRESSION = /^(mse|mae|mape|msle|mean(squared|absolute)\w*|huber\w*|logcosh)$/;

const warnOfLonelySoftmax = (name: string): void =>
  console.warn(
    say(
      `The output layer ${name} is a softmax of one unit, which is always 1: nothing can be learnt. For two classes use units: 1 with activation 'sigmoid', or units: 2 with 'softmax'.`,
      `출력층 ${name}은(는) 유닛이 하나인 softmax라서 항상 1입니다. 아무것도 배울 수 없습니다. 클래스가 둘이라면 units: 1에 activation 'sigmoid'를, 또는 units: 2에 'softmax'를 쓰세요.`,
    ),
  );

function warnOfActivation(activation: string, loss: string, units: number | null, name: string): void {
  const binary = loss.startsWith('binary');
  const wanted = binary ? 'sigmoid' : 'softmax';
  if (activation === 'softmax' || (binary && /sigmoid/i.test(activation))) return;
  const spoken = binary
    ? 'binaryCrossentropy'
    : loss.startsWith('sparse')
      ? 'sparseCategoricalCrossentropy'
      : 'categoricalCrossentropy';
  console.warn(
    say(
      `The output layer ${name} has activation '${activation}', but the loss ${spoken} takes ${binary ? 'probabilities from 0 to 1' : 'probabilities that add up to 1'}: activation '${wanted}' gives them.${units === 1 && !binary ? ' For one unit use binaryCrossentropy with sigmoid.' : ''}`,
      `출력층 ${name}의 활성화 함수가 '${activation}'인데 손실 ${spoken}은(는) ${binary ? '0에서 1까지의 확률' : '합이 1인 확률'}을 받습니다. activation '${wanted}'을(를) 쓰세요.${units === 1 && !binary ? ' 유닛이 하나라면 sigmoid와 binaryCrossentropy를 쓰세요.' : ''}`,
    ),
  );
}

const warnOfAccuracy = (loss: string, name: string): void =>
  console.warn(
    say(
      `The metric accuracy counts right classes, but the output layer ${name} predicts numbers (linear, loss ${loss}): it will say next to nothing. Use metrics: ['mae'].`,
      `지표 accuracy는 맞힌 클래스를 세는데 출력층 ${name}은(는) 수를 예측합니다(linear, 손실 ${loss}). 거의 뜻이 없습니다. metrics: ['mae']를 쓰세요.`,
    ),
  );
