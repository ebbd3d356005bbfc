import type { Locale, RunStatus } from '../../protocol/index.js';
import { particles } from '../../words/index.js';
import { plural } from '../drawing/plural.js';

const disagree = (count: string): string => (count === '1' ? 'disagrees' : 'disagree');

const en = {
  title: (run: string, status?: RunStatus) =>
    `Batch normalization, ${run}${status === 'lost' ? ' (lost)' : ''}`,
  status: {
    running: 'training',
    completed: 'completed',
    stopped: 'stopped',
    interrupted: 'interrupted',
    failed: 'failed',
    lost: 'lost',
  } satisfies Record<RunStatus, string>,
  layerFacts: (channels: string, momentum: string, epsilon: string, steps: string, every: string) =>
    `${plural(channels, 'channel')} · momentum ${momentum} · ε ${epsilon} · ${plural(steps, 'step')} recorded${every === '1' ? '' : `, one of ${every}`}`,
  after: (what: string) => `after ${what}`,
  shown: (shown: string, of: string) => `${shown} of ${of} channels are stored`,
  none: 'This model has no BatchNormalization layer; add tf.layers.batchNormalization().',
  noSteps: 'No step was recorded yet.',
  noChannels: 'This layer has no channels.',
  // Verdicts
  allAgree: (of: string) => `All ${of} layers agree.`,
  amongThisMost: (apart: string, of: string) => `${apart} of ${of} layers ${disagree(apart)}, this one most.`,
  amongOtherMost: (apart: string, of: string, worst: string) =>
    `${apart} of ${of} layers ${disagree(apart)}, ${worst} most.`,
  agree: (distance: string) =>
    `✓ Training and inference agree now: they differ by ${distance} standard deviations.`,
  differ: (distance: string) =>
    `⚠ Training and inference disagree now: the same activation differs by ${distance} standard deviations.`,
  noisyOnly: (noise: string) =>
    `⚠ Single batches disagree with inference: a batch's mean wanders by ${noise} standard deviations.`,
  broken: (step: string, channel: string) =>
    `⚠ A statistic is not a finite number from step ${step} on (channel ${channel}): inference gives NaN. Lower the learning rate, and look for NaN in the data.`,
  young: (steps: string, momentum: string, held: string, grown: string) =>
    `After ${plural(steps, 'step')} with momentum ${momentum} the moving statistics hold ${held} of the truth; 99% needs ${grown} steps.`,
  youngFix: (momentum: string) =>
    `Train for more steps, or take tf.layers.batchNormalization({ momentum: ${momentum} }).`,
  youngFixMore: 'Train for more steps.',
  frozen: 'Momentum 1 never updates the moving statistics. Take a momentum below 1, such as 0.9.',
  tinyBatch: (values: string, noise: string) =>
    `A batch's statistics are taken over ${values} values only and wander by ${noise} standard deviations. Take a larger batchSize.`,
  singleValue:
    'A batch has one value per channel: its variance is 0 and every normalized activation is 0. Take a larger batchSize.',
  noisy: (values: string, noise: string) =>
    `Batches of ${values} values differ: their means wander by ${noise} standard deviations. Shuffle the data, or take a larger batchSize.`,
  follows:
    'The batch statistics change faster than the moving ones can follow. Lower the learning rate, or the momentum (0.9), or train until the weights rest.',
  continued: 'The moving statistics began from an earlier training.',
  rule: (window: string) =>
    `Rule: batch statistics averaged over the last ${window} recorded steps against the moving ones, root mean square over channels, before γ and β; 0.1 differs, 0.5 differs much.`,
  // Plots
  mean: 'Mean μ',
  variance: 'Variance σ²',
  meanGap: 'μ: moving − batch, in σ',
  spreadGap: 'σ: moving / batch, log₂',
  memory: 'Share of the truth held',
  gamma: 'γ (scale)',
  beta: 'β (shift)',
  noGamma: 'no γ (scale: false)',
  noBeta: 'no β (center: false)',
  before: 'Before normalizing',
  afterwards: 'After (with γ, β)',
  noHistograms: 'not recorded yet',
  step: 'step',
  epoch: 'epoch',
  channel: 'channel',
  batchKey: 'batch (bold: mean of 10)',
  gap: 'gap',
  movingKey: 'moving',
  expectedKey: 'expected from momentum m',
  bandsKey: '10–90% of the channels (lines: median)',
  above: (least: string, most: string) => `moving above batch by ${least} to ${most} or more`,
  below: (least: string, most: string) => `below by ${least} to ${most} or more`,
  perLine: (channels: string) => `every line: ${plural(channels, 'channel')}`,
  // Controls
  layer: 'Layer',
  channels: 'Channel',
  all: 'All channels',
  plots:
    'Statistics over the recorded steps. Left and right move along the steps, up and down along the channels, Enter pins, Escape frees.',
  pinned: 'pinned',
  hint: 'Press ← → (steps) and ↑ ↓ (channels), or point and click; Enter pins, Escape frees.',
  batch: 'batch',
  moving: 'moving',
  heldHead: (expected: string) => `held, of ${expected}`,
  at: (step: string, epoch: string) => `step ${step} (epoch ${epoch})`,
  lastOf: (moment: string) => `${moment}, the last`,
  statistics: (sign: string, batch: string, moving: string) => `${sign}: batch ${batch}, moving ${moving}`,
  band: (middle: string, low: string, high: string) => `${middle} (${low}–${high})`,
  held: (expected: string, mean: string, variance: string) =>
    `held: expected ${expected}, μ ${mean}, σ² ${variance}`,
  spreadAt: (before: string, after: string) => `before ${before}, after ${after}`,
  // Account
  moment: (step: string, epoch: string) => `At step ${step} (epoch ${epoch})`,
  worst: (channel: string, distance: string) =>
    `Channel ${channel} differs most: ${distance} standard deviations.`,
  account: (count: string, values: string) =>
    count === '1' ? values : `medians (10–90%) of ${count} channels, ${values}`,
  memoryLine: (steps: string, expected: string, mean: string, variance: string) =>
    `After ${plural(steps, 'step')} the moving statistics should hold ${expected} of the truth; measured: mean ${mean}, variance ${variance}.`,
  parameters: (gamma: string, beta: string) => `γ ${gamma}, β ${beta} (medians over channels: first → last)`,
  perBatch: (values: string) => `Batch statistics are taken over ${values} values.`,
  spreadLine: (epoch: string, before: string, after: string) =>
    `Activations in epoch ${epoch}: before ${before}, after ${after}.`,
  meanSd: (mean: string, sd: string) => `${mean} ± ${sd}`,
  thinned: (steps: string, of: string, channels: string, ofChannels: string) =>
    `Saved: ${steps} of ${of} recorded steps, ${channels} of ${ofChannels} channels.`,
  notThere: 'not recorded',
  invalid: (where: string) =>
    `This output was written by another version of Epochbook, or it is damaged: ${where}. Run the cell again to draw it.`,
};

export type BatchNormStrings = typeof en;

const ko: BatchNormStrings = {
  title: (run, status) => `배치 정규화, ${run}${status === 'lost' ? ' (기록 끊김)' : ''}`,
  status: {
    running: '학습 중',
    completed: '완료',
    stopped: '멈춤',
    interrupted: '중단됨',
    failed: '실패',
    lost: '기록 끊김',
  },
  layerFacts: (channels, momentum, epsilon, steps, every) =>
    `채널 ${channels}개 · 모멘텀 ${momentum} · ε ${epsilon} · ${steps}스텝 기록${every === '1' ? '' : `, ${every}스텝마다 하나`}`,
  after: (what) => `${what} 다음`,
  shown: (shown, of) => `채널 ${of}개 가운데 ${shown}개가 저장됨`,
  none: '이 모델에는 BatchNormalization 층이 없습니다. tf.layers.batchNormalization()을 넣으세요.',
  noSteps: '아직 기록된 스텝이 없습니다.',
  noChannels: '이 층에는 채널이 없습니다.',
  allAgree: (of) => `층 ${of}개가 모두 일치합니다.`,
  amongThisMost: (apart, of) => `층 ${of}개 가운데 ${apart}개가 다르고, 이 층이 가장 다릅니다.`,
  amongOtherMost: (apart, of, worst) =>
    particles(`층 ${of}개 가운데 ${apart}개가 다르고, ${worst}이(가) 가장 다릅니다.`),
  agree: (distance) => `✓ 지금 학습과 추론이 일치합니다: 표준편차의 ${distance}배 차이입니다.`,
  differ: (distance) => `⚠ 지금 학습과 추론이 다릅니다: 같은 활성값이 표준편차의 ${distance}배만큼 다릅니다.`,
  noisyOnly: (noise) =>
    `⚠ 배치 하나하나가 추론과 다릅니다: 배치 평균이 표준편차의 ${noise}배만큼 흔들립니다.`,
  broken: (step, channel) =>
    `⚠ 스텝 ${step}부터 유한하지 않은 통계가 있습니다(채널 ${channel}): 추론 결과가 NaN이 됩니다. 학습률을 낮추고 데이터에 NaN이 있는지 확인하세요.`,
  young: (steps, momentum, held, grown) =>
    particles(
      `모멘텀 ${momentum}(으)로 ${steps}스텝을 지난 이동 통계는 참값의 ${held}을(를) 담고 있습니다. 99%까지는 ${grown}스텝이 필요합니다.`,
    ),
  youngFix: (momentum) =>
    `더 오래 학습하거나 tf.layers.batchNormalization({ momentum: ${momentum} })을 쓰세요.`,
  youngFixMore: '더 오래 학습하세요.',
  frozen: '모멘텀이 1이면 이동 통계가 바뀌지 않습니다. 0.9처럼 1보다 작은 모멘텀을 쓰세요.',
  tinyBatch: (values, noise) =>
    `배치 통계를 값 ${values}개만으로 구하기 때문에 표준편차의 ${noise}배만큼 흔들립니다. batchSize를 키우세요.`,
  singleValue: '배치에 채널당 값이 하나뿐이라 분산이 0이고 정규화한 값이 모두 0입니다. batchSize를 키우세요.',
  noisy: (values, noise) =>
    `값 ${values}개짜리 배치끼리 다릅니다: 평균이 표준편차의 ${noise}배만큼 흔들립니다. 데이터를 섞거나 batchSize를 키우세요.`,
  follows:
    '배치 통계가 이동 통계가 따라갈 수 있는 것보다 빨리 바뀝니다. 학습률이나 모멘텀(0.9)을 낮추거나, 가중치가 안정될 때까지 학습하세요.',
  continued: '이동 통계는 앞선 학습의 값에서 시작했습니다.',
  rule: (window) =>
    `기준: 마지막으로 기록된 ${window}스텝의 배치 통계 평균과 이동 통계의 차이. 채널에 걸친 제곱평균제곱근, γ와 β 적용 전. 0.1부터 다름, 0.5부터 크게 다름.`,
  mean: '평균 μ',
  variance: '분산 σ²',
  meanGap: 'μ: 이동 − 배치 (σ 단위)',
  spreadGap: 'σ: 이동 / 배치 (log₂)',
  memory: '담긴 참값의 비율',
  gamma: 'γ (배율)',
  beta: 'β (이동)',
  noGamma: 'γ 없음 (scale: false)',
  noBeta: 'β 없음 (center: false)',
  before: '정규화 전',
  afterwards: '정규화 후 (γ, β)',
  noHistograms: '아직 기록 없음',
  step: '스텝',
  epoch: '에포크',
  channel: '채널',
  batchKey: '배치 (굵은 선: 10개 평균)',
  gap: '차이',
  movingKey: '이동',
  expectedKey: '모멘텀 m으로 계산한 기댓값',
  bandsKey: '채널의 10–90% (선: 중앙값)',
  above: (least, most) => `이동이 배치보다 ${least}~${most} 이상 큼`,
  below: (least, most) => `${least}~${most} 이상 작음`,
  perLine: (channels) => `한 줄에 채널 ${channels}개`,
  layer: '층',
  channels: '채널',
  all: '모든 채널',
  plots: '기록된 스텝의 통계. 좌우 키는 스텝, 상하 키는 채널을 옮기고, Enter는 고정, Escape는 해제입니다.',
  pinned: '고정됨',
  hint: '← →(스텝), ↑ ↓(채널) 키를 누르거나 가리키고 클릭하세요. Enter는 고정, Escape는 해제입니다.',
  batch: '배치',
  moving: '이동',
  heldHead: (expected) => `비율 (기대 ${expected})`,
  at: (step, epoch) => `스텝 ${step} (에포크 ${epoch})`,
  lastOf: (moment) => `${moment}, 마지막`,
  statistics: (sign, batch, moving) => `${sign}: 배치 ${batch}, 이동 ${moving}`,
  band: (middle, low, high) => `${middle} (${low}–${high})`,
  held: (expected, mean, variance) => `비율: 기대 ${expected}, μ ${mean}, σ² ${variance}`,
  spreadAt: (before, after) => `전 ${before}, 후 ${after}`,
  moment: (step, epoch) => `스텝 ${step} (에포크 ${epoch})에서`,
  worst: (channel, distance) => `가장 다른 채널 ${channel}: 표준편차의 ${distance}배.`,
  account: (count, values) => (count === '1' ? values : `채널 ${count}개의 중앙값(10–90%), ${values}`),
  memoryLine: (steps, expected, mean, variance) =>
    particles(
      `${steps}스텝 뒤 이동 통계는 참값의 ${expected}을(를) 담아야 합니다. 측정값: 평균 ${mean}, 분산 ${variance}.`,
    ),
  parameters: (gamma, beta) => `γ ${gamma}, β ${beta} (채널의 중앙값: 처음 → 마지막)`,
  perBatch: (values) => `배치 통계는 값 ${values}개로 구합니다.`,
  spreadLine: (epoch, before, after) => `에포크 ${epoch}의 활성값: 전 ${before}, 후 ${after}.`,
  meanSd: (mean, sd) => `${mean} ± ${sd}`,
  thinned: (steps, of, channels, ofChannels) =>
    `저장: 기록된 스텝 ${of}개 중 ${steps}개, 채널 ${ofChannels}개 중 ${channels}개.`,
  notThere: '기록 없음',
  invalid: (where) =>
    `이 출력은 Epochbook의 다른 버전이 썼거나 손상되었습니다: ${where}. 셀을 다시 실행하면 그려집니다.`,
};

export const batchNormStrings: Record<Locale, BatchNormStrings> = { en, ko };
