import ts from 'typescript6';
import type { Notebook, Rule } from '../rule.js';
import { words } from '../words.js';

/** `scale.standardize(test.numbers(inputs))` */
export const learnFromTest: Rule = {
  name: 'learn-from-test',
  severity: 'warning',
  look(event) {
    if (event.kind !== 'learn') return [];
    const { node, role } = event.rows;
    if (role !== 'test' && role !== 'validation') return [];
    const [part, partKo] = role === 'test' ? ['test', '시험'] : ['validation', '검증'];
    const message = {
      scaler: words(
        `The scaling is fitted on ${part} rows: their mean and range would tell the model something of data that it must not have seen. Fit it on the training rows and apply it to every part.`,
        `스케일링을 ${partKo} 행에 맞췄습니다. 그 평균과 범위가 모델이 보아서는 안 될 데이터를 알려 줍니다. 학습 행에 맞추고 모든 부분에 apply하세요.`,
      ),
      vocabulary: words(
        `The vocabulary is learnt from ${part} texts, which the model must not have seen. Call adapt with the training texts.`,
        `어휘를 모델이 보아서는 안 될 ${partKo} 텍스트에서 배웠습니다. 학습 텍스트로 adapt를 호출하세요.`,
      ),
      fill: words(
        `The gaps of the ${part} rows are filled with a value of these rows themselves. They must not decide how they are filled: give the training table as the third argument.`,
        `${partKo} 행의 빈 값을 바로 그 행들의 값으로 채웁니다. 채우는 값은 학습 행이 정해야 합니다. 세 번째 인수로 학습 표를 주세요.`,
      ),
    }[event.by];
    return [{ node, message }];
  },
};

export const scalerBeforeSplit: Rule = {
  name: 'scaler-before-split',
  severity: 'warning',
  look(event, notebook) {
    if (event.kind !== 'learn' || event.by !== 'scaler') return [];
    const { node, value, role } = event.rows;
    if (role || value.kind !== 'data' || !value.source?.parted || !isApplied(event.site, notebook)) return [];
    return [
      {
        node,
        message: words(
          'The scaling is fitted on all rows, which are split into parts elsewhere: so it has seen the test rows, and the test comes out too well. Split first, then fit on the training rows.',
          '스케일링을 모든 행에 맞췄는데 이 행들은 다른 곳에서 나뉩니다. 스케일링이 시험 행을 이미 보았으므로 시험 결과가 실제보다 좋게 나옵니다. 먼저 나누고 학습 행에 맞추세요.',
        ),
      },
    ];
  },
};

/** Whether anything is scaled by it; one that is only drawn does no harm. */
function isApplied({ parent }: ts.Node, { texts }: Notebook): boolean {
  if (ts.isPropertyAccessExpression(parent)) return parent.name.text === 'apply';
  if (!ts.isVariableDeclaration(parent) || !ts.isIdentifier(parent.name)) return false;
  const use = `${parent.name.text}.apply(`;
  return texts.some((text) => text.includes(use));
}
