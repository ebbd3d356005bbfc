import type { Locale, RunStatus } from '../../protocol/index.js';
import { particles } from '../../words/index.js';
import { plural } from '../drawing/plural.js';

const en = {
  title: (run: string, status?: RunStatus) => `Distributions, ${run}${status === 'lost' ? ' (lost)' : ''}`,
  facts: (layers: string, epochs: string) =>
    `${plural(layers, 'layer')} · ${plural(epochs, 'epoch')} recorded`,
  nothing: 'No epoch was recorded yet.',
  onlyWeights: 'Only weights were recorded here: activations and gradients come with the first step.',
  noLayers: 'This model has no weights and no activations to show.',
  healthy: '✓ No dead, saturated, vanishing or exploding layer in the last recorded epoch.',
  dead: (layer: string, share: string) =>
    `⚠ ${layer}: ${share} of the units are dead (0 for every sample). Lower the learning rate, or take leakyReLU or heNormal weights.`,
  saturated: (layer: string, share: string, activation: string) =>
    `⚠ ${layer}: ${share} of the ${activation || 'activation'} values are saturated (within 1% of a bound). Scale the inputs, or normalize before it.`,
  vanishing: (layer: string, value: string, of: string, times: string) =>
    `⚠ ${layer}: vanishing gradient, ${value} per weight, ${times} times smaller than in ${of}. Take relu, batch normalization, or fewer layers.`,
  exploding: (layer: string, value: string, why: string) =>
    `⚠ ${layer}: exploding gradient, ${value} per weight, ${why}. Lower the learning rate, or clip gradients.`,
  grown: (times: string) => `${times} times that of the first epoch`,
  ratio: (times: string) => `${times} times the weights themselves`,
  notFinite: (layer: string, what: string) =>
    `⚠ ${layer}: ${what} not finite (NaN or ∞). Lower the learning rate, and look for NaN in the data.`,
  noGradient: '⚠ Every gradient is 0: nothing is learned. Look at the loss and at the last activation.',
  rules:
    'Rules: dead, or saturated before the last layer, from 50%; vanishing below 1/1000 of the largest gradient per weight; exploding from 100 times its first norm or 10 times the weights’.',
  what: { weight: 'weights', activation: 'activations', gradient: 'gradients' },
  nearest: (parts: string) => `Nearest to a limit: ${parts}.`,
  smallest: (layer: string, value: string, times: string, of: string) =>
    `smallest gradient in ${layer}, ${value} per weight, ${times} times smaller than in ${of}`,
  mostDead: (layer: string, share: string) => `most dead units in ${layer}, ${share}`,
  mostSaturated: (layer: string, share: string) => `most saturated values in ${layer}, ${share}`,
  titles: { weight: 'Weights', activation: 'Activations', gradient: 'Gradients' },
  noWeights: 'no weights',
  noActivations: 'not recorded',
  noGradients: 'not recorded',
  peaks: 'each scaled to its own peak',
  epoch: 'epoch',
  logAxis: 'log axis',
  spike: (share: string, value: string) => `${share} at ${value}, cut off`,
  gradientByLayer: 'Gradient per weight (log)',
  gradientKey: 'gradient per weight (RMS)',
  calledKey: 'vanishing, exploding or not finite',
  deadKey: 'dead units',
  saturatedKey: 'saturated values',
  limitKey: 'limit',
  atEpoch: (epoch: string) => `epoch ${epoch}`,
  firstEpoch: (epoch: string) => `dashes: epoch ${epoch}`,
  shareByLayer: 'Dead, saturated',
  lossPlot: 'Loss',
  normPlot: 'Norm of all weights',
  norm: 'weight norm',
  penalty: 'penalty',
  dataLoss: 'data loss',
  layer: 'Layer',
  tensor: 'Weights',
  pick: 'Show',
  normPick: 'Norm',
  mode: 'Histograms',
  ridges: 'Offset',
  overlay: 'Overlay',
  plots:
    'Distributions over the epochs. Left and right move along the epochs, up and down along the layers, Enter pins, Escape frees.',
  lastOf: (moment: string) => `${moment}, the last`,
  perWeight: (value: string) => `gradient per weight ${value}`,
  hint: 'Press ← → (epochs) and ↑ ↓ (layers), or point and click; Enter pins, Escape frees.',
  pinned: 'pinned',
  meanSd: (mean: string, sd: string) => `${mean} ± ${sd}`,
  line: (what: string, first: string, last: string, norm: string) =>
    `${what}: first ${first}, last ${last}, norm ${norm}`,
  byLayer: (epoch: string, layers: string) => `By layer in epoch ${epoch}: ${layers}.`,
  deadLine: (share: string) => `dead ${share}`,
  saturatedLine: (share: string) => `saturated ${share}`,
  regularization: (penalty: string, data: string, norm: string) =>
    `Penalty ${penalty}, data loss ${data}, norm of all weights ${norm} (first → last).`,
  thinned: (kept: string, of: string) => `Saved: ${kept} of ${of} recorded epochs.`,
  more: (count: string) => `and ${count} more`,
  moreLayers: (count: string) => `(and ${plural(count, 'more layer')})`,
  invalid: (where: string) =>
    `This output was written by another version of Epochbook, or it is damaged: ${where}. Run the cell again to draw it.`,
};

export type DistributionsStrings = typeof en;

const ko: DistributionsStrings = {
  title: (run, status) => `분포, ${run}${status === 'lost' ? ' (기록 끊김)' : ''}`,
  facts: (layers, epochs) => `층 ${layers}개 · 에포크 ${epochs}개 기록`,
  nothing: '아직 기록된 에포크가 없습니다.',
  onlyWeights: '여기에는 가중치만 기록되었습니다. 활성값과 기울기는 첫 스텝부터 기록됩니다.',
  noLayers: '이 모델에는 보여 줄 가중치나 활성값이 없습니다.',
  healthy: '✓ 마지막으로 기록된 에포크에 죽거나 포화된 층, 기울기가 소실되거나 폭발한 층이 없습니다.',
  dead: (layer, share) =>
    `⚠ ${layer}: 유닛의 ${share}가 죽었습니다(모든 표본에서 0). 학습률을 낮추거나 leakyReLU나 heNormal 초깃값을 쓰세요.`,
  saturated: (layer, share, activation) =>
    `⚠ ${layer}: ${activation || '활성'} 값의 ${share}가 포화되었습니다(경계에서 1% 이내). 입력을 스케일링하거나 앞에서 정규화하세요.`,
  vanishing: (layer, value, of, times) =>
    particles(
      `⚠ ${layer}: 기울기 소실, 가중치당 ${value}(으)로 ${of}의 ${times}분의 1입니다. relu나 배치 정규화를 쓰거나 층을 줄이세요.`,
    ),
  exploding: (layer, value, why) =>
    `⚠ ${layer}: 기울기 폭발, 가중치당 ${value}, ${why}. 학습률을 낮추거나 기울기를 잘라 내세요(클리핑).`,
  grown: (times) => `첫 에포크의 ${times}배`,
  ratio: (times) => `가중치 자체의 ${times}배`,
  notFinite: (layer, what) =>
    `⚠ ${layer}: ${what} 값이 유한하지 않습니다(NaN 또는 ∞). 학습률을 낮추고 데이터에 NaN이 있는지 확인하세요.`,
  noGradient: '⚠ 모든 기울기가 0이라 아무것도 배우지 않습니다. 손실과 마지막 활성화 함수를 확인하세요.',
  rules:
    '기준: 죽음·포화(마지막 층 제외)는 50%부터, 소실은 가장 큰 층의 가중치당 기울기의 1/1000 미만, 폭발은 첫 노름의 100배 또는 가중치 노름의 10배부터.',
  what: { weight: '가중치', activation: '활성값', gradient: '기울기' },
  nearest: (parts) => `한계에 가장 가까운 층: ${parts}.`,
  smallest: (layer, value, times, of) =>
    particles(`기울기가 가장 작은 ${layer}, 가중치당 ${value}(으)로 ${of}의 ${times}분의 1`),
  mostDead: (layer, share) => `죽은 유닛이 가장 많은 ${layer}, ${share}`,
  mostSaturated: (layer, share) => `포화된 값이 가장 많은 ${layer}, ${share}`,
  titles: { weight: '가중치', activation: '활성값', gradient: '기울기' },
  noWeights: '가중치 없음',
  noActivations: '기록 없음',
  noGradients: '기록 없음',
  peaks: '각자의 최댓값에 맞춤',
  epoch: '에포크',
  logAxis: '로그 축',
  spike: (share, value) => `${value}에 ${share}, 잘라 그림`,
  gradientByLayer: '가중치당 기울기(로그)',
  gradientKey: '가중치당 기울기(RMS)',
  calledKey: '소실, 폭발 또는 유한하지 않음',
  deadKey: '죽은 유닛',
  saturatedKey: '포화된 값',
  limitKey: '한계',
  atEpoch: (epoch) => `에포크 ${epoch}`,
  firstEpoch: (epoch) => `파선: 에포크 ${epoch}`,
  shareByLayer: '죽음, 포화',
  lossPlot: '손실',
  normPlot: '모든 가중치의 노름',
  norm: '가중치 노름',
  penalty: '벌점',
  dataLoss: '데이터 손실',
  layer: '층',
  tensor: '가중치',
  pick: '보기',
  normPick: '노름',
  mode: '히스토그램',
  ridges: '어긋나게',
  overlay: '겹치기',
  plots: '에포크에 따른 분포. 좌우 키는 에포크, 상하 키는 층을 옮기고 Enter는 고정, Escape는 해제입니다.',
  lastOf: (moment) => `${moment}, 마지막`,
  perWeight: (value) => `가중치당 기울기 ${value}`,
  hint: '← →(에포크), ↑ ↓(층) 키를 누르거나 가리키고 클릭하세요. Enter는 고정, Escape는 해제입니다.',
  pinned: '고정됨',
  meanSd: (mean, sd) => `${mean} ± ${sd}`,
  line: (what, first, last, norm) => `${what}: 처음 ${first}, 마지막 ${last}, 노름 ${norm}`,
  byLayer: (epoch, layers) => `에포크 ${epoch}의 층별: ${layers}.`,
  deadLine: (share) => `죽음 ${share}`,
  saturatedLine: (share) => `포화 ${share}`,
  regularization: (penalty, data, norm) =>
    `벌점 ${penalty}, 데이터 손실 ${data}, 모든 가중치의 노름 ${norm} (처음 → 마지막).`,
  thinned: (kept, of) => `저장: 기록된 에포크 ${of}개 중 ${kept}개.`,
  more: (count) => `그 밖에 ${count}개`,
  moreLayers: (count) => `(그 밖에 층 ${count}개)`,
  invalid: (where) =>
    `이 출력은 Epochbook의 다른 버전이 썼거나 손상되었습니다: ${where}. 셀을 다시 실행하면 그려집니다.`,
};

export const distributionsStrings: Record<Locale, DistributionsStrings> = { en, ko };
