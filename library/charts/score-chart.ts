import { checkOptions, domains, showGiven } from '../../engine/options/index.js';
import { say } from '../../words/index.js';
import { mean } from '../column-statistics.js';
import type { ChartSpec } from './chart-spec.js';

export interface ScoreOptions {
  title?: string;
  /** The name of the score, for the axis: `accuracy`. */
  score?: string;
  /** What each number stands for: `fold` where nothing is said, or `seed`. */
  each?: string;
}

const allowed = { title: domains.text, score: domains.text, each: domains.text };

/** With n - 1: the scores are a sample of what other folds or seeds would give. */
function deviation(values: readonly number[]): number {
  const centre = mean(values);
  return Math.sqrt(values.reduce((sum, value) => sum + (value - centre) ** 2, 0) / (values.length - 1));
}

function check(name: string, list: unknown): readonly number[] {
  if (Array.isArray(list) && list.length > 1 && list.every(Number.isFinite)) return list as number[];
  throw new RangeError(
    say(
      `show.scores: "${name}" is ${showGiven(list)}, but at least two finite scores are needed, one for each fold.`,
      `show.scores: "${name}"이(가) ${showGiven(list)}입니다. 폴드마다 하나씩 유한한 점수가 둘 이상 필요합니다.`,
    ),
  );
}

/** On two lines of the axis. */
const labelOf = (name: string, summary: string): string => `${name}\n${summary}`;

/** @see show.scores */
export function scoreChart(
  scores: readonly number[] | Readonly<Record<string, readonly number[]>>,
  options: ScoreOptions = {},
): ChartSpec {
  checkOptions('show.scores', options, allowed);
  const { score = say('score', '점수'), each = say('fold', '폴드') } = options;
  const named: [string, unknown][] = Array.isArray(scores) ? [[score, scores]] : Object.entries(scores ?? {});
  if (named.length === 0)
    throw new RangeError(say('show.scores has no scores.', 'show.scores에 점수가 없습니다.'));
  const groups = named.map(([name, list]) => {
    const values = check(name, list);
    const [centre, spread] = [mean(values), deviation(values)];
    return { name, values, centre, spread, summary: `${centre.toPrecision(3)} ± ${spread.toPrecision(2)}` };
  });
  const y = {
    field: 'label',
    type: 'nominal',
    sort: null,
    title: null,
    axis: { labelLimit: 260, labelExpr: "split(datum.label, '\\n')" },
  };
  const x = (field: string, title: string | null = null) => ({
    field,
    title,
    type: 'quantitative',
    // So far from the edges that no dot stands on one.
    scale: { zero: false, nice: true, padding: 12 },
  });
  const summaries = groups.map(({ name, centre, spread, summary }) => ({
    label: labelOf(name, summary),
    mean: centre,
    from: centre - spread,
    to: centre + spread,
  }));
  return {
    title: {
      text: options.title ?? say('Scores', '점수'),
      subtitle: say(
        `dot: a ${each}, mark: the mean, bar: ± one standard deviation`,
        `점: ${each}, 표시: 평균, 막대: ± 표준편차`,
      ),
    },
    description: groups.map(({ name, summary }) => `${name}: ${summary}`).join('; '),
    height: { step: 34 },
    layer: [
      {
        data: { values: summaries },
        mark: { type: 'bar', height: 14, opacity: 0.25 },
        encoding: { y, x: x('from', score), x2: { field: 'to' } },
      },
      {
        data: { values: summaries },
        mark: { type: 'tick', thickness: 2, height: 22 },
        encoding: { y, x: x('mean', score) },
      },
      {
        data: {
          values: groups.flatMap(({ name, values, summary }) =>
            values.map((value, i) => ({ label: labelOf(name, summary), value, number: i + 1 })),
          ),
        },
        mark: { type: 'point', filled: true, size: 45, opacity: 0.8 },
        encoding: {
          y,
          x: x('value', score),
          tooltip: [
            { field: 'number', type: 'quantitative', title: each },
            { field: 'value', type: 'quantitative', format: '.4~g', title: score },
          ],
        },
      },
    ],
  };
}
