import type { Locale } from '../../protocol/index.js';

const en = {
  title: 'Confusion matrix',
  truth: 'True class',
  predicted: 'Predicted class',
  accuracy: (share: string, right: string, all: string) => `Accuracy ${share}: ${right} of ${all} are right.`,
  precision: 'precision',
  recall: 'recall',
  samples: 'samples',
  perClass: (label: string, precision: string, recall: string, samples: string) =>
    `${label}: precision ${precision}, recall ${recall}, ${samples} samples`,
  cell: (truth: string, predicted: string, count: string, share: string) =>
    `True ${truth}, predicted ${predicted}: ${count} (${share} of true ${truth})`,
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
  samples: '표본',
  perClass: (label, precision, recall, samples) =>
    `${label}: 정밀도 ${precision}, 재현율 ${recall}, 표본 ${samples}개`,
  cell: (truth, predicted, count, share) =>
    `실제 ${truth}, 예측 ${predicted}: ${count}개 (실제 ${truth} 중 ${share})`,
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
