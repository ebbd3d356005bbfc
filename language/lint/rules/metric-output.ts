import ts from 'typescript6';
import { quoted, replaced } from '../edits.js';
import type { LintFix } from '../finding.js';
import {
  canonical,
  flat,
  isBinary,
  isCategorical,
  isOfNumbers,
  isSparse,
  lossOf,
  metricsOf,
  type Named,
} from '../reading/compiled.js';
import { type Output, outputOf } from '../reading/output.js';
import type { Found, Rule } from '../rule.js';
import { words } from '../words.js';

const otherMetric = ({ node }: Named, name: string): LintFix[] =>
  ts.isStringLiteralLike(node)
    ? [
        {
          title: words(`Use the metric '${name}'`, `지표 '${name}' 쓰기`),
          edits: [replaced(node, quoted(node, name))],
        },
      ]
    : [];

export const accuracyOfNumbers: Rule = {
  name: 'accuracy-of-numbers',
  severity: 'warning',
  look(event) {
    if (event.kind !== 'compile') return [];
    const output = outputOf(event.model);
    const loss = lossOf(event.options);
    if (output?.activation !== 'linear' || !loss || !isOfNumbers(loss.name)) return [];
    return (metricsOf(event.options) ?? [])
      .filter(({ name }) => canonical(name).endsWith('accuracy'))
      .map((metric) => ({
        node: metric.node,
        message: words(
          `The metric ${metric.name} counts right classes, but the last layer predicts numbers (linear, loss ${loss.name}), which are hardly ever exactly equal: it will say next to nothing. Use 'mae'.`,
          `지표 ${metric.name}은(는) 맞힌 클래스를 세는데 마지막 층은 수를 예측합니다(linear, 손실 ${loss.name}). 예측한 수가 정답과 꼭 같은 일은 거의 없어 거의 뜻이 없습니다. 'mae'를 쓰세요.`,
        ),
        fixes: otherMetric(metric, 'mae'),
      }));
  },
};

/** Accuracies that count something else than this output and loss mean. */
export const metricLoss: Rule = {
  name: 'metric-loss',
  severity: 'warning',
  look(event) {
    if (event.kind !== 'compile') return [];
    const output = outputOf(event.model);
    const loss = lossOf(event.options);
    if (!loss) return [];
    return (metricsOf(event.options) ?? []).flatMap((metric) => misfit(metric, loss, output) ?? []);
  },
};

function misfit(metric: Named, loss: Named, output: Output | undefined): Found | undefined {
  const name = flat(metric.name);
  const fixes = otherMetric(metric, 'accuracy');
  if ((name === 'binaryaccuracy' || name === 'multilabelaccuracy') && isCategorical(loss.name))
    return {
      node: metric.node,
      message: words(
        `${metric.name} asks of each unit whether it is above 0.5, but ${loss.name} is about one class of several: with ten classes a net that says nothing gets 90 %. Use 'accuracy'.`,
        `${metric.name}은(는) 유닛마다 0.5보다 큰지를 세는데 ${loss.name}은(는) 여러 클래스 중 하나를 고르는 문제입니다. 클래스가 열 개면 아무것도 고르지 않는 신경망도 90%를 얻습니다. 'accuracy'를 쓰세요.`,
      ),
      fixes,
    };
  if (name === 'categoricalaccuracy' && isBinary(loss.name) && output?.units === 1)
    return {
      node: metric.node,
      message: words(
        "categoricalAccuracy looks for the greatest of several units; of one unit that is always the same, so it is always 1. Use 'accuracy'.",
        "categoricalAccuracy는 여러 유닛 중 가장 큰 것을 찾습니다. 유닛이 하나면 늘 같은 것이라 항상 1입니다. 'accuracy'를 쓰세요.",
      ),
      fixes,
    };
  const isSwapped =
    (name === 'categoricalaccuracy' && isSparse(loss.name)) ||
    (name === 'sparsecategoricalaccuracy' && isCategorical(loss.name) && !isSparse(loss.name));
  if (!isSwapped) return undefined;
  return {
    node: metric.node,
    message: words(
      `${metric.name} and ${loss.name} expect different labels: the sparse one takes class numbers, the other one-hot rows. Use 'accuracy', which follows the loss.`,
      `${metric.name}과(와) ${loss.name}은(는) 서로 다른 레이블을 받습니다. sparse는 클래스 번호를, 다른 쪽은 원-핫 행을 받습니다. 손실을 따르는 'accuracy'를 쓰세요.`,
    ),
    fixes,
  };
}
