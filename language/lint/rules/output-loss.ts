import ts from 'typescript6';
import { quoted, replaced, withField } from '../edits.js';
import type { LintFix } from '../finding.js';
import {
  isBinary,
  isCategorical,
  isCrossentropy,
  isOfNumbers,
  isSparse,
  lossOf,
  type Named,
} from '../reading/compiled.js';
import { type Output, outputOf } from '../reading/output.js';
import type { Found, Rule } from '../rule.js';
import { words } from '../words.js';

/** A rule about the last layer and the loss. */
const ofOutputAndLoss = (
  name: string,
  severity: Rule['severity'],
  judge: (output: Output, loss: Named) => Found | undefined,
): Rule => ({
  name,
  severity,
  look(event) {
    if (event.kind !== 'compile') return [];
    const output = outputOf(event.model);
    const loss = lossOf(event.options);
    const found = output && loss && judge(output, loss);
    return found ? [found] : [];
  },
});

/** Another loss, where the loss is written as a text. */
const otherLoss = ({ node }: Named, name: string): LintFix[] =>
  ts.isStringLiteralLike(node)
    ? [
        {
          title: words(`Use the loss '${name}'`, `손실 '${name}' 쓰기`),
          edits: [replaced(node, quoted(node, name))],
        },
      ]
    : [];

/** Another activation of the last layer. */
function otherActivation({ node, layer }: Output, name: string): LintFix[] {
  const title = words(`End with '${name}'`, `마지막에 '${name}' 쓰기`);
  if (node)
    return ts.isStringLiteralLike(node) ? [{ title, edits: [replaced(node, quoted(node, name))] }] : [];
  const object = layer.options?.node;
  return object ? [{ title, edits: [withField(object, `activation: '${name}'`)] }] : [];
}

export const sigmoidCategorical = ofOutputAndLoss('sigmoid-categorical', 'warning', (output, loss) => {
  if (output.activation !== 'sigmoid' || !isCategorical(loss.name)) return undefined;
  return output.units === 1
    ? {
        node: loss.node,
        message: words(
          'One sigmoid answers yes or no, but categorical crossentropy takes one probability for each class, which add up to 1. For yes or no use binaryCrossentropy.',
          '유닛 하나의 sigmoid는 예 또는 아니요로 답하는데 categoricalCrossentropy는 클래스마다 하나씩, 합이 1인 확률을 받습니다. 예 또는 아니요라면 binaryCrossentropy를 쓰세요.',
        ),
        fixes: otherLoss(loss, 'binaryCrossentropy'),
      }
    : {
        node: loss.node,
        message: words(
          "Categorical crossentropy takes probabilities that add up to 1, but each sigmoid answers for itself. For one class of several end with 'softmax'; for several labels at once use binaryCrossentropy.",
          "categoricalCrossentropy는 합이 1인 확률을 받는데 sigmoid는 유닛마다 따로 답합니다. 여러 클래스 중 하나라면 마지막에 'softmax'를, 레이블 여러 개라면 binaryCrossentropy를 쓰세요.",
        ),
        fixes: [
          ...otherActivation(output, 'softmax'),
          ...(isSparse(loss.name) ? [] : otherLoss(loss, 'binaryCrossentropy')),
        ],
      };
});

export const softmaxBinary = ofOutputAndLoss('softmax-binary', 'warning', (output, loss) => {
  if (output.activation !== 'softmax' || !isBinary(loss.name) || output.units === 1) return undefined;
  return {
    node: loss.node,
    message: words(
      'Softmax chooses one class of several, which is one question; binary crossentropy asks one for each unit, and accuracy then counts each of them. With labels in one-hot form use categoricalCrossentropy.',
      'softmax는 여러 클래스 중 하나를 고르는 한 가지 질문인데 binaryCrossentropy는 유닛마다 따로 묻고, 정확도도 유닛마다 셉니다. 원-핫 레이블이라면 categoricalCrossentropy를 쓰세요.',
    ),
    fixes: otherLoss(loss, 'categoricalCrossentropy'),
  };
});

const UNFIT = new Set(['linear', 'relu', 'tanh', 'elu', 'selu', 'softplus']);

export const crossentropyOutput = ofOutputAndLoss('crossentropy-output', 'warning', (output, loss) => {
  const { activation } = output;
  if (!UNFIT.has(activation) || !isCrossentropy(loss.name)) return undefined;
  if (!isBinary(loss.name) && !isCategorical(loss.name)) return undefined;
  const wanted = isBinary(loss.name) ? 'sigmoid' : 'softmax';
  if (wanted === 'softmax' && output.units === 1)
    return {
      node: loss.node,
      message: words(
        "Categorical crossentropy takes one probability for each class, but the last layer has one unit. For two classes use binaryCrossentropy with 'sigmoid'; for numbers use meanSquaredError.",
        "categoricalCrossentropy는 클래스마다 확률을 하나씩 받는데 마지막 층의 유닛은 하나입니다. 클래스가 둘이라면 binaryCrossentropy와 'sigmoid'를, 수를 예측한다면 meanSquaredError를 쓰세요.",
      ),
      fixes: otherLoss(loss, 'meanSquaredError'),
    };
  return {
    node: output.node ?? output.layer.node,
    message: words(
      `The last layer has activation '${activation}', but the loss ${loss.name} takes ${wanted === 'sigmoid' ? 'probabilities from 0 to 1' : 'probabilities that add up to 1'}; other numbers are cut off, and their gradients are lost. Activation '${wanted}' gives them.`,
      `마지막 층의 활성화 함수가 '${activation}'인데 손실 ${loss.name}은(는) ${wanted === 'sigmoid' ? '0에서 1까지의 확률' : '합이 1인 확률'}을(를) 받습니다. 다른 수는 잘려 나가 기울기도 사라집니다. activation '${wanted}'을(를) 쓰세요.`,
    ),
    fixes: otherActivation(output, wanted),
  };
});

export const softmaxOfNumbers = ofOutputAndLoss('softmax-error', 'information', (output, loss) => {
  if (output.activation !== 'softmax' || !isOfNumbers(loss.name) || output.units === 1) return undefined;
  return {
    node: loss.node,
    message: words(
      `Softmax chooses a class, but ${loss.name} measures the distance of numbers: where the net is wrong and sure, its gradient nearly vanishes. With labels in one-hot form use categoricalCrossentropy.`,
      `softmax는 클래스를 고르는데 ${loss.name}은(는) 수의 거리를 잽니다. 확신하며 틀릴 때 기울기가 거의 사라집니다. 원-핫 레이블이라면 categoricalCrossentropy를 쓰세요.`,
    ),
    fixes: otherLoss(loss, 'categoricalCrossentropy'),
  };
});

export const reluOutput = ofOutputAndLoss('relu-output', 'information', (output, loss) => {
  if (output.activation !== 'relu' || !isOfNumbers(loss.name)) return undefined;
  return {
    node: output.node ?? output.layer.node,
    message: words(
      "The last layer ends in relu: it never gives a negative number, and a unit that is below 0 for all rows learns no more. For numbers use no activation ('linear').",
      "마지막 층이 relu로 끝납니다. relu는 음수를 내지 못하고, 모든 행에서 0보다 작은 유닛은 더 배우지 못합니다. 수를 예측한다면 활성화 함수 없이('linear') 쓰세요.",
    ),
    fixes: otherActivation(output, 'linear'),
  };
});
