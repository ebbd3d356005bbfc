import type { GradeOptions } from './grade-options.js';
import { gradeSubmission } from './grade-submission.js';
import { gradedNotebook } from './graded-notebook.js';
import {
  copyGivenFiles,
  copyOwnFiles,
  type GradedWork,
  type Grader,
  notApart,
  refuseUnguarded,
} from './grader.js';
import { progressLine } from './progress-line.js';
import type { RunOptions } from './run-cells.js';
import { findIsolation, type Isolation, removeAbandonedCages } from './sandbox.js';
import type { Submission } from './submissions.js';
import { type Reference, referenceOf, type TeacherCopy } from './teacher-copy.js';

/** Grades in processes of this machine. */
export class LocalGrader implements Grader {
  private constructor(
    private readonly teacher: TeacherCopy,
    private readonly options: GradeOptions,
    private readonly signal: AbortSignal,
    readonly isolation: Isolation,
  ) {}

  /** @throws Error where submissions would not be kept apart, and that was not asked for. */
  static async start(teacher: TeacherCopy, options: GradeOptions, signal: AbortSignal): Promise<LocalGrader> {
    removeAbandonedCages();
    const isolation = await findIsolation();
    if (isolation.kind === 'none' && !options.unguarded)
      progressLine({ refused: 'apart', why: notApart(isolation) }, options);
    refuseUnguarded(isolation, options.unguarded);
    if (isolation.kind === 'none') process.stderr.write(`${notApart(isolation)}\n`);
    return new LocalGrader(teacher, options, signal, isolation);
  }

  get jobs(): number {
    return this.options.jobs;
  }

  reference(): Promise<Reference> {
    return referenceOf(this.teacher, this.runOptions());
  }

  grade(submission: Submission, reference: Reference): Promise<GradedWork> {
    return gradedWork(submission, this.teacher, reference, this.runOptions(submission));
  }

  async end(): Promise<void> {}

  private runOptions(submission?: Submission): RunOptions {
    const { limits, engine, readable } = this.options;
    return {
      limits,
      isolation: this.isolation,
      engine,
      locale: this.teacher.locale,
      readable,
      fill: (work) => {
        if (submission) copyOwnFiles(submission, work, limits.disk);
        copyGivenFiles(this.options, work);
      },
      signal: this.signal,
    };
  }
}

export async function gradedWork(
  submission: Submission,
  teacher: TeacherCopy,
  reference: Reference,
  options: RunOptions,
): Promise<GradedWork> {
  const { graded, cells } = await gradeSubmission(submission, teacher, reference, options);
  return graded.status === 'graded'
    ? { graded, notebook: gradedNotebook(graded, cells, teacher) }
    : { graded };
}
