import ts from 'typescript6';
import { quoted, replaced, withField, withoutLayer } from '../edits.js';
import type { LintFix } from '../finding.js';
import { constantField, fieldOf, type LayerValue, lacks, type ModelState } from '../program/index.js';
import type { Rule } from '../rule.js';
import { words } from '../words.js';

const DROPPING = new Set(['dropout', 'spatialDropout1d', 'gaussianDropout', 'alphaDropout']);

/** `dropout({ rate: 50 })` */
export const dropoutRate: Rule = {
  name: 'dropout-rate',
  severity: 'warning',
  look(event) {
    if (event.kind !== 'layer' || !DROPPING.has(event.layer.type)) return [];
    const rate = constantField(event.layer.options, 'rate');
    const node = fieldOf(event.layer.options, 'rate')?.node;
    if (!node || typeof rate !== 'number' || (rate >= 0 && rate < 1)) return [];
    const share = rate > 1 && rate < 100 ? String(rate / 100) : undefined;
    return [
      {
        node,
        message: words(
          `rate is the share of the units that dropout silences, a number from 0 to below 1; it is ${rate}.${share ? ` For ${rate} % write ${share}.` : ' With 1 nothing would come through.'}`,
          `rate는 드롭아웃이 끄는 유닛의 비율, 0 이상 1 미만의 수인데 ${rate}입니다.${share ? ` ${rate}%라면 ${share}(으)로 쓰세요.` : ' 1이면 아무것도 지나가지 못합니다.'}`,
        ),
        fixes:
          share && ts.isNumericLiteral(node)
            ? [{ title: words(`Use ${share}`, `${share} 쓰기`), edits: [replaced(node, share)] }]
            : [],
      },
    ];
  },
};

/** The last layer, where it is certain and alone there. */
function lastOf({ layers, several }: ModelState): LayerValue | undefined {
  const last = layers.at(-1);
  return last?.certain && !several ? last.layer : undefined;
}

const removal = (layer: LayerValue): LintFix[] => {
  const edit = withoutLayer(layer.node);
  return edit ? [{ title: words('Remove the layer', '층 지우기'), edits: [edit] }] : [];
};

export const dropoutLast: Rule = {
  name: 'dropout-last',
  severity: 'warning',
  look(event) {
    const last = event.kind === 'compile' ? lastOf(event.model) : undefined;
    if (!last || !DROPPING.has(last.type)) return [];
    return [
      {
        node: last.node,
        message: words(
          'Dropout after the last layer silences the answers themselves: the loss then punishes right ones. Use it between hidden layers only.',
          '마지막 층 뒤의 드롭아웃은 답 자체를 꺼서 맞힌 답에도 손실이 생깁니다. 은닉층 사이에만 쓰세요.',
        ),
        fixes: removal(last),
      },
    ];
  },
};

export const normalizationLast: Rule = {
  name: 'normalization-last',
  severity: 'warning',
  look(event) {
    const last = event.kind === 'compile' ? lastOf(event.model) : undefined;
    if (last?.type !== 'batchNormalization') return [];
    return [
      {
        node: last.node,
        message: words(
          'Batch normalization after the last layer changes the answers by the mean and spread of the rows beside them; what comes out is no probability any more. Normalize between hidden layers.',
          '마지막 층 뒤의 배치 정규화는 함께 든 행의 평균과 퍼진 정도로 답을 바꾸므로 더 이상 확률이 아닙니다. 은닉층 사이에서 정규화하세요.',
        ),
        fixes: removal(last),
      },
    ];
  },
};

/** Layers after which the values are still a linear function of those before. */
const STRAIGHT = new Set(['dropout', 'flatten', 'reshape', 'batchNormalization']);

export const linearHidden: Rule = {
  name: 'linear-hidden',
  severity: 'information',
  look(event) {
    if (event.kind !== 'compile' || event.model.several) return [];
    const { layers } = event.model;
    return layers.flatMap(({ layer, certain }, i) => {
      if (!certain || !isLinear(layer)) return [];
      let next = i + 1;
      while (layers[next]?.certain && STRAIGHT.has(layers[next]?.layer.type ?? '')) next++;
      const following = layers[next];
      if (!following?.certain || following.layer.type !== 'dense') return [];
      const { options } = layer;
      const units = constantField(options, 'units');
      const nextUnits = constantField(following.layer.options, 'units');
      // A narrow place is one on purpose: what is to come through it is to be said in fewer numbers.
      if (typeof units !== 'number' || typeof nextUnits !== 'number' || units < nextUnits) return [];
      const written = fieldOf(options, 'activation')?.node;
      return [
        {
          node: layer.node,
          message: words(
            "This hidden layer has no activation function: two linear layers in a row compute no more than one, however many units they have. Use activation: 'relu'.",
            "이 은닉층에는 활성화 함수가 없습니다. 선형 층 두 개가 이어지면 유닛이 아무리 많아도 하나보다 더 계산하는 것이 없습니다. activation: 'relu'를 쓰세요.",
          ),
          fixes: reluFix(options?.node, written),
        },
      ];
    });
  },
};

function isLinear({ type, options }: LayerValue): boolean {
  if (type !== 'dense' || !options) return false;
  return lacks(options, 'activation') || constantField(options, 'activation') === 'linear';
}

function reluFix(
  object: ts.ObjectLiteralExpression | undefined,
  written: ts.Expression | undefined,
): LintFix[] {
  const title = words("Use activation: 'relu'", "activation: 'relu' 쓰기");
  if (written)
    return ts.isStringLiteralLike(written)
      ? [{ title, edits: [replaced(written, quoted(written, 'relu'))] }]
      : [];
  return object ? [{ title, edits: [withField(object, "activation: 'relu'")] }] : [];
}
