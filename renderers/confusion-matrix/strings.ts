import type { Locale } from '../../protocol/index.js';
import { particles } from '../../words/index.js';

const en = {
  title: 'Confusion matrix',
  truth: 'True class',
  predicted: 'Predicted class',
  accuracy: (share: string, right: string, all: string) => `Accuracy ${share}: ${right} of ${all} are right.`,
  precision: 'precision',
  recall: 'recall',
  f1: 'F1',
  samples: 'samples',
  macro: 'macro average',
  right: 'right',
  wrong: 'wrong',
  ofTruth: 'share of the true class',
  perClass: (label: string, precision: string, recall: string, f1: string, samples: string) =>
    `${label}: precision ${precision}, recall ${recall}, F1 ${f1}, ${samples} samples`,
  macroLine: (precision: string, recall: string, f1: string) =>
    `macro average: precision ${precision}, recall ${recall}, F1 ${f1}`,
  worst: (list: string) => `Most confused: ${list}.`,
  worstOne: (count: string, samples: string, truth: string, predicted: string) =>
    `${count} of ${samples} truly ${truth} called ${predicted}`,
  worstBetween: ', ',
  noneStandsOut: (pairs: string, times: string) =>
    `No two classes stand out: ${pairs} pairs were confused ${times === '1' ? 'once' : `${times} times`} each, none more often.`,
  cell: (samples: string, truth: string, count: string, predicted: string, share: string) =>
    `Of ${samples} truly ${truth}, ${count} called ${predicted}: ${share}`,
  cellRight: (samples: string, truth: string, count: string, predicted: string, share: string) =>
    `Of ${samples} truly ${truth}, ${count} called ${predicted}, as they should: ${share}`,
  cellJoined: (samples: string, classes: string, count: string, right: string) =>
    `Of ${samples} of these ${classes} classes, ${count} were called one of them, ${right} of these as they should`,
  joinedScore: (label: string, classes: string) =>
    `No score of ${label}: ${classes} classes are put together here`,
  perJoined: (label: string, samples: string) => `${label}: ${samples} samples`,
  noneTruly: (truth: string) => `None is truly ${truth}`,
  precisionOf: (label: string, share: string, predicted: string, right: string) =>
    `Precision of ${label}, ${share}: of ${predicted} called ${label}, ${right} truly are`,
  noPrecision: (label: string) => `No precision of ${label}: none was called so`,
  recallOf: (label: string, share: string, samples: string, right: string) =>
    `Recall of ${label}, ${share}: of ${samples} truly ${label}, ${right} were called so`,
  noRecall: (label: string) => `No recall of ${label}: none truly is`,
  f1Of: (label: string, share: string, precision: string, recall: string) =>
    `F1 of ${label}, ${share}: the harmonic mean of precision ${precision} and recall ${recall}`,
  noF1: (label: string) => `No F1 of ${label}: none truly is, and none was called so`,
  samplesOf: (label: string, samples: string) => `${samples} are truly ${label}`,
  macroOf: (score: string, share: string, classes: string) =>
    `Macro average of ${score}, ${share}: the mean of ${classes} classes, each counted alike`,
  zeros: '(where there is none, 0 counts)',
  total: (samples: string) => `${samples} samples in all`,
  hint: 'Point at a number, or press Tab and use the arrow keys, to read what it says.',
  grid: 'Rows are true classes, columns predicted ones, then precision, recall, F1 and samples. Arrow keys move.',
  row: (truth: string, cells: string) => `True ${truth}: ${cells}`,
  asPredicted: (count: string, predicted: string) => `${count} as ${predicted}`,
  others: (count: string) => `other (${count})`,
  folded: (shown: string, of: string) =>
    `${shown} of ${of} classes are drawn one by one; the rest are put together.`,
  noSamples: 'There are no samples.',
  notSquare: (labels: string) => `"counts" must have ${labels} rows of ${labels} numbers, one per label`,
  invalid: (where: string) =>
    `This output was written by another version of Epochbook, or it is damaged: ${where}. Run the cell again to draw it.`,
};
export type ConfusionStrings = typeof en;

const ko: ConfusionStrings = {
  title: '혼동 행렬',
  truth: '실제 클래스',
  predicted: '예측한 클래스',
  accuracy: (share, right, all) => `정확도 ${share}: ${all}개 중 ${right}개가 맞았습니다.`,
  precision: '정밀도',
  recall: '재현율',
  f1: 'F1',
  samples: '표본',
  macro: '매크로 평균',
  right: '맞음',
  wrong: '틀림',
  ofTruth: '실제 클래스 가운데 비율',
  perClass: (label, precision, recall, f1, samples) =>
    `${label}: 정밀도 ${precision}, 재현율 ${recall}, F1 ${f1}, 표본 ${samples}개`,
  macroLine: (precision, recall, f1) => `매크로 평균: 정밀도 ${precision}, 재현율 ${recall}, F1 ${f1}`,
  noneStandsOut: (pairs, times) =>
    `두드러지게 헷갈린 클래스 없음: 가장 많이 헷갈린 ${pairs}쌍이 ${times}번씩입니다.`,
  worst: (list) => `가장 많이 헷갈림: ${list}.`,
  worstOne: (count, samples, truth, predicted) =>
    particles(`실제 ${truth} ${samples}개 가운데 ${count}개를 ${predicted}(으)로`),
  worstBetween: ', ',
  cell: (samples, truth, count, predicted, share) =>
    particles(`실제 ${truth} ${samples}개 가운데 ${count}개를 ${predicted}(으)로 예측: ${share}`),
  cellRight: (samples, truth, count, predicted, share) =>
    particles(`실제 ${truth} ${samples}개 가운데 ${count}개를 ${predicted}(으)로 바르게 예측: ${share}`),
  cellJoined: (samples, classes, count, right) =>
    `이 ${classes}개 클래스의 표본 ${samples}개 가운데 ${count}개를 그중 하나로 예측했고, ${right}개가 맞았습니다`,
  joinedScore: (label, classes) => `${label}의 점수 없음: 클래스 ${classes}개를 합친 것`,
  perJoined: (label, samples) => `${label}: 표본 ${samples}개`,
  noneTruly: (truth) => `실제 ${truth} 표본 없음`,
  precisionOf: (label, share, predicted, right) =>
    particles(`${label}의 정밀도 ${share}: ${label}(으)로 예측한 ${predicted}개 가운데 실제 ${right}개`),
  noPrecision: (label) => particles(`${label}의 정밀도 없음: ${label}(으)로 예측한 표본 없음`),
  recallOf: (label, share, samples, right) =>
    `${label}의 재현율 ${share}: 실제 ${label} ${samples}개 가운데 ${right}개를 바르게 예측`,
  noRecall: (label) => `${label}의 재현율 없음: 실제 표본 없음`,
  f1Of: (label, share, precision, recall) =>
    `${label}의 F1 ${share}: 정밀도 ${precision}, 재현율 ${recall}의 조화 평균`,
  noF1: (label) => `${label}의 F1 없음: 실제 표본도 예측도 없음`,
  samplesOf: (label, samples) => `실제 ${label} ${samples}개`,
  macroOf: (score, share, classes) => `${score}의 매크로 평균 ${share}: 클래스 ${classes}개를 똑같이 친 평균`,
  zeros: '(값이 없는 곳은 0으로 침)',
  total: (samples) => `모두 표본 ${samples}개`,
  hint: '수를 가리키거나 Tab과 화살표 키로 옮기면 그 뜻을 읽을 수 있습니다.',
  grid: '행은 실제 클래스, 열은 예측한 클래스이고 그다음은 정밀도, 재현율, F1, 표본입니다. 화살표 키로 옮깁니다.',
  row: (truth, cells) => `실제 ${truth}: ${cells}`,
  asPredicted: (count, predicted) => `${predicted} ${count}개`,
  others: (count) => `그 밖 (${count})`,
  folded: (shown, of) => `클래스 ${of}개 중 ${shown}개를 따로 그리고 나머지는 합쳤습니다.`,
  noSamples: '표본이 없습니다.',
  notSquare: (labels) => `"counts"에는 레이블마다 하나씩, 수 ${labels}개로 된 행이 ${labels}개 있어야 합니다`,
  invalid: (where) =>
    `이 출력은 Epochbook의 다른 버전이 썼거나 손상되었습니다: ${where}. 셀을 다시 실행하면 그려집니다.`,
};

export const confusionStrings: Record<Locale, ConfusionStrings> = { en, ko };
