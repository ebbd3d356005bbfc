import type { Locale } from '../../protocol/index.js';
import { particles } from '../../words/index.js';
import { keptFactor } from './formula.js';

const en = {
  /** Before and after the name of the layer, ahead of the slider. */
  before: 'What if',
  after: 'had rate',
  slider: (layer: string) => `What if: rate of ${layer}`,
  asTrained: (rate: string) => `${rate}, as in training`,
  value: (rate: string, kept: string, of: string, factor: string) =>
    `${rate}, not trained: ${kept} of ${of} would be kept${factor && `, each × ${factor}`}`,
  scale: (rate: string, factor: string) => `kept × ${keptFactor(rate)} = ${factor}`,
  reset: 'Reset',
  resetHint: 'Back to the rates of the training',
  was: 'What was',
  would: 'What would be',
  notTrained: 'not trained',
  rateOf: (layer: string, rate: string, factor: string) => `${layer} at ${rate}${factor && `, × ${factor}`}`,
  wouldSilence: 'would be silenced',
  wouldKeep: 'would be kept',
  /** In the list of the layers. */
  row: 'would be',
  sentence: (layer: string, rate: string, own: string, would: string, was: string, of: string) =>
    `${layer} at rate ${rate} (not trained; it was ${own}): ${would} of ${of} would be kept, ${was} were`,
  silencedToo: (units: string) => `It would also silence units ${units}`,
  keptToo: (units: string) => `It would keep units ${units}, too`,
  how: 'How: dropout draws a number from 0 to 1 for each unit and silences those below the rate. The mask tells on which side of the rate a number lay; where on that side is made up, the same each time. So a higher rate only adds silenced units. Weights trained at another rate would be others.',
  unitWouldSilence: (rate: string) => `would be silenced at ${rate}`,
  unitWouldKeep: (rate: string) => `would be kept at ${rate}`,
  unitWouldPartly: (kept: string, of: string, rate: string) =>
    `${kept} of ${of} values would be kept at ${rate}`,
  drew: (value: string) => `drew ${value}`,
};
export type WhatIfStrings = typeof en;

const ko: WhatIfStrings = {
  before: '만약',
  after: '의 비율이',
  slider: (layer) => `만약: ${layer}의 비율`,
  asTrained: (rate) => `${rate}, 학습 때 그대로`,
  value: (rate, kept, of, factor) =>
    `${rate}, 학습하지 않음: ${of}개 중 ${kept}개가 유지되었을 것${factor && `, 각각 × ${factor}`}`,
  scale: (rate, factor) => `유지된 값 × ${keptFactor(rate)} = ${factor}`,
  reset: '되돌리기',
  resetHint: '학습 때의 비율로 되돌립니다',
  was: '실제',
  would: '가정',
  notTrained: '학습하지 않음',
  rateOf: (layer, rate, factor) => `${layer} 비율 ${rate}${factor && `, × ${factor}`}`,
  wouldSilence: '꺼졌을 유닛',
  wouldKeep: '유지되었을 유닛',
  row: '가정',
  sentence: (layer, rate, own, would, was, of) =>
    particles(
      `${layer}의 비율이 ${rate}(이)라면 (학습하지 않음, 실제 ${own}): ${of}개 중 ${would}개 유지, 실제로는 ${was}개`,
    ),
  silencedToo: (units) => `더 꺼졌을 유닛: ${units}`,
  keptToo: (units) => `더 유지되었을 유닛: ${units}`,
  how: '방법: 드롭아웃은 유닛마다 0과 1 사이의 수를 뽑아 비율보다 작은 유닛을 끕니다. 마스크는 그 수가 비율의 어느 쪽이었는지만 알려 주므로, 그 안에서의 위치는 언제나 같은 값으로 지어냅니다. 그래서 비율을 높이면 꺼진 유닛이 늘기만 합니다. 다른 비율로 학습했다면 가중치도 달랐을 것입니다.',
  unitWouldSilence: (rate) => particles(`비율 ${rate}(이)라면 꺼짐`),
  unitWouldKeep: (rate) => particles(`비율 ${rate}(이)라면 유지`),
  unitWouldPartly: (kept, of, rate) => particles(`비율 ${rate}(이)라면 값 ${of}개 중 ${kept}개 유지`),
  drew: (value) => `뽑은 수 ${value}`,
};

export const whatIfStrings: Record<Locale, WhatIfStrings> = { en, ko };
