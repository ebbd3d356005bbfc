import type { Words } from '../../protocol/index.js';
import { say } from '../../words/index.js';
import type { LimitedCalls } from '../context.js';
import type { CheckedRuns } from './checked-runs.js';
import { type Text, wordsOf } from './words.js';

/** How a rule came out. What was found, what was wanted and where to look are told of one that failed. */
export interface Verdict {
  passed: boolean;
  found?: Words;
  wanted?: Words;
  where?: Words;
  /** There was nothing to judge: a name that no cell declares, an error, no end. Where to look then is not the rule's to say. */
  unread?: true;
  /** What is judged is not there yet: no mistake, but something left to do. */
  missing?: true;
}

/** What a rule is judged with. */
export interface Judging {
  /** The trainings of the notebook. */
  runs: CheckedRuns;
  /** Calls functions of the student apart from the notebook. */
  calls: Pick<LimitedCalls, 'call'>;
  /** Milliseconds that code of the student may take. */
  limitMs: number;
}

export type Judge = (judging: Judging) => Verdict | Promise<Verdict>;

interface RuleParts {
  words: Words;
  judge: Judge;
  points: number;
  hints: readonly Words[];
  hidden: boolean;
}

/** One thing that an exercise asks for. Each method gives another rule and leaves this one as it is. */
export class Rule {
  /** @internal */
  readonly parts: RuleParts;

  /** @internal */
  constructor(words: Words, judge: Judge, parts: Partial<RuleParts> = {}) {
    this.parts = { points: 1, hints: [], hidden: false, ...parts, words, judge };
  }

  /**
   * What it is worth; 1 where nothing is said.
   *
   * @throws RangeError for what is no number of at least 0.
   */
  points(points: number): Rule {
    if (typeof points !== 'number' || !Number.isFinite(points) || points < 0)
      throw new RangeError(
        say(
          `points: ${String(points)} is not a number of at least 0.`,
          `points: ${String(points)}은(는) 0 이상의 수가 아닙니다.`,
        ),
      );
    return this.with({ points });
  }

  /** A hint that the student can ask for once the rule has failed. More calls add further steps. */
  hint(text: Text): Rule {
    return this.with({ hints: [...this.parts.hints, wordsOf(text)] });
  }

  /** It is looked at when the work is handed in, and told as such. */
  hidden(): Rule {
    return this.with({ hidden: true });
  }

  /** Other words for what it asks for. */
  called(text: Text): Rule {
    return this.with({ words: wordsOf(text) });
  }

  /** Another sentence for where to look when it fails; what could not be read at all keeps the sentence of its own. */
  lookAt(text: Text): Rule {
    const { judge } = this.parts;
    const where = wordsOf(text);
    return this.with({
      judge: async (judging) => {
        const verdict = await judge(judging);
        return verdict.passed || verdict.unread ? verdict : { ...verdict, where };
      },
    });
  }

  private with(parts: Partial<RuleParts>): Rule {
    const all = { ...this.parts, ...parts };
    return new Rule(all.words, all.judge, all);
  }
}

export const passed: Verdict = { passed: true };
export const failed = (found: Words, wanted?: Words, where?: Words): Verdict => ({
  passed: false,
  found,
  ...(wanted && { wanted }),
  ...(where && { where }),
});

/** Of what is not there yet. */
export const missing = (verdict: Verdict): Verdict => ({ ...verdict, missing: true });

/** Of what could not be read. */
export const unread = (found: Words, wanted?: Words, where?: Words): Verdict => ({
  ...failed(found, wanted, where),
  unread: true,
});
