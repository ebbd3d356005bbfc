import type { ComparePayload, Locale, RunStatus } from '../../protocol/index.js';
import { plural } from '../drawing/plural.js';

const en = {
  title: (count: string) => `${plural(count, 'run')} compared`,
  lineOf: (letter: string) => `Line ${letter}`,
  lineHint: 'Press to hide or show the lines of this run; with Alt, or twice, to show them alone.',
  none: 'There is no run to compare. Give compare the histories that fit returned: await compare([history1, history2]).',
  same: 'no difference that was recorded',
  nothing: 'no regularization',
  setting: (name: string, value: string): string => {
    switch (name) {
      case 'dropout':
        return `dropout ${value}`;
      case 'batchNorm':
        return `batch normalization (momentum ${value})`;
      case 'l1':
      case 'l2':
        return `${name} ${value}`;
      case 'learningRate':
        return `learning rate ${value}`;
      case 'batchSize':
        return `batch size ${value}`;
      case 'epochs':
        return `${value} epochs planned`;
      case 'samples':
        return `${value} samples`;
      case 'loss':
        return `loss ${value}`;
      case 'engine':
        return `engine ${value}`;
      case 'net':
        return `net ${value}`;
      case 'optimizer':
        return value;
      default:
        return `${name} ${value}`;
    }
  },
  thick: 'thick: validation, thin: training',
  /** Of the one lone line among many, behind what the bold one is. */
  dotted: 'dotted: its training',
  bold: (letter: string) => `bold: ${letter}, the best`,
  boldAlike: (letter: string, count: string) => `bold: ${letter}, one of the ${count} best`,
  dataLoss: 'without the regularization penalty',
  /** A metric by its name, the loss by its word. */
  metric: (name: string) => name,
  gap: (metric: string) => `Gap in ${metric}`,
  gapNote: 'above 0: validation is worse',
  noValidation: 'no validation',
  notLogged: 'not logged',
  epoch: 'epoch',
  run: 'Run',
  what: 'What differs',
  train: 'train',
  validation: 'validation',
  best: 'best',
  bestAt: (value: string, epoch: string) => `${value} (${epoch})`,
  gapHead: 'gap',
  time: 'per epoch',
  more: (count: string) => `${plural(count, 'more run')}: see the text`,
  bestRun: (metric: string, run: string, value: string, epoch: string) =>
    `Best validation ${metric}: ${run}, ${value} in epoch ${epoch}.`,
  bestTrained: (metric: string, run: string, value: string, epoch: string) =>
    `Best ${metric}: ${run}, ${value} in epoch ${epoch}.`,
  /** Of runs that reached the same. */
  bestRunsAlike: (metric: string, letters: string, value: string) =>
    `Best validation ${metric}: ${letters} alike, ${value}.`,
  bestTrainedAlike: (metric: string, letters: string, value: string) =>
    `Best ${metric}: ${letters} alike, ${value}.`,
  andMore: (count: string) => `${count} more`,
  closest: (metric: string, run: string, gap: string) =>
    `Smallest gap in ${metric} at the end: ${run}, ${gap}.`,
  fastest: (run: string, time: string) => `Fastest: ${run}, ${time} per epoch.`,
  diverged: (run: string, what: string) => `⚠ ${run} ${what}.`,
  moreDiverged: (count: string) => `⚠ ${plural(count, 'more run')} diverged: see the table.`,
  otherNet: '⚠ The runs do not train the same net: what differs is not the regularization alone.',
  otherSamples: '⚠ The runs do not train on the same number of samples.',
  status: {
    running: 'training',
    completed: 'completed',
    stopped: 'stopped',
    interrupted: 'interrupted',
    failed: 'failed',
    lost: 'lost',
  } satisfies Record<RunStatus, string>,
  line: (metric: string, train: string, validation: string, best: string, epoch: string, gap: string) =>
    `${metric}: train ${train}, validation ${validation}, best ${best} (epoch ${epoch}), gap ${gap}`,
  lineWithoutBest: (metric: string, train: string, validation: string, gap: string) =>
    `${metric}: train ${train}, validation ${validation}, none that counts as best, gap ${gap}`,
  epochs: (count: string) => `${count} epochs`,
  perEpoch: (time: string) => `${time} per epoch`,
  thinned: (kept: string, of: string) => `Saved: at most ${kept} of ${of} epochs of a run.`,
  choose: 'Metric',
  table: 'Final values of each run',
  theBest: 'the best',
  sortBy: (name: string) => `Sort by ${name}`,
  sorted: (name: string) => `Sorted by ${name}`,
  scroll: 'Click into the table, or press Tab, to scroll it',
  inShort: (run: string, facts: string) => `${run}: ${facts}`,
  plots:
    'Curves of the runs. Left and right move along the epochs, up and down from run to run, Enter pins, Escape frees.',
  hint: 'Point at a run, or use the arrow keys. A click pins the epoch; Escape frees it.',
  pinned: 'pinned',
  at: (epoch: string) => `epoch ${epoch}`,
  pair: (validation: string, train: string) => `${validation} (train ${train})`,
  invalid: (where: string) =>
    `This output was written by another version of Epochbook, or it is damaged: ${where}. Run the cell again to draw it.`,
};

export type CompareStrings = typeof en;

const named = (metric: string): string => (metric === 'loss' ? '손실' : metric);

const ko: CompareStrings = {
  title: (count) => `실행 ${count}개 비교`,
  lineOf: (letter) => `선 ${letter}`,
  lineHint:
    '누르면 이 실행의 선을 숨기거나 다시 보입니다. Alt를 누른 채 누르거나 두 번 누르면 이 실행의 선만 보입니다.',
  none: '비교할 실행이 없습니다. fit이 돌려준 history를 넣으세요: await compare([history1, history2]).',
  same: '기록된 차이 없음',
  nothing: '규제 없음',
  setting: (name, value) => {
    switch (name) {
      case 'dropout':
        return `드롭아웃 ${value}`;
      case 'batchNorm':
        return `배치 정규화 (모멘텀 ${value})`;
      case 'l1':
      case 'l2':
        return `${name} ${value}`;
      case 'learningRate':
        return `학습률 ${value}`;
      case 'batchSize':
        return `배치 크기 ${value}`;
      case 'epochs':
        return `계획 ${value}에포크`;
      case 'samples':
        return `표본 ${value}개`;
      case 'loss':
        return `손실 ${value}`;
      case 'engine':
        return `엔진 ${value}`;
      case 'net':
        return `신경망 ${value}`;
      case 'optimizer':
        return value;
      default:
        return `${name} ${value}`;
    }
  },
  thick: '굵은 선: 검증, 가는 선: 학습',
  dotted: '점선: 그 실행의 학습',
  bold: (letter) => `굵은 선: 가장 좋은 ${letter}`,
  boldAlike: (letter, count) => `굵은 선: 가장 좋은 ${count}개 중 ${letter}`,
  dataLoss: '규제 벌점을 뺀 값',
  metric: named,
  gap: (metric) => `${named(metric)} 격차`,
  gapNote: '0보다 크면 검증이 더 나쁨',
  noValidation: '검증 없음',
  notLogged: '기록 없음',
  epoch: '에포크',
  run: '실행',
  what: '다른 점',
  train: '학습',
  validation: '검증',
  best: '최고',
  bestAt: (value, epoch) => `${value} (${epoch})`,
  gapHead: '격차',
  time: '에포크당',
  more: (count) => `실행 ${count}개가 텍스트 설명에 더 있습니다`,
  bestRun: (metric, run, value, epoch) =>
    `가장 좋은 검증 ${named(metric)}: ${run}, 에포크 ${epoch}에 ${value}.`,
  bestTrained: (metric, run, value, epoch) =>
    `가장 좋은 ${named(metric)}: ${run}, 에포크 ${epoch}에 ${value}.`,
  bestRunsAlike: (metric, letters, value) => `가장 좋은 검증 ${named(metric)}: ${letters} 동점, ${value}.`,
  bestTrainedAlike: (metric, letters, value) => `가장 좋은 ${named(metric)}: ${letters} 동점, ${value}.`,
  andMore: (count) => `그 밖에 ${count}개`,
  closest: (metric, run, gap) => `마지막 ${named(metric)} 격차가 가장 작음: ${run}, ${gap}.`,
  fastest: (run, time) => `가장 빠름: ${run}, 에포크당 ${time}.`,
  diverged: (run, what) => `⚠ ${run}, ${what}.`,
  moreDiverged: (count) => `⚠ 실행 ${count}개가 더 발산했습니다. 표를 보세요.`,
  otherNet: '⚠ 서로 다른 신경망입니다: 규제만 다른 것이 아닙니다.',
  otherSamples: '⚠ 실행마다 학습한 표본 수가 다릅니다.',
  status: {
    running: '학습 중',
    completed: '완료',
    stopped: '멈춤',
    interrupted: '중단됨',
    failed: '실패',
    lost: '기록 끊김',
  },
  line: (metric, train, validation, best, epoch, gap) =>
    `${named(metric)}: 학습 ${train}, 검증 ${validation}, 최고 ${best} (에포크 ${epoch}), 격차 ${gap}`,
  lineWithoutBest: (metric, train, validation, gap) =>
    `${named(metric)}: 학습 ${train}, 검증 ${validation}, 최고로 칠 값 없음, 격차 ${gap}`,
  epochs: (count) => `에포크 ${count}개`,
  perEpoch: (time) => `에포크당 ${time}`,
  thinned: (kept, of) => `저장: 실행마다 에포크 ${of}개 중 많아야 ${kept}개.`,
  choose: '지표',
  table: '실행별 마지막 값',
  theBest: '가장 좋음',
  sortBy: (name) => `${name} 기준 정렬`,
  sorted: (name) => `${name} 기준으로 정렬됨`,
  scroll: '표를 누르거나 Tab으로 들어오면 스크롤됩니다',
  inShort: (run, facts) => `${run}: ${facts}`,
  plots: '실행들의 곡선. 좌우 키로 에포크를, 상하 키로 실행을 옮기고 Enter는 고정, Escape는 해제입니다.',
  hint: '실행을 가리키거나 화살표 키를 쓰세요. 누르면 에포크가 고정되고 Escape로 풀립니다.',
  pinned: '고정됨',
  at: (epoch) => `에포크 ${epoch}`,
  pair: (validation, train) => `${validation} (학습 ${train})`,
  invalid: (where) =>
    `이 출력은 Epochbook의 다른 버전이 썼거나 손상되었습니다: ${where}. 셀을 다시 실행하면 그려집니다.`,
};

export const compareStrings: Record<Locale, CompareStrings> = { en, ko };

/** What is said otherwise of runs whose rows are steps. */
const bySteps: Record<Locale, CompareStrings> = {
  en: {
    ...en,
    epoch: 'step',
    time: 'per step',
    bestRun: (metric, run, value, step) => `Best validation ${metric}: ${run}, ${value} at step ${step}.`,
    bestTrained: (metric, run, value, step) => `Best ${metric}: ${run}, ${value} at step ${step}.`,
    fastest: (run, time) => `Fastest: ${run}, ${time} per step.`,
    line: (metric, train, validation, best, step, gap) =>
      `${metric}: train ${train}, validation ${validation}, best ${best} (step ${step}), gap ${gap}`,
    epochs: (count) => `up to step ${count}`,
    perEpoch: (time) => `${time} per step`,
    thinned: (kept, of) =>
      `Drawn from at most ${kept} of ${of} points of a run; the least and the greatest of each stretch stay.`,
    plots:
      'Curves of the runs. Left and right move along the steps, up and down from run to run, Enter pins, Escape frees.',
    hint: 'Point at a run, or use the arrow keys. A click pins the step; Escape frees it.',
    at: (step) => `step ${step}`,
  },
  ko: {
    ...ko,
    epoch: '스텝',
    time: '스텝당',
    bestRun: (metric, run, value, step) =>
      `가장 좋은 검증 ${named(metric)}: ${run}, 스텝 ${step}에 ${value}.`,
    bestTrained: (metric, run, value, step) => `가장 좋은 ${named(metric)}: ${run}, 스텝 ${step}에 ${value}.`,
    fastest: (run, time) => `가장 빠름: ${run}, 스텝당 ${time}.`,
    line: (metric, train, validation, best, step, gap) =>
      `${named(metric)}: 학습 ${train}, 검증 ${validation}, 최고 ${best} (스텝 ${step}), 격차 ${gap}`,
    epochs: (count) => `스텝 ${count}까지`,
    perEpoch: (time) => `스텝당 ${time}`,
    thinned: (kept, of) =>
      `실행마다 점 ${of}개 중 많아야 ${kept}개로 그렸습니다. 구간마다 가장 작은 값과 가장 큰 값은 남습니다.`,
    plots: '실행들의 곡선. 좌우 키로 스텝을, 상하 키로 실행을 옮기고 Enter는 고정, Escape는 해제입니다.',
    hint: '실행을 가리키거나 화살표 키를 쓰세요. 누르면 스텝이 고정되고 Escape로 풀립니다.',
    at: (step) => `스텝 ${step}`,
  },
};

/** The words for a comparison, whose rows are epochs or steps. */
export const stringsFor = (payload: Pick<ComparePayload, 'by'> | undefined, locale: Locale): CompareStrings =>
  (payload?.by === 'step' ? bySteps : compareStrings)[locale];
