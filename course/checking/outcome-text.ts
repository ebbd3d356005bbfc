import { pointsText } from '../../exercises/index.js';
import { say } from '../../words/index.js';
import type { RuleResult } from './check-results.js';
import type { CheckOutcome } from './run-checks.js';

/** The outcomes as a table of text: a line a check, below it what failed. */
export function outcomeTable(outcomes: readonly CheckOutcome[]): string {
  const widest = Math.max(0, ...outcomes.map(({ name }) => textWidth(name)));
  const lines = outcomes.flatMap((outcome) => {
    const { name, passed, points, maximum, results, trouble } = outcome;
    const mark = passed ? '✓' : '✗';
    const padded = name + ' '.repeat(widest - textWidth(name));
    const failed = results.flatMap(({ rules }) => rules.filter((rule) => !rule.passed));
    return [
      `${mark} ${padded}  ${pointsText(points)} / ${pointsText(maximum)}`,
      ...(trouble ? [`    ${trouble}`] : []),
      ...failed.flatMap((rule) => failedRule(rule).map((line) => `    ${line}`)),
    ];
  });
  const points = outcomes.reduce((sum, outcome) => sum + outcome.points, 0);
  const maximum = outcomes.reduce((sum, outcome) => sum + outcome.maximum, 0);
  const passed = outcomes.filter((outcome) => outcome.passed).length;
  lines.push(
    say(
      `${passed} of ${outcomes.length} checks passed, ${pointsText(points)} of ${pointsText(maximum)} points.`,
      `점검 ${outcomes.length}개 중 ${passed}개 통과, ${pointsText(maximum)}점 중 ${pointsText(points)}점.`,
    ),
  );
  return `${lines.join('\n')}\n`;
}

/** A rule that failed: what it asks for, then what was found, wanted, and where to look. */
export function failedRule({ words, found, wanted, where }: RuleResult): string[] {
  const more = [
    found && say(`found: ${found}`, `결과: ${found}`),
    wanted && say(`wanted: ${wanted}`, `기대: ${wanted}`),
    where && say(`look at: ${where}`, `볼 곳: ${where}`),
  ].filter((line) => line !== undefined && line !== '');
  return [`✗ ${words}`, ...more.map((line) => `    ${line}`)];
}

/** Hangul and its like take two columns of a terminal. */
const textWidth = (text: string): number =>
  [...text].reduce(
    (sum, letter) => sum + (/[ᄀ-ᅟ⺀-꓏가-힣豈-﫿＀-｠\u{1F300}-\u{1FAFF}]/u.test(letter) ? 2 : 1),
    0,
  );
