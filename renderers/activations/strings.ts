import type { Locale } from '../../protocol/index.js';
import { plural } from '../drawing/plural.js';

const en = {
  title: (model: string) => `Activations, ${model}`,
  facts: (layers: string, samples: string) => `${plural(layers, 'layer')} · ${plural(samples, 'sample')}`,
  given: (shown: string, of: string) => `the first ${shown} of ${of} samples`,
  unchanged: (count: string) =>
    `${plural(count, 'layer that leaves', 'layers that leave')} the values as they are (Dropout, Flatten …) not listed`,
  thinnedChannels: 'fewer channels, so that the output keeps its size',
  thinnedValues: 'only the numbers of hidden layers, so that the output keeps its size',
  noLayers: 'Nothing to show: this model has no layers.',
  healthy: '✓ No layer is silent or saturated for this sample.',
  notFinite: (layer: string, share: string) =>
    `⚠ ${layer}: ${share} of the values are NaN or infinite. Look for NaN in the sample and in the weights.`,
  silent: (layer: string) =>
    `⚠ ${layer}: every value is 0, so nothing of the sample gets through: all behind it sees the same for any sample.`,
  zeros: (layer: string, share: string, activation: string) =>
    `⚠ ${layer}: ${share} of the ${activation} values are 0: little of the sample gets through. Where that is so for all samples, the units are dead.`,
  saturated: (layer: string, share: string, activation: string) =>
    `⚠ ${layer}: ${share} of the ${activation} values are saturated (within 1% of a bound), where the slope is nearly 0. Scale the inputs, or normalize before it.`,
  input: 'Input',
  mean: (mean: string, low: string, high: string) => `mean ${mean}, ${low} to ${high}`,
  zeroShare: (share: string) => `${share} are 0`,
  saturatedShare: (share: string) => `${share} saturated`,
  notFiniteShare: (share: string) => `${share} not finite`,
  silentUnits: (count: string, of: string, samples: string) =>
    samples === '1'
      ? `${count} of ${of} units are 0`
      : `${count} of ${of} units are 0 for all ${samples} samples`,
  shownUnits: (shown: string, of: string) => `${shown} of ${of} units shown`,
  shownChannels: (shown: string, of: string) => `${shown} of ${of} channels shown`,
  drawnHere: (count: string) => `the first ${count} drawn here`,
  pooled: (size: string) => `each dot the mean of ${size}×${size}`,
  unit: (unit: string, value: string) => `unit ${unit}: ${value}`,
  spot: (channel: string, row: string, column: string, value: string) =>
    `channel ${channel}, row ${row}, column ${column}: ≈ ${value}`,
  step: (row: string, column: string, value: string) => `row ${row}, column ${column}: ≈ ${value}`,
  sample: 'Sample',
  sampleName: (number: string) => `sample ${number}`,
  answer: 'Answer',
  answers: (classes: string) => `Answer: ${classes}.`,
  numbersOnly: 'Numbers alone.',
  negative: 'below 0',
  positive: 'above 0',
  scaleKey: 'the stronger, the further from 0; each layer has its own scale',
  cells: (layer: string) => `${layer}: its values. Arrow keys move from value to value.`,
  rules:
    'Rules: from 90% zeros behind relu, or all zeros; from 50% saturated before the last layer. Values of maps are rounded to 1/127 of the layer’s largest.',
  hint: 'Point at a value, or use Tab and the arrow keys.',
  more: (count: string) => `and ${count} more`,
  invalid: (where: string) =>
    `This output was written by another version of Epochbook, or it is damaged: ${where}. Run the cell again to draw it.`,
};

export type ActivationsStrings = typeof en;

const ko: ActivationsStrings = {
  title: (model) => `활성값, ${model}`,
  facts: (layers, samples) => `층 ${layers}개 · 표본 ${samples}개`,
  given: (shown, of) => `표본 ${of}개 중 처음 ${shown}개`,
  unchanged: (count) => `값을 그대로 두는 층 ${count}개(Dropout, Flatten 등)는 뺐습니다`,
  thinnedChannels: '출력 크기를 지키려고 채널을 줄였습니다',
  thinnedValues: '출력 크기를 지키려고 은닉층은 수치만 남겼습니다',
  noLayers: '보여 줄 것이 없습니다. 이 모델에는 층이 없습니다.',
  healthy: '✓ 이 표본에서 잠잠하거나 포화된 층이 없습니다.',
  notFinite: (layer, share) =>
    `⚠ ${layer}: 값의 ${share}가 NaN이거나 무한합니다. 표본과 가중치에 NaN이 있는지 확인하세요.`,
  silent: (layer) =>
    `⚠ ${layer}: 모든 값이 0이라 표본에서 아무것도 전해지지 않습니다. 그 뒤의 층은 어떤 표본이든 같은 값을 봅니다.`,
  zeros: (layer, share, activation) =>
    `⚠ ${layer}: ${activation} 값의 ${share}가 0이라 표본에서 전해지는 것이 적습니다. 모든 표본에서 그렇다면 죽은 유닛입니다.`,
  saturated: (layer, share, activation) =>
    `⚠ ${layer}: ${activation} 값의 ${share}가 포화되었습니다(경계에서 1% 이내). 그곳의 경사는 거의 0입니다. 입력을 스케일링하거나 앞에서 정규화하세요.`,
  input: '입력',
  mean: (mean, low, high) => `평균 ${mean}, ${low}~${high}`,
  zeroShare: (share) => `0인 값 ${share}`,
  saturatedShare: (share) => `포화 ${share}`,
  notFiniteShare: (share) => `유한하지 않음 ${share}`,
  silentUnits: (count, of, samples) =>
    samples === '1'
      ? `유닛 ${of}개 중 ${count}개가 0`
      : `유닛 ${of}개 중 ${count}개가 표본 ${samples}개 모두에서 0`,
  shownUnits: (shown, of) => `유닛 ${of}개 중 ${shown}개 표시`,
  shownChannels: (shown, of) => `채널 ${of}개 중 ${shown}개 표시`,
  drawnHere: (count) => `여기에는 처음 ${count}개만 그림`,
  pooled: (size) => `점 하나는 ${size}×${size}의 평균`,
  unit: (unit, value) => `유닛 ${unit}: ${value}`,
  spot: (channel, row, column, value) => `채널 ${channel}, ${row}행 ${column}열: ≈ ${value}`,
  step: (row, column, value) => `${row}행 ${column}열: ≈ ${value}`,
  sample: '표본',
  sampleName: (number) => `표본 ${number}`,
  answer: '답',
  answers: (classes) => `답: ${classes}.`,
  numbersOnly: '수치만 있습니다.',
  negative: '0보다 작음',
  positive: '0보다 큼',
  scaleKey: '0에서 멀수록 진하며, 척도는 층마다 다릅니다',
  cells: (layer) => `${layer}의 값. 화살표 키로 값에서 값으로 옮깁니다.`,
  rules:
    '기준: relu 뒤에서 0이 90%부터 또는 모두 0, 마지막 층 앞에서 포화가 50%부터. 맵의 값은 층의 최댓값의 1/127로 반올림됩니다.',
  hint: '값을 가리키거나 Tab과 화살표 키를 쓰세요.',
  more: (count) => `그 밖에 ${count}개`,
  invalid: (where) =>
    `이 출력은 Epochbook의 다른 버전이 썼거나 손상되었습니다: ${where}. 셀을 다시 실행하면 그려집니다.`,
};

export const activationsStrings: Record<Locale, ActivationsStrings> = { en, ko };
