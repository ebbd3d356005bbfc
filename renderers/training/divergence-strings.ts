import type { Locale } from '../../protocol/index.js';

const en = {
  diverged: (what: string) => `diverged: ${what}`,
  validationDiverged: (what: string) => `validation diverged: ${what}`,
  broken: (word: string, epoch: string) => `${word} from epoch ${epoch}`,
  brokenAtStep: (word: string, epoch: string, step: string) => `${word} from epoch ${epoch} (step ${step})`,
  grown: (epoch: string) => `exploding from epoch ${epoch}`,
  grownTo: (epoch: string, value: string) => `exploding from epoch ${epoch}, ${value} at the end`,
  /** For a narrow place. */
  at: (epoch: string) => `diverged: epoch ${epoch}`,
  validationAt: (epoch: string) => `val. diverged: ${epoch}`,
  account: (log: string, what: string, tries: string) =>
    `Diverged, ${log} is ${what}. What to try: ${tries}.`,
  beforeUpdate:
    'it was so before the first update, so not through the learning rate: look for NaN in inputs and labels',
  rateAbove: (rate: string, usual: string, optimizer: string) =>
    `lower the learning rate (it is ${rate}; usual for ${optimizer} is ${usual})`,
  rate: (rate: string, less: string) => `lower the learning rate (from ${rate} to ${less}, say)`,
  rateUnknown: 'lower the learning rate',
  scaleInputs: 'scale the inputs (scale.standardize) and look for NaN in them',
  scaleBoth: 'scale inputs and targets (scale.standardize) and look for NaN in them',
  binaryLabels: 'check that labels are 0 or 1 and that the last layer ends in a sigmoid',
  oneHotLabels: 'check that labels are one-hot and that the last layer ends in a softmax',
  classLabels: 'check that labels are whole numbers from 0, below the number of outputs of the last layer',
  logarithm: 'see that the loss takes no logarithm of 0 or less and divides by no 0',
  clip: 'clip the gradients, which recurrent layers let explode',
  validationData: 'see that the validation data are scaled as the training data are and hold no NaN',
  warmUp:
    'train longer or lower the momentum of batch normalization: its moving statistics are what validation uses',
  spike: (log: string, value: string, epoch: string) =>
    `${log} was ${value} in epoch ${epoch} and came back from it.`,
};

export type DivergenceStrings = typeof en;

const ko: DivergenceStrings = {
  diverged: (what) => `발산: ${what}`,
  validationDiverged: (what) => `검증 발산: ${what}`,
  broken: (word, epoch) => `에포크 ${epoch}부터 ${word}`,
  brokenAtStep: (word, epoch, step) => `에포크 ${epoch}(스텝 ${step})부터 ${word}`,
  grown: (epoch) => `에포크 ${epoch}부터 폭발`,
  grownTo: (epoch, value) => `에포크 ${epoch}부터 폭발, 마지막 ${value}`,
  at: (epoch) => `발산: 에포크 ${epoch}`,
  validationAt: (epoch) => `검증 발산: 에포크 ${epoch}`,
  account: (log, what, tries) => `발산, ${log}: ${what}. 해 볼 것: ${tries}.`,
  beforeUpdate: '첫 갱신 전부터 이러하므로 학습률 때문이 아님, 입력과 레이블에 NaN이 있는지 찾아보기',
  rateAbove: (rate, usual, optimizer) => `학습률 낮추기(지금 ${rate}, ${optimizer}에는 보통 ${usual})`,
  rate: (rate, less) => `학습률 낮추기(이를테면 ${rate}에서 ${less}까지)`,
  rateUnknown: '학습률 낮추기',
  scaleInputs: '입력을 스케일링하고(scale.standardize) NaN이 있는지 찾아보기',
  scaleBoth: '입력과 목푯값을 스케일링하고(scale.standardize) NaN이 있는지 찾아보기',
  binaryLabels: '레이블이 0 아니면 1이고 마지막 층이 sigmoid로 끝나는지 확인하기',
  oneHotLabels: '레이블이 원-핫이고 마지막 층이 softmax로 끝나는지 확인하기',
  classLabels: '레이블이 0부터 시작하는 정수이고 마지막 층의 출력 수보다 작은지 확인하기',
  logarithm: '손실 함수에서 0 이하의 로그나 0으로 나누기가 없는지 확인하기',
  clip: '기울기 자르기(순환층에서는 기울기 폭발이 잦음)',
  validationData: '검증 데이터가 학습 데이터와 같이 스케일링되었고 NaN이 없는지 확인하기',
  warmUp: '더 오래 학습하거나 배치 정규화의 momentum 낮추기(검증은 이동 통계를 씀)',
  spike: (log, value, epoch) => `${log}: 에포크 ${epoch}에 ${value}까지 갔다가 돌아옴.`,
};

export const divergenceStrings: Record<Locale, DivergenceStrings> = { en, ko };
