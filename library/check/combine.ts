import type { Words } from '../../protocol/index.js';
import { failed, passed, Rule } from './rule.js';
import { type Text, words, wordsOf } from './words.js';

/** All of these rules hold; told as one, with its own words. The first that fails tells why. */
export function all(text: Text, ...rules: readonly Rule[]): Rule {
  return new Rule(wordsOf(text), async (judging) => {
    for (const { parts } of rules) {
      const verdict = await parts.judge(judging);
      if (!verdict.passed) return { ...verdict, found: behind(parts.words, verdict.found) };
    }
    return passed;
  });
}

/** At least one of these rules holds; told as one, with its own words. */
export function any(text: Text, ...rules: readonly Rule[]): Rule {
  return new Rule(wordsOf(text), async (judging) => {
    const told: Words[] = [];
    for (const { parts } of rules) {
      const verdict = await parts.judge(judging);
      if (verdict.passed) return passed;
      told.push(behind(parts.words, verdict.found));
    }
    return failed(
      { en: told.map(({ en }) => en).join('; '), ko: told.map(({ ko }) => ko).join('; ') },
      words('one of them', '이 가운데 하나'),
    );
  });
}

/** The rule does not hold; its words say what is asked for instead. */
export function not(text: Text, rule: Rule): Rule {
  return new Rule(wordsOf(text), async (judging) => {
    const verdict = await rule.parts.judge(judging);
    const { en, ko } = rule.parts.words;
    return verdict.passed
      ? failed(words(`it holds: ${en}`, `그러함: ${ko}`), words('that it does not', '그렇지 않음'))
      : passed;
  });
}

const behind = (rule: Words, found: Words | undefined): Words =>
  words(`${rule.en}: ${found?.en ?? 'no'}`, `${rule.ko}: ${found?.ko ?? '아님'}`);
