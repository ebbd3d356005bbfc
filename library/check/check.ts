import { inspect } from 'node:util';
import { checkOptions, domains } from '../../engine/options/index.js';
import type { CheckedRule, CheckPayload, Words } from '../../protocol/index.js';
import { checkText } from '../../renderers/check/text.js';
import { currentLocale, didYouMean, say } from '../../words/index.js';
import { type LimitedCalls, libraryContext } from '../context.js';
import { SHOWN } from '../pictured.js';
import { CheckedRuns } from './checked-runs.js';
import { knownChecks, rememberCheck, showHintAt, showNextHint, shownHints } from './exercises.js';
import { type Judging, Rule } from './rule.js';
import { throwInterruption, verdictOfError } from './subject.js';
import { spoken, type Text, words, wordsOf } from './words.js';

export interface CheckOptions {
  /** What the exercise is called; its id where nothing is said. */
  title?: Text;
  /** Hints of the exercise, one step after the other; a rule's own come behind them, once it has failed. */
  hints?: readonly Text[];
  /** How many rules the students' copies lack, which are looked at when they are handed in. */
  more?: number;
  /** Seconds that one value, or one call of a student's function, may take. Default 10. */
  seconds?: number;
}

/** One rule of a result, in the language of the notebook. */
export interface RuleResult {
  readonly words: string;
  readonly passed: boolean;
  /** Of one that failed. */
  readonly found?: string;
  readonly wanted?: string;
  readonly where?: string;
  /** Those that it gave, and could give. */
  readonly points: number;
  readonly maximum: number;
  readonly hidden: boolean;
}

/** How an exercise came out. */
export interface CheckResult {
  readonly id: string;
  readonly passed: boolean;
  readonly points: number;
  readonly maximum: number;
  readonly rules: readonly RuleResult[];
  /** Hints that the student has asked for. */
  readonly hints: number;
}

const SECONDS = 10;

/**
 * Checks an exercise: looks at each rule against the values of the notebook and the trainings that it recorded, and shows which
 * hold. A rule that fails says what was found, what was wanted and where to look. Nothing that a student's code does makes
 * `check` throw: an error is a failed rule, and so is a loop that never ends.
 *
 * ```ts
 * import { check, expect } from 'epochbook';
 *
 * await check('early-stopping', [
 *   expect.training(() => history).used('EarlyStopping', { monitor: 'val_loss' }),
 *   expect.training(() => history).stoppedBefore(40).points(2).hint('A smaller patience stops earlier.'),
 *   expect(() => testAccuracy).atLeast(0.78),
 * ], { hints: ['Which callback stops a training?'] });
 * ```
 *
 * @param id Of the exercise, the same in each of its versions.
 * @param rules In the order in which they are told.
 * @returns The same as data, with each text in the notebook's language.
 * @throws TypeError, RangeError for what the teacher wrote wrong: an id that is no text, rules that are none, other options.
 */
export async function check(
  id: string,
  rules: readonly Rule[],
  options: CheckOptions = {},
): Promise<CheckResult> {
  checkArguments(id, rules);
  checkOptions('check', options, {
    title: domains.anything,
    hints: domains.anything,
    more: domains.count,
    seconds: domains.anything,
  });
  const { title, hints = [], more = 0, seconds = SECONDS } = options;
  const runs = new CheckedRuns();
  const checked = await judgeAll(rules, runs, 1000 * seconds);
  const given = shownHints(id);
  const hidden = checked.filter((each) => each.hidden).length;
  const payload: CheckPayload = {
    version: 1,
    id,
    ...(title !== undefined && { title: wordsOf(title) }),
    passed: checked.every((each) => each.passed),
    points: sum(checked.map(({ points }) => points)),
    maximum: sum(checked.map(({ maximum }) => maximum)),
    rules: checked,
    more: Math.max(0, more - hidden),
    hints: [
      ...hints.map((hint) => ({ words: wordsOf(hint) })),
      ...rules.flatMap(({ parts }, index) => parts.hints.map((hint) => ({ words: hint, rule: index }))),
    ].map((hint, index) => ({ ...hint, shown: given.has(index) })),
    runs: [...runs.seen],
  };
  await show(id, payload);
  return resultOf(payload);
}

async function show(id: string, payload: CheckPayload): Promise<void> {
  const { picture, livePicture, onHintAsked } = libraryContext();
  onHintAsked?.(showHintAt);
  if (livePicture) {
    const shown = livePicture('check', payload);
    rememberCheck(id, { payload, redraw: (changed) => shown.update(changed) });
  } else {
    rememberCheck(id, { payload, redraw: () => {} });
    await picture('check', payload);
  }
}

async function judgeAll(rules: readonly Rule[], runs: CheckedRuns, limitMs: number): Promise<CheckedRule[]> {
  let session: LimitedCalls | undefined;
  const calls: Judging['calls'] = {
    async call(...given) {
      session ??= libraryContext().calls?.();
      return session?.call(...given);
    },
  };
  try {
    const checked: CheckedRule[] = [];
    for (const one of rules) checked.push(await judged(one, { runs, calls, limitMs }));
    return checked;
  } finally {
    session?.end();
  }
}

async function judged(rule: Rule, judging: Judging): Promise<CheckedRule> {
  const { parts } = rule;
  const verdict = await Promise.resolve()
    .then(() => parts.judge(judging))
    .catch((error) => {
      throwInterruption(error);
      return verdictOfError(error, words('this rule', '이 규칙'));
    });
  const { found, wanted, where } = verdict;
  const told: Partial<Record<'found' | 'wanted' | 'where', Words>> = verdict.passed
    ? {}
    : { ...(found && { found }), ...(wanted && { wanted }), ...(where && { where }) };
  return {
    words: parts.words,
    passed: verdict.passed === true,
    ...told,
    ...(verdict.missing && { missing: true }),
    points: verdict.passed === true ? parts.points : 0,
    maximum: parts.points,
    hidden: parts.hidden,
  };
}

/** The payload as data, in the language of the notebook. */
function resultOf(payload: CheckPayload): CheckResult {
  const { id, passed, points, maximum, rules, hints } = payload;
  const result: CheckResult = {
    id,
    passed,
    points,
    maximum,
    rules: rules.map(({ words: text, found, wanted, where, missing: _, ...rest }) => ({
      words: spoken(text),
      ...rest,
      ...(found && { found: spoken(found) }),
      ...(wanted && { wanted: spoken(wanted) }),
      ...(where && { where: spoken(where) }),
    })),
    hints: hints.filter(({ shown }) => shown).length,
  };
  // The picture has been shown; printed, or in a plain program, the result says itself in words.
  return Object.defineProperties(result, {
    [SHOWN]: { value: true },
    [inspect.custom]: { value: () => checkText(payload, currentLocale()) },
  });
}

const sum = (values: readonly number[]): number =>
  Math.round(1e6 * values.reduce((total, value) => total + value, 0)) / 1e6;

function checkArguments(id: unknown, rules: unknown): void {
  if (typeof id !== 'string' || id.trim() === '')
    throw new TypeError(
      say(
        "check takes the id of the exercise first: await check('early-stopping', [ … ]).",
        "check의 첫 인자는 연습 문제의 id입니다: await check('early-stopping', [ … ])",
      ),
    );
  const odd = Array.isArray(rules) ? rules.findIndex((each) => !(each instanceof Rule)) : 0;
  if (!Array.isArray(rules) || odd >= 0)
    throw new TypeError(
      say(
        `check '${id}': ${Array.isArray(rules) ? `number ${odd + 1} of the rules is none` : 'the rules are no list'}. A rule is what expect(…).equals(…), expect.training(…).ran(…) or rule(…) give back.`,
        `check '${id}': ${Array.isArray(rules) ? `${odd + 1}번째가 규칙이 아닙니다` : '규칙의 목록이 아닙니다'}. expect(…).equals(…), expect.training(…).ran(…), rule(…)이 돌려주는 것이 규칙입니다.`,
      ),
    );
}

/**
 * The next hint of an exercise that was checked in this notebook: it is shown under its rules, counted, and given back. Hints of
 * the exercise come first, then those of rules that failed.
 *
 * ```ts
 * await hint('early-stopping');
 * ```
 *
 * @throws RangeError where no exercise of this id was checked since the kernel started.
 */
export async function hint(id: string): Promise<string> {
  const ids = knownChecks();
  if (!ids.includes(id))
    throw new RangeError(
      say(
        `hint: no exercise '${id}' was checked since the kernel started. Run its check first.${didYouMean(id, ids)}`,
        `hint: 커널이 시작된 뒤 연습 문제 '${id}'을(를) 점검하지 않았습니다. 먼저 그 점검 셀을 실행하세요.${didYouMean(id, ids)}`,
      ),
    );
  const next = showNextHint(id);
  return next ? spoken(next.words) : say('There are no more hints.', '힌트가 더 없습니다.');
}
