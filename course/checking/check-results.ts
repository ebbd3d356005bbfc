import type { NotebookOutput } from '../../kernel/notebook/index.js';
import { type JsonObject, objectOf } from '../../protocol/index.js';
import { currentLocale } from '../../words/index.js';

/** A rule of a check, as it came out; texts in the language of whoever reads. */
export interface RuleResult {
  words: string;
  passed: boolean;
  found?: string;
  wanted?: string;
  where?: string;
  points: number;
  maximum: number;
  hidden: boolean;
}

/** What a call of `check` came to. */
export interface CheckResult {
  id: string;
  passed: boolean;
  points: number;
  maximum: number;
  rules: RuleResult[];
}

export const CHECK_MIME = 'application/vnd.epochbook.check.v1+json';

/** The results that an executed cell shows, in order. What is not one is left out. */
export const checkResults = (outputs: readonly NotebookOutput[]): CheckResult[] =>
  outputs.flatMap((output) => {
    const found = 'data' in output ? readCheckResult(output.data[CHECK_MIME]) : undefined;
    return found ? [found] : [];
  });

export function readCheckResult(value: unknown): CheckResult | undefined {
  const { id, passed, points, maximum, rules } = objectOf(value);
  if (typeof id !== 'string' || typeof passed !== 'boolean' || !Array.isArray(rules)) return undefined;
  if (!isAmount(points) || !isAmount(maximum)) return undefined;
  return { id, passed, points, maximum, rules: rules.map((rule) => readRule(objectOf(rule))) };
}

function readRule({ words, passed, found, wanted, where, points, maximum, hidden }: JsonObject): RuleResult {
  const texts = { found: textOf(found), wanted: textOf(wanted), where: textOf(where) };
  return {
    words: textOf(words) ?? '',
    passed: passed === true,
    ...Object.fromEntries(Object.entries(texts).filter(([, text]) => text !== undefined)),
    points: isAmount(points) ? points : 0,
    maximum: isAmount(maximum) ? maximum : 0,
    hidden: hidden === true,
  };
}

/** A text, or one of each language. */
function textOf(value: unknown): string | undefined {
  if (typeof value === 'string') return value;
  const own = objectOf(value)[currentLocale()] ?? objectOf(value).en;
  return typeof own === 'string' ? own : undefined;
}

const isAmount = (value: unknown): value is number =>
  typeof value === 'number' && Number.isFinite(value) && value >= 0;

/** Sums of points that differ only by rounding are the same. */
export const samePoints = (a: number, b: number): boolean => Math.abs(a - b) < 1e-6;
