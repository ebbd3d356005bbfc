import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Files } from '../../kernel/cluster/index.js';
import { NotebookFile } from '../../kernel/notebook/index.js';
import type { EngineChoice, Locale } from '../../protocol/index.js';
import { setLocale } from '../../words/index.js';
import type { GradedWork } from './grader.js';
import { gradedWork } from './local-grader.js';
import type { RunOptions } from './run-cells.js';
import { findIsolation, type Isolation, type Limits, removeAbandonedCages } from './sandbox.js';
import type { Submission } from './submissions.js';
import { type Reference, readTeacherCopy, referenceOf } from './teacher-copy.js';
import { copyWorkingFiles } from './working-files.js';

/** Names in the folders of a task. */
export const TEACHER = 'teacher.ipynb';
export const SUBMISSION = 'submission.ipynb';
export const REFERENCE = 'reference.json';
export const ANSWER = 'answer.json';
/** What the submission brings, and what the teacher gives to all. */
export const OWN_FILES = 'own/';
export const GIVEN_FILES = 'given/';

/** What a worker is asked to do, `task.json`. */
export interface GradeTask {
  kind: 'reference' | 'grade';
  locale: Locale;
  /** Without it, the reference is asked for. */
  submission?: Pick<Submission, 'key' | 'student' | 'number' | 'late'>;
  limits: Limits;
  engine: EngineChoice;
  readable: string[];
  unguarded: boolean;
}

/** What it answers. */
export type GradeAnswer =
  | { kind: 'reference'; reference: Reference; isolation: Isolation }
  | { kind: 'graded'; work: GradedWork; isolation: Isolation }
  | { kind: 'unguarded'; isolation: Isolation & { kind: 'none' } }
  /** The teacher's own solution fails. */
  | { kind: 'wrong'; message: string };

/** Does such a task. @param given the folder that all tasks share, then that of the reference. */
export async function runGradeTask(
  task: GradeTask,
  folder: string,
  [given = folder, found = folder]: readonly string[],
  signal: AbortSignal,
): Promise<Files> {
  setLocale(task.locale);
  return { [ANSWER]: Buffer.from(JSON.stringify(await answerTo(task, folder, given, found, signal))) };
}

async function answerTo(
  { kind, submission, limits, engine, readable, unguarded }: GradeTask,
  folder: string,
  given: string,
  found: string,
  signal: AbortSignal,
): Promise<GradeAnswer> {
  removeAbandonedCages();
  const isolation = await findIsolation();
  if (isolation.kind === 'none' && !unguarded) return { kind: 'unguarded', isolation };
  const teacher = readTeacherCopy(NotebookFile.read(join(given, TEACHER)));
  const options: RunOptions = {
    limits,
    isolation,
    engine,
    locale: teacher.locale,
    readable,
    fill: (work) => {
      copyWorkingFiles(join(folder, OWN_FILES), work, Number.POSITIVE_INFINITY);
      copyWorkingFiles(join(given, GIVEN_FILES), work, Number.POSITIVE_INFINITY);
    },
    signal,
  };
  if (kind === 'reference' || !submission)
    try {
      return { kind: 'reference', reference: await referenceOf(teacher, options), isolation };
    } catch (error) {
      return { kind: 'wrong', message: (error as Error).message };
    }
  const reference = JSON.parse(readFileSync(join(found, REFERENCE), 'utf8')) as Reference;
  const work = await gradedWork(
    { ...submission, notebook: join(folder, SUBMISSION), folder: undefined },
    teacher,
    reference,
    options,
  );
  return { kind: 'graded', work, isolation };
}
