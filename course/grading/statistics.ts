import type { Graded } from './grade-submission.js';

/** How a rule, or a check without rules, came out over all submissions. */
export interface RuleStatistics {
  check: string;
  words: string;
  failed: number;
  /** What was found most often where it failed, and how often. */
  found: { text: string; count: number }[];
}

/** Of all that were graded: "18 of 60 stopped too early". */
export function ruleStatistics(all: readonly Graded[]): { graded: number; rules: RuleStatistics[] } {
  const graded = all.filter(({ status }) => status === 'graded');
  const rules = new Map<string, RuleStatistics & { texts: Map<string, number> }>();
  for (const { checks } of graded)
    for (const { name, passed, results, trouble } of checks) {
      const own = results.flatMap((result) => result.rules);
      const told = trouble !== undefined || own.length === 0 ? [{ words: '', passed, found: trouble }] : own;
      for (const { words, passed: holds, found } of told) {
        const key = `${name}\n${words}`;
        const entry = rules.get(key) ?? {
          check: name,
          words,
          failed: 0,
          found: [],
          texts: new Map<string, number>(),
        };
        rules.set(key, entry);
        if (holds) continue;
        entry.failed += 1;
        if (found) entry.texts.set(found, (entry.texts.get(found) ?? 0) + 1);
      }
    }
  return {
    graded: graded.length,
    rules: [...rules.values()].map(({ texts, ...entry }) => ({
      ...entry,
      found: [...texts]
        .map(([text, count]) => ({ text, count }))
        .sort((a, b) => b.count - a.count)
        .slice(0, 3),
    })),
  };
}
