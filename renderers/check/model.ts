import type { CheckedRule, CheckPayload, Locale } from '../../protocol/index.js';
import { formatCount } from '../drawing/format.js';
import { saysAlready } from './says-already.js';
import { checkStrings } from './strings.js';

/** What is told of a failed rule, in the order in which it is read. */
export interface RuleDetail {
  kind: 'found' | 'wanted' | 'where';
  label: string;
  text: string;
}

export interface RuleLine {
  passed: boolean;
  /** What it looks at is not there yet: no mistake. */
  missing: boolean;
  hidden: boolean;
  words: string;
  /** `2 of 2`; empty where all rules are worth one point. */
  points: string;
  details: RuleDetail[];
  /** Its hints that were asked for. */
  hints: string[];
}

/** All that a check says, in the reader's language. */
export interface CheckLines {
  title: string;
  passed: boolean;
  /** Of the points, 0 to 1. */
  share: number;
  /** `4/7`, for the ring. */
  score: string;
  /** "3 of 5 rules hold. 4 of 7 points." */
  summary: string;
  rules: RuleLine[];
  /** Hints of the exercise that were asked for. */
  hints: string[];
  /** How many hints were asked for, of those that there are. */
  hintCount: { shown: number; of: number };
  /** Place of the next hint among all; null where none is left for now. */
  next: number | null;
  /** What this copy lacks; empty where nothing. */
  more: string;
  /** "Looked at: Run 3"; empty where no rule looks at a training. */
  runs: string;
}

const KINDS = ['found', 'wanted', 'where'] as const;

/** The place of the hint that is next for the student: those of the exercise first, then those of rules that failed. */
export function nextHint({ hints, rules }: Pick<CheckPayload, 'hints' | 'rules'>): number | null {
  const isOpen = (rule: number | undefined): boolean => rule === undefined || rules[rule]?.passed === false;
  const at = hints.findIndex((hint) => !hint.shown && isOpen(hint.rule));
  return at < 0 ? null : at;
}

/** @param asked Places of hints that this viewer has asked for beside those of the payload. */
export function checkLines(
  payload: CheckPayload,
  locale: Locale,
  asked: ReadonlySet<number> = new Set(),
): CheckLines {
  const t = checkStrings[locale];
  const count = (value: number): string => formatCount(value, locale);
  const hints = payload.hints.map((hint, i) => ({ ...hint, shown: hint.shown || asked.has(i) }));
  const shown = hints.filter((hint) => hint.shown);
  const { rules, points, maximum } = payload;
  const held = rules.filter(({ passed }) => passed).length;
  const alike = rules.every((rule) => rule.maximum === 1);
  const runs = [...new Set(payload.runs)];
  const places = new Set<string | undefined>();
  return {
    title: payload.title?.[locale] ?? payload.id,
    passed: payload.passed,
    share: maximum > 0 ? Math.min(1, points / maximum) : payload.passed ? 1 : 0,
    score: `${count(points)}/${count(maximum)}`,
    summary: [
      rules.length === 0
        ? t.noRules
        : held === rules.length
          ? t.allHold(count(held))
          : t.hold(count(held), count(rules.length)),
      ...(alike ? [] : [t.points(count(points), count(maximum))]),
    ].join(' '),
    rules: rules.map((rule, index) => ({
      passed: rule.passed,
      missing: !rule.passed && rule.missing === true,
      hidden: rule.hidden,
      words: rule.words[locale],
      points: alike ? '' : t.pointsOf(count(rule.points), count(rule.maximum)),
      details: detailsOf(rule, places, locale),
      hints: shown.filter((hint) => hint.rule === index).map(({ words }) => words[locale]),
    })),
    hints: shown.filter((hint) => hint.rule === undefined).map(({ words }) => words[locale]),
    hintCount: { shown: shown.length, of: hints.length },
    next: nextHint({ rules, hints }),
    more: payload.more > 0 ? t.more(payload.more, count(payload.more)) : '',
    runs: runs.length > 0 ? t.lookedAt(listed(runs, locale)) : '',
  };
}

const MOST_RUNS = 4;

function listed(runs: readonly string[], locale: Locale): string {
  if (runs.length <= MOST_RUNS) return runs.join(', ');
  const rest = runs.length - MOST_RUNS;
  return `${runs.slice(0, MOST_RUNS).join(', ')} ${checkStrings[locale].others(formatCount(rest, locale))}`;
}

/**
 * What is wanted stays out where the rule itself says it. Where to look is told once, where several rules say the same of it: a
 * task cell that has not run fails them all, and then nothing is told of the others. `places` are those of the failed rules
 * before.
 */
function detailsOf(rule: CheckedRule, places: Set<string | undefined>, locale: Locale): RuleDetail[] {
  const t = checkStrings[locale];
  const place = rule.where?.[locale];
  const told = places.has(place);
  if (!rule.passed) places.add(place);
  return KINDS.flatMap((kind) => {
    const text = rule[kind]?.[locale];
    if (rule.passed || text === undefined) return [];
    const isSaid = kind === 'wanted' && saysAlready(rule.words[locale], text);
    const again = told && place !== undefined && (kind === 'where' || rule.missing === true);
    return isSaid || again ? [] : [{ kind, label: t[kind], text }];
  });
}
