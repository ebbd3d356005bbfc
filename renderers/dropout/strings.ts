import type { Locale } from '../../protocol/index.js';
import { particles } from '../../words/index.js';
import { plural } from '../drawing/plural.js';
import { keptFactor, unbroken } from './formula.js';

const en = {
  title: (name: string) => `${name}: dropout`,
  standard: '(a) Standard net',
  standardNote: 'Inference: all work, nothing is scaled',
  thinned: '(b) After applying dropout',
  thinnedNote: (factors: string) => `Training: kept units\u00a0×\u00a0${factors}`,
  stepOf: (step: string, epoch: string) => `step ${step}, epoch ${epoch}`,
  sampleOf: (sample: string) => `sample ${sample}`,
  noStep: 'No step was recorded yet.',
  units: (count: number, words: string) => `${words} ${count === 1 ? 'unit' : 'units'}`,
  maps: (count: number, words: string) => `${words} ${count === 1 ? 'channel' : 'channels'}`,
  keptOf: (kept: string, of: string) => `${kept} of ${of} kept`,
  keptShare: (share: string) => `${share} kept`,
  wouldKeep: (kept: string, of: string) => `${kept} of ${of} would stay`,
  wouldKeepShare: (share: string) => `${share} would stay`,
  positive: 'positive weight',
  negative: 'negative weight',
  keptUnit: 'kept',
  silencedUnit: 'silenced (crossed out, or an empty cell)',
  strongest: (when: string, shown: string, of: string) =>
    `Edges: weights ${when}, the ${shown} strongest of ${of}`,
  allEdges: (when: string) => `Edges: all weights ${when}`,
  noEdges: 'Edges: no weights were recorded',
  weightsAfter: (epoch: string) => `after epoch ${epoch}`,
  weightsAtStart: 'at the start',
  to: (first: string, last: string) => `${first} to ${last}`,
  mask: (layer: string, rate: string, over: string, kept: string, of: string, share: string) =>
    `${layer} (rate ${rate}) over ${over}: ${kept} of ${of} kept (${share})`,
  batchShare: (share: string, batch: string) => `${share} over the batch of ${batch}`,
  notStored: 'mask not stored for this sample',
  scaling: (layer: string, rate: string, factor: string, kept: string, product: string, of: string) =>
    `${layer}: kept units are multiplied by ${keptFactor(rate)} = ${factor}. Here ${unbroken(`${kept} × ${factor}`)} = ${product}, near the ${of} of inference, so the next layer sees the same sum on average.`,
  otherScaling: (layer: string, className: string) =>
    `${layer}: ${className} keeps mean and variance in its own way, not by ${keptFactor('rate')}.`,
  passesAll: (layer: string, rate: string) =>
    `${layer}: a rate of ${rate} silences nothing in TensorFlow.js.`,
  inference: 'At inference every unit works and nothing is scaled.',
  distinct: (layer: string, seen: string, possible: string) =>
    `${layer}: ${seen} different thinned nets seen over the run, of ${possible} possible`,
  atLeast: (count: string) => `at least ${count}`,
  frequencyOf: (layer: string, draws: string, expected: string, low: string, high: string) =>
    `${layer}: share of ${draws} draws in which each unit was kept; ${expected} is expected, 95% band ${low} to ${high}`,
  outside: (outside: string, of: string, expected: string) =>
    `${outside} of ${of} outside the band; about ${expected} would be by chance`,
  seeded: 'seeded: the masks repeat with each run',
  thinnedSteps: (kept: string, of: string) => `Saved: ${kept} of ${of} recorded steps.`,
  recorded: (steps: string, every: string) =>
    every === '1'
      ? `${plural(steps, 'step')} recorded`
      : `${plural(steps, 'step')} recorded, one of every ${every}`,
  network: (layers: string) => `Net: ${layers}`,
  moreLayers: (count: string) => `… ${count} more …`,
  silencedList: (layer: string, units: string) => `Silenced in ${layer}: ${units}`,
  none: 'none',
  more: (count: string) => `and ${count} more`,
  leastKept: (unit: string, share: string) => `least kept unit ${unit} (${share})`,
  mostKept: (unit: string, share: string) => `most kept unit ${unit} (${share})`,
  status: {
    running: '▶ Training',
    completed: '✓ Completed',
    stopped: '■ Stopped',
    interrupted: '⏸ Interrupted',
    failed: '✕ Failed',
    lost: '? Lost',
  },
  // The live view.
  keptCaption: 'What each dropout layer kept in this step',
  keptHeads: ['Dropout', 'rate', 'kept', '× 1/(1 − rate)'],
  ofAll: (kept: string, of: string) => `${kept} of ${of}`,
  details: 'All numbers',
  networkLabel: 'Network. Arrow keys move between units and layers; Enter pins the step, Escape frees it.',
  frequencyLabel: 'Keep frequency of each unit. Arrow keys move between units.',
  stepSlider: 'Recorded step',
  stepValue: (index: string, of: string, step: string, epoch: string) =>
    `Recorded step ${index} of ${of}: step ${step}, epoch ${epoch}`,
  play: 'Play',
  pause: 'Pause',
  reducedMotion: 'Your system asks for less motion: use the slider or the previous and next buttons',
  silenced: 'silenced',
  expectedShare: 'expected share',
  band: '95% band',
  outsideKey: 'outside',
  previous: 'Previous step',
  next: 'Next step',
  pin: 'Pin',
  pinHint: 'Pin this step in all pictures of this run; Escape frees it',
  sample: 'Sample',
  view: 'View',
  views: {
    both: 'Both nets',
    standard: 'Standard net (inference)',
    thinned: 'Thinned net (training)',
    frequency: 'Keep frequency',
  },
  layer: 'Layer',
  unitOf: (layer: string, unit: string, of: string) => `${layer}, unit ${unit} of ${of}`,
  channelOf: (layer: string, unit: string, of: string) => `${layer}, channel ${unit} of ${of}`,
  unitKept: 'kept in this step',
  unitSilenced: 'silenced in this step',
  unitPartly: (kept: string, of: string) => `${kept} of ${of} values kept in this step`,
  neverSilenced: 'no dropout here',
  unitCounts: (kept: string, draws: string, share: string, expected: string, low: string, high: string) =>
    `kept ${kept} of ${draws} draws (${share}; expected ${expected}, 95% band ${low} to ${high})`,
  unitOutside: 'outside the band',
  incoming: (edges: string) => `In: ${edges}`,
  outgoing: (edges: string) => `Out: ${edges}`,
  incomingFrom: (layer: string, edges: string) => `In from ${layer}: ${edges}`,
  outgoingTo: (layer: string, edges: string) => `Out to ${layer}: ${edges}`,
  edge: (name: string, weight: string) => `${name} ${weight}`,
  hoverHint:
    'Point at a unit, or walk with the arrow keys: its weights come out, and its draws are told here.',
  frequencyHint: 'Point at a unit, or walk with the arrow keys, to see its draws here.',
  // Reasons why nothing is drawn.
  invalid: (where: string) =>
    `This output was written by another version of Epochbook, or it is damaged: ${where}. Run the cell again to draw it.`,
  otherVersion: (version: string) =>
    `This output is of version ${version} of the dropout picture, and this Epochbook reads versions 1 to 3. Update Epochbook, or run the cell again to draw it.`,
  noDropout:
    'This model has no Dropout layer; add tf.layers.dropout({ rate: 0.3 }) after a layer and train again to see what it silences.',
  zeroWidth: (layer: string, units: string) =>
    `Layer "${layer}" has ${units} units, so there is nothing to draw: give it at least 1 and train again.`,
  truncated: (what: string) =>
    `This output is damaged: ${what} are not as long as they should be. Run the cell again to draw it.`,
  notFinite: (what: string) =>
    `This output is damaged: ${what} hold a number that is not finite. Run the cell again to draw it.`,
  brokenWeights: (from: string, to: string) =>
    `The weights from ${from} to ${to} are NaN or infinite and are not drawn: the training has diverged. Lower the learning rate.`,
  masksOf: (layer: string) => `the masks of "${layer}"`,
  countsOf: (layer: string) => `the keep counts of "${layer}"`,
  weightsOf: (from: string, to: string) => `the weights from "${from}" to "${to}"`,
  brokenOrder: (layer: string) => `layer "${layer}" is fed by a layer that does not exist or by itself`,
  brokenRate: (layer: string, rate: string) => `the rate of "${layer}" is ${rate} and not between 0 and 1`,
  unevenLists: (layer: string) => `the lists of "${layer}" do not fit each other`,
};
export type DropoutStrings = typeof en;

const ko: DropoutStrings = {
  title: (name) => `${name}: 드롭아웃`,
  standard: '(a) 표준 신경망',
  standardNote: '추론: 모든 유닛이 일하고 아무것도 곱하지 않습니다',
  thinned: '(b) 드롭아웃 적용 후',
  thinnedNote: (factors) => `학습: 남은 유닛\u00a0×\u00a0${factors}`,
  stepOf: (step, epoch) => `스텝 ${step}, 에포크 ${epoch}`,
  sampleOf: (sample) => `표본 ${sample}`,
  noStep: '아직 기록된 스텝이 없습니다.',
  units: (_, words) => `유닛 ${words}개`,
  maps: (_, words) => `채널 ${words}개`,
  keptOf: (kept, of) => `${of}개 중 ${kept}개 유지`,
  keptShare: (share) => `${share} 유지`,
  wouldKeep: (kept, of) => `${of}개 중 ${kept}개 남음`,
  wouldKeepShare: (share) => `${share} 남음`,
  positive: '양의 가중치',
  negative: '음의 가중치',
  keptUnit: '유지',
  silencedUnit: '꺼짐 (가위표 또는 빈칸)',
  strongest: (when, shown, of) => `연결선: ${when}의 가중치, ${of}개 중 가장 강한 ${shown}개`,
  allEdges: (when) => `연결선: ${when}의 모든 가중치`,
  noEdges: '연결선: 기록된 가중치 없음',
  weightsAfter: (epoch) => `에포크 ${epoch} 뒤`,
  weightsAtStart: '시작할 때',
  to: (first, last) => `${first}~${last}`,
  mask: (layer, rate, over, kept, of, share) =>
    `${layer} (비율 ${rate}), 대상 ${over}: ${of}개 중 ${kept}개 유지 (${share})`,
  batchShare: (share, batch) => `배치 ${batch}개 전체로는 ${share}`,
  notStored: '이 표본의 마스크는 저장되지 않음',
  scaling: (layer, rate, factor, kept, product, of) =>
    particles(
      `${layer}: 남은 유닛에 ${keptFactor(rate)} = ${factor}을(를) 곱합니다. 여기서는 ${unbroken(`${kept} × ${factor}`)} = ${product}(으)로 추론 때의 ${of}에 가까우므로, 다음 층이 받는 합은 평균적으로 같습니다.`,
    ),
  otherScaling: (layer, className) =>
    `${layer}: ${className}은(는) ${keptFactor('비율')}배 하는 대신 자기 방식으로 평균과 분산을 유지합니다.`,
  passesAll: (layer, rate) =>
    particles(`${layer}: TensorFlow.js에서 비율 ${rate}은(는) 아무것도 끄지 않습니다.`),
  inference: '추론할 때는 모든 유닛이 일하고 아무것도 곱하지 않습니다.',
  distinct: (layer, seen, possible) =>
    `${layer}: 학습하는 동안 나온 서로 다른 솎아 낸 신경망 ${seen}개, 가능한 것은 ${possible}개`,
  atLeast: (count) => `적어도 ${count}`,
  frequencyOf: (layer, draws, expected, low, high) =>
    `${layer}: 시행 ${draws}번 중 각 유닛이 유지된 비율; 기댓값 ${expected}, 95% 구간 ${low}~${high}`,
  outside: (outside, of, expected) =>
    `${of}개 중 ${outside}개가 구간 밖; 우연히도 약 ${expected}개는 벗어납니다`,
  seeded: '시드 고정: 실행마다 같은 마스크',
  thinnedSteps: (kept, of) => `저장: 기록된 스텝 ${of}개 중 ${kept}개.`,
  recorded: (steps, every) =>
    every === '1' ? `스텝 ${steps}개 기록` : `스텝 ${steps}개 기록, ${every}스텝마다 하나씩`,
  network: (layers) => `신경망: ${layers}`,
  moreLayers: (count) => `… ${count}개 더 …`,
  silencedList: (layer, units) => `${layer}에서 꺼진 유닛: ${units}`,
  none: '없음',
  more: (count) => `그 밖 ${count}개`,
  leastKept: (unit, share) => `가장 적게 유지된 유닛 ${unit} (${share})`,
  mostKept: (unit, share) => `가장 많이 유지된 유닛 ${unit} (${share})`,
  status: {
    running: '▶ 학습 중',
    completed: '✓ 완료',
    stopped: '■ 멈춤',
    interrupted: '⏸ 중단됨',
    failed: '✕ 실패',
    lost: '? 기록 끊김',
  },
  keptCaption: '이 스텝에서 각 드롭아웃 층이 유지한 것',
  keptHeads: ['드롭아웃', '비율', '유지', '× 1/(1 − 비율)'],
  ofAll: (kept, of) => `${kept} / ${of}`,
  details: '모든 수치',
  networkLabel: '신경망. 화살표 키로 유닛과 층을 옮기고, Enter로 스텝을 고정하고 Escape로 풉니다.',
  frequencyLabel: '유닛마다 유지된 빈도. 화살표 키로 유닛을 옮깁니다.',
  stepSlider: '기록된 스텝',
  stepValue: (index, of, step, epoch) => `기록된 스텝 ${index} / ${of}: 스텝 ${step}, 에포크 ${epoch}`,
  play: '재생',
  pause: '일시 정지',
  reducedMotion: '시스템이 움직임을 줄이도록 설정되어 있습니다. 슬라이더나 이전·다음 단추를 쓰세요',
  silenced: '꺼짐',
  expectedShare: '기대 비율',
  band: '95% 구간',
  outsideKey: '구간 밖',
  previous: '이전 스텝',
  next: '다음 스텝',
  pin: '고정',
  pinHint: '이 실행의 모든 그림에서 이 스텝을 고정합니다. Escape로 풉니다',
  sample: '표본',
  view: '보기',
  views: {
    both: '두 신경망',
    standard: '표준 신경망 (추론)',
    thinned: '솎아 낸 신경망 (학습)',
    frequency: '유지 빈도',
  },
  layer: '층',
  unitOf: (layer, unit, of) => `${layer}, 유닛 ${unit} / ${of}`,
  channelOf: (layer, unit, of) => `${layer}, 채널 ${unit} / ${of}`,
  unitKept: '이 스텝에서 유지',
  unitSilenced: '이 스텝에서 꺼짐',
  unitPartly: (kept, of) => `이 스텝에서 값 ${of}개 중 ${kept}개 유지`,
  neverSilenced: '드롭아웃 없음',
  unitCounts: (kept, draws, share, expected, low, high) =>
    `시행 ${draws}번 중 ${kept}번 유지 (${share}; 기댓값 ${expected}, 95% 구간 ${low}~${high})`,
  unitOutside: '구간 밖',
  incoming: (edges) => `들어오는 가중치: ${edges}`,
  outgoing: (edges) => `나가는 가중치: ${edges}`,
  edge: (name, weight) => `${name} ${weight}`,
  incomingFrom: (layer, edges) => `${layer}에서 들어오는 가중치: ${edges}`,
  outgoingTo: (layer, edges) => particles(`${layer}(으)로 나가는 가중치: ${edges}`),
  hoverHint: '유닛을 가리키거나 화살표 키로 옮기면 그 가중치가 도드라지고, 시행 결과가 여기에 나옵니다.',
  frequencyHint: '유닛을 가리키거나 화살표 키로 옮기면 시행 결과가 여기에 나옵니다.',
  invalid: (where) =>
    `이 출력은 Epochbook의 다른 버전이 썼거나 손상되었습니다: ${where}. 셀을 다시 실행하면 그려집니다.`,
  otherVersion: (version) =>
    `이 출력은 드롭아웃 그림의 버전 ${version}인데 이 Epochbook은 버전 1부터 3까지 읽습니다. Epochbook을 업데이트하거나 셀을 다시 실행하세요.`,
  noDropout:
    '이 모델에는 Dropout 층이 없습니다. 층 뒤에 tf.layers.dropout({ rate: 0.3 })을 넣고 다시 학습하면 무엇이 꺼지는지 볼 수 있습니다.',
  zeroWidth: (layer, units) =>
    `"${layer}" 층의 유닛이 ${units}개라 그릴 것이 없습니다. 1개 이상으로 하고 다시 학습하세요.`,
  truncated: (what) =>
    `이 출력은 손상되었습니다: ${what}의 길이가 맞지 않습니다. 셀을 다시 실행하면 그려집니다.`,
  notFinite: (what) =>
    `이 출력은 손상되었습니다: ${what}에 유한하지 않은 수가 있습니다. 셀을 다시 실행하면 그려집니다.`,
  brokenWeights: (from, to) =>
    `${from}에서 ${to}(으)로 가는 가중치가 NaN이거나 무한대라 그리지 않습니다. 학습이 발산했으니 학습률을 낮추세요.`,
  masksOf: (layer) => `"${layer}"의 마스크`,
  countsOf: (layer) => `"${layer}"의 유지 횟수`,
  weightsOf: (from, to) => `"${from}"에서 "${to}"(으)로 가는 가중치`,
  brokenOrder: (layer) => `"${layer}" 층의 입력이 없는 층이거나 자기 자신입니다`,
  brokenRate: (layer, rate) => `"${layer}"의 비율 ${rate}: 0과 1 사이가 아닙니다`,
  unevenLists: (layer) => `"${layer}"의 목록들이 서로 맞지 않습니다`,
};

export const dropoutStrings: Record<Locale, DropoutStrings> = { en, ko };
