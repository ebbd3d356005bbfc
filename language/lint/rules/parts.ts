import type ts from 'typescript6';
import { replaced } from '../edits.js';
import {
  bare,
  chainOf,
  type FitEvent,
  fieldOf,
  type Given,
  type Role,
  roleOfNames,
} from '../program/index.js';
import { callbacksOf, monitorOf } from '../reading/monitors.js';
import type { Found, Rule } from '../rule.js';
import { words } from '../words.js';

const spoken: Readonly<Record<Role, readonly [string, string]>> = {
  train: ['training', '학습'],
  validation: ['validation', '검증'],
  test: ['test', '시험'],
};

/** `model.fit(xTest, yTest, …)` */
export const trainOnTest: Rule = {
  name: 'train-on-test',
  severity: 'warning',
  look(event) {
    if (event.kind !== 'fit' || !event.x) return [];
    const { x, y } = event;
    if (x.role !== 'test' && x.role !== 'validation') return [];
    if (event.method === 'fit' && y?.role !== x.role) return [];
    const [part, partKo] = spoken[x.role];
    return [
      {
        node: x.node,
        message: words(
          `The model is trained on ${part} rows. What it has seen cannot tell any more how it does on new rows. Train on the training rows, and keep these for the judgement.`,
          `모델을 ${partKo} 행으로 학습합니다. 이미 본 행으로는 새 행에서 얼마나 잘할지 알 수 없습니다. 학습 행으로 학습하고 이 행은 판단할 때 쓰세요.`,
        ),
      },
    ];
  },
};

/** The two of a pair belong to different parts. */
function mixed(x: Given | undefined, y: Given | undefined): Found[] {
  if (!x?.role || !y?.role || x.role === y.role) return [];
  const [first, firstKo] = spoken[x.role];
  const [second, secondKo] = spoken[y.role];
  return [
    {
      node: y.node,
      message: words(
        `The inputs are ${first} rows, but the answers those of ${second} rows: row by row they do not belong together. Take both from one part.`,
        `입력은 ${firstKo} 행인데 정답은 ${secondKo} 행의 것이라 행끼리 짝이 맞지 않습니다. 둘 다 같은 부분에서 꺼내세요.`,
      ),
    },
  ];
}

export const mixedParts: Rule = {
  name: 'mixed-parts',
  severity: 'warning',
  look(event) {
    if (event.kind !== 'fit' && event.kind !== 'evaluate') return [];
    const pair = event.kind === 'fit' ? pairOf(event) : undefined;
    return [...mixed(event.x, event.y), ...(pair ? mixed(pair[0], pair[1]) : [])];
  },
};

/** The two of `validationData: [x, y]`. */
function pairOf({ options }: FitEvent): [Given, Given] | undefined {
  const value = fieldOf(options, 'validationData')?.value;
  if (value?.kind !== 'list' || value.open || value.items.length < 2) return undefined;
  const [x, y] = value.items.map((item, i): Given | undefined => {
    const node = value.nodes[i];
    if (!node) return undefined;
    const chain = chainOf(node);
    const role = item.kind === 'data' && item.role ? item.role : chain && roleOfNames(chain);
    return { node, value: item, role };
  });
  return x && y ? [x, y] : undefined;
}

/** How two expressions are known to be the same: by the names that they are made of. */
function sameNames(a: ts.Expression | undefined, b: ts.Expression | undefined): boolean {
  const [one, other] = [a, b].map((node) => node && chainOf(bare(node))?.join('.'));
  return one !== undefined && one === other;
}

export const validationIsTraining: Rule = {
  name: 'validation-is-training',
  severity: 'warning',
  look(event) {
    if (event.kind !== 'fit' || event.method !== 'fit' || !event.options) return [];
    const field = fieldOf(event.options, 'validationData');
    const pair = pairOf(event);
    if (!field || !pair) return [];
    if (!sameNames(pair[0].node, event.x?.node) || !sameNames(pair[1].node, event.y?.node)) return [];
    return [
      {
        node: field.node,
        message: words(
          'The validation rows are those of the training: the validation loss then falls along with the training loss, and overfitting cannot be seen. Give rows that were kept apart, or validationSplit: 0.2.',
          '검증 행이 학습 행과 같습니다. 검증 손실이 학습 손실을 따라 내려가 과적합이 보이지 않습니다. 따로 남겨 둔 행을 주거나 validationSplit: 0.2를 쓰세요.',
        ),
        fixes: [
          {
            title: words('Use validationSplit: 0.2', 'validationSplit: 0.2 쓰기'),
            edits: [replaced(field.property, 'validationSplit: 0.2')],
          },
        ],
      },
    ];
  },
};

/** The test rows choose the epoch, and judge afterwards. */
export const testChooses: Rule = {
  name: 'test-chooses',
  severity: 'warning',
  look(event, { events }) {
    if (event.kind !== 'fit' || !event.options) return [];
    const pair = pairOf(event);
    const field = fieldOf(event.options, 'validationData');
    if (!pair || !field || pair[0].role !== 'test' || pair[1].role !== 'test') return [];
    const chooser = callbacksOf(event.options).known.find((callback) =>
      monitorOf(callback)?.name.startsWith('val_'),
    );
    const isJudge = events.some(
      (one) =>
        one.kind === 'evaluate' &&
        sameNames(one.x?.node, pair[0].node) &&
        sameNames(one.y?.node, pair[1].node),
    );
    if (!chooser || !isJudge) return [];
    return [
      {
        node: field.node,
        message: words(
          `The test rows are the validation of this fit, where ${chooser.name} chooses by them, and evaluate judges by the same rows: that comes out too well. Split off validation rows, and keep the test for the end.`,
          `시험 행이 이 fit의 검증 행이라 ${chooser.name}이(가) 그 행으로 고르고, evaluate도 같은 행으로 판단하므로 결과가 실제보다 좋게 나옵니다. 검증 행을 따로 나누고 시험 행은 마지막까지 남겨 두세요.`,
        ),
      },
    ];
  },
};
