import type { Locale, RunStatus } from '../../protocol/index.js';
import { particles } from '../../words/index.js';
import { plural } from '../drawing/plural.js';
import type { Measure } from './model.js';

const measures: Record<Measure, string> = {
  perWeight: 'per weight (RMS)',
  norm: 'norm',
  ratio: 'norm ÷ norm of the weights',
};

const en = {
  title: (run: string, status?: RunStatus) => `Gradient flow, ${run}${status === 'lost' ? ' (lost)' : ''}`,
  facts: (layers: string, epochs: string) =>
    `${plural(layers, 'layer')} · ${plural(epochs, 'epoch')} recorded`,
  nothing: 'No gradient was recorded yet: the first comes with the first step.',
  noLayers: 'This model has no trained weights, so no gradients.',
  healthy: '✓ The gradient reaches every layer: none vanishes, none explodes in the last recorded epoch.',
  range: (layer: string, value: string, times: string, of: string) =>
    `Smallest in ${layer}, ${value} per weight, ${times} times smaller than in ${of}.`,
  since: (epoch: string) => ` since epoch ${epoch}`,
  others: (count: string) => ` (and ${plural(count, 'more layer')})`,
  vanishing: (layer: string, others: string, since: string, value: string, times: string, of: string) =>
    `⚠ ${layer}${others}: vanishing gradient${since}, ${value} per weight, ${times} times smaller than in ${of}.`,
  exploding: (layer: string, others: string, since: string, value: string, why: string) =>
    `⚠ ${layer}${others}: exploding gradient${since}, ${value} per weight, ${why}.`,
  grown: (times: string) => `${times} times its first norm`,
  ratio: (times: string) => `${times} times the weights themselves`,
  notFinite: (layer: string, others: string, since: string) =>
    `⚠ ${layer}${others}: gradient not finite (NaN or ∞)${since}.`,
  noGradient: '⚠ Every gradient is 0: nothing is learned.',
  whySigmoid: (of: string, count: string) =>
    `On its way back from ${of} it passes ${count} sigmoid ${count === '1' ? 'layer' : 'layers'}, each of which hands on at most a quarter: take relu, batch normalization or fewer layers.`,
  whyTanh: (of: string, count: string) =>
    `On its way back from ${of} it passes ${count} tanh ${count === '1' ? 'layer' : 'layers'}, whose slope is nearly 0 where they are saturated: scale the inputs, take relu or batch normalization.`,
  whyDead: (of: string, count: string) =>
    `On its way back from ${of} it passes ${plural(count, 'layer')} most of whose ReLU units are dead and hand on nothing: lower the learning rate, or take leakyReLU.`,
  whyProduct:
    'Each layer on the way back multiplies the gradient by its weights and its slope, and here these products shrink: take heNormal weights, batch normalization or fewer layers.',
  whyGrowing:
    'Each layer on the way back multiplies the gradient by its weights, and large weights let it grow from layer to layer and from step to step: lower the learning rate, clip gradients (clipNorm), or begin with smaller weights.',
  whyNotFinite:
    'Once a number is too large for float32, every product with it is ∞ or NaN: lower the learning rate, and look for NaN in the data.',
  whyNothing:
    'The loss does not change with any weight: look at the last activation, the loss and the labels.',
  rules:
    'Rules: vanishing below 1/1000 of the largest gradient per weight; exploding from 100 times its first norm, where it has not only caught up with the others, or 10 times the weights’. Each gradient is that of an epoch’s first step.',
  measure: 'Gradient',
  measures,
  heat: 'Gradient by layer',
  lines: 'Gradient over the epochs (log)',
  allZero: 'no gradient above 0',
  epoch: 'epoch',
  atEpoch: (epoch: string) => `epoch ${epoch}`,
  lastOf: (moment: string) => `${moment}, the last`,
  scale: (low: string, high: string) => `${low} to ${high} (log)`,
  vanishingKey: 'vanishing',
  explodingKey: 'exploding, not finite',
  perWeight: (value: string) => `per weight ${value}`,
  norm: (value: string) => `norm ${value}`,
  toWeights: (value: string) => `${value} of the weights’ norm`,
  smallest: (layer: string, value: string) => `smallest in ${layer} ${value}`,
  largest: (layer: string, value: string) => `largest in ${layer} ${value}`,
  states: { vanishing: 'vanishing', exploding: 'exploding', 'not-finite': 'not finite' },
  plots:
    'Gradients by layer over the epochs. Left and right move along the epochs, up and down along the layers, Enter pins, Escape frees.',
  hint: 'Press ← → (epochs) and ↑ ↓ (layers), or point and click; Enter pins, Escape frees.',
  pinned: 'pinned',
  line: (layer: string, first: string, last: string, norm: string, ratio: string) =>
    `${layer}: per weight first ${first}, last ${last}; norm ${norm}, ${ratio} of the weights’ norm`,
  thinned: (kept: string, of: string) => `Saved: ${kept} of ${of} recorded epochs.`,
  more: (count: string) => `and ${count} more`,
  invalid: (where: string) =>
    `This output was written by another version of Epochbook, or it is damaged: ${where}. Run the cell again to draw it.`,
};

export type GradientsStrings = typeof en;

const ko: GradientsStrings = {
  title: (run, status) => `기울기 흐름, ${run}${status === 'lost' ? ' (기록 끊김)' : ''}`,
  facts: (layers, epochs) => `층 ${layers}개 · 에포크 ${epochs}개 기록`,
  nothing: '아직 기록된 기울기가 없습니다. 첫 스텝부터 기록됩니다.',
  noLayers: '이 모델에는 학습되는 가중치가 없어서 기울기도 없습니다.',
  healthy: '✓ 기울기가 모든 층에 닿습니다. 마지막으로 기록된 에포크에 소실되거나 폭발한 기울기가 없습니다.',
  range: (layer, value, times, of) =>
    particles(`가장 작은 층은 ${layer}, 가중치당 ${value}(으)로 ${of}의 ${times}분의 1입니다.`),
  since: (epoch) => `(에포크 ${epoch}부터)`,
  others: (count) => ` 외 층 ${count}개`,
  vanishing: (layer, others, since, value, times, of) =>
    particles(
      `⚠ ${layer}${others}: 기울기 소실${since}, 가중치당 ${value}(으)로 ${of}의 ${times}분의 1입니다.`,
    ),
  exploding: (layer, others, since, value, why) =>
    `⚠ ${layer}${others}: 기울기 폭발${since}, 가중치당 ${value}, ${why}입니다.`,
  grown: (times) => `첫 노름의 ${times}배`,
  ratio: (times) => `가중치 자체의 ${times}배`,
  notFinite: (layer, others, since) => `⚠ ${layer}${others}: 기울기가 유한하지 않습니다(NaN 또는 ∞)${since}.`,
  noGradient: '⚠ 모든 기울기가 0이라 아무것도 배우지 않습니다.',
  whySigmoid: (of, count) =>
    `${of}에서 거슬러 오는 동안 sigmoid 층 ${count}개를 지나는데, 층마다 많아야 4분의 1만 전해집니다. relu나 배치 정규화를 쓰거나 층을 줄이세요.`,
  whyTanh: (of, count) =>
    `${of}에서 거슬러 오는 동안 tanh 층 ${count}개를 지나는데, 포화된 곳에서는 경사가 거의 0입니다. 입력을 스케일링하거나 relu나 배치 정규화를 쓰세요.`,
  whyDead: (of, count) =>
    `${of}에서 거슬러 오는 동안 ReLU 유닛이 대부분 죽어 아무것도 전하지 않는 층 ${count}개를 지납니다. 학습률을 낮추거나 leakyReLU를 쓰세요.`,
  whyProduct:
    '거슬러 가는 길의 층마다 기울기에 가중치와 경사가 곱해지는데, 여기서는 그 곱이 줄어듭니다. heNormal 초깃값이나 배치 정규화를 쓰거나 층을 줄이세요.',
  whyGrowing:
    '거슬러 가는 길의 층마다 기울기에 가중치가 곱해지므로, 가중치가 크면 층을 지날수록, 스텝이 갈수록 커집니다. 학습률을 낮추거나 기울기를 잘라 내거나(clipNorm) 더 작은 초깃값으로 시작하세요.',
  whyNotFinite:
    '한 수가 float32로 나타낼 수 없을 만큼 커지면 그 수와의 곱은 모두 ∞나 NaN이 됩니다. 학습률을 낮추고 데이터에 NaN이 있는지 확인하세요.',
  whyNothing: '어떤 가중치를 바꾸어도 손실이 바뀌지 않습니다. 마지막 활성화 함수, 손실, 레이블을 확인하세요.',
  rules:
    '기준: 소실은 가장 큰 층의 가중치당 기울기의 1/1000 미만, 폭발은 첫 노름의 100배(다른 층을 따라잡았을 뿐이면 제외) 또는 가중치 노름의 10배부터. 기울기는 각 에포크 첫 스텝의 값입니다.',
  measure: '기울기',
  measures: { perWeight: '가중치당(RMS)', norm: '노름', ratio: '노름 ÷ 가중치 노름' },
  heat: '층별 기울기',
  lines: '에포크에 따른 기울기(로그)',
  allZero: '0보다 큰 기울기 없음',
  epoch: '에포크',
  atEpoch: (epoch) => `에포크 ${epoch}`,
  lastOf: (moment) => `${moment}, 마지막`,
  scale: (low, high) => `${low}~${high}(로그)`,
  vanishingKey: '소실',
  explodingKey: '폭발, 유한하지 않음',
  perWeight: (value) => `가중치당 ${value}`,
  norm: (value) => `노름 ${value}`,
  toWeights: (value) => `가중치 노름의 ${value}`,
  smallest: (layer, value) => `가장 작은 ${layer} ${value}`,
  largest: (layer, value) => `가장 큰 ${layer} ${value}`,
  states: { vanishing: '소실', exploding: '폭발', 'not-finite': '유한하지 않음' },
  plots:
    '에포크에 따른 층별 기울기. 좌우 키는 에포크, 상하 키는 층을 옮기고 Enter는 고정, Escape는 해제입니다.',
  hint: '← →(에포크), ↑ ↓(층) 키를 누르거나 가리키고 클릭하세요. Enter는 고정, Escape는 해제입니다.',
  pinned: '고정됨',
  line: (layer, first, last, norm, ratio) =>
    `${layer}: 가중치당 처음 ${first}, 마지막 ${last}, 노름 ${norm}, 가중치 노름의 ${ratio}`,
  thinned: (kept, of) => `저장: 기록된 에포크 ${of}개 중 ${kept}개.`,
  more: (count) => `그 밖에 ${count}개`,
  invalid: (where) =>
    `이 출력은 Epochbook의 다른 버전이 썼거나 손상되었습니다: ${where}. 셀을 다시 실행하면 그려집니다.`,
};

export const gradientsStrings: Record<Locale, GradientsStrings> = { en, ko };
