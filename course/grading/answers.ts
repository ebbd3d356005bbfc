import { createHash } from 'node:crypto';

/** What makes answers comparable, without the answers themselves. */
export interface AnswerPrint {
  /** The same for texts that differ in space and comments alone. */
  exact: string;
  /** The same too where only names and literals differ. */
  loose: string;
  /** Words and marks: the answer to a short question is the same for many. */
  length: number;
}

const KEYWORDS = new Set(
  'await async break case catch class const continue default delete do else export extends false finally for from function if import in instanceof let new null of return static super switch this throw true try typeof undefined var void while with yield'.split(
    ' ',
  ),
);

export function answerPrint(source: string): AnswerPrint {
  const words = source.replace(/\/\*[\s\S]*?\*\/|\/\/[^\n]*/g, ' ').match(WORDS) ?? [];
  const names = new Map<string, string>();
  const loose = words.map((word) => {
    if (/^["'`\d]/.test(word)) return '0';
    if (!/^[\p{L}_$]/u.test(word) || KEYWORDS.has(word)) return word;
    const known = names.get(word) ?? `n${names.size}`;
    names.set(word, known);
    return known;
  });
  return { exact: hash(words), loose: hash(loose), length: words.length };
}

const WORDS = /"(?:[^"\\\n]|\\.)*"|'(?:[^'\\\n]|\\.)*'|[\p{L}_$][\p{L}\p{N}_$]*|\d[\w.]*|[^\s]/gu;

const hash = (words: readonly string[]): string =>
  createHash('sha256').update(words.join('\n')).digest('hex').slice(0, 24);

/** Students whose answers to a task are the same. */
export interface Likeness {
  task: string;
  students: string[];
  kind: keyof Pick<AnswerPrint, 'exact' | 'loose'>;
}

/** Below this an answer is what everybody writes. */
const ENOUGH_WORDS = 25;

/**
 * Tasks whose answer several students have in the same words, or in the same words but for names and numbers.
 *
 * @param answers by task, of each student.
 * @param given by task, what the teacher's copy and the students' hold: to have these is nothing to tell.
 */
export function likenesses(
  answers: readonly { student: string; answers: Readonly<Record<string, AnswerPrint>> }[],
  given: Readonly<Record<string, readonly AnswerPrint[]>>,
): Likeness[] {
  const tasks = [...new Set(answers.flatMap((own) => Object.keys(own.answers)))];
  return tasks.flatMap((task) => {
    const known = new Set((given[task] ?? []).map(({ loose }) => loose));
    const groups = (kind: Likeness['kind']): Likeness[] => {
      const by = new Map<string, string[]>();
      for (const { student, answers: own } of answers) {
        const print = own[task];
        if (!print || print.length < ENOUGH_WORDS || known.has(print.loose)) continue;
        by.set(print[kind], [...(by.get(print[kind]) ?? []), student]);
      }
      return [...by.values()]
        .filter((students) => students.length > 1)
        .map((students) => ({ task, students, kind }));
    };
    const exact = groups('exact');
    const told = new Set(exact.map(({ students }) => students.join('\n')));
    return [...exact, ...groups('loose').filter(({ students }) => !told.has(students.join('\n')))];
  });
}
