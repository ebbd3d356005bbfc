import { join } from 'node:path';
import { writeFileAtomicallySync } from '../../engine/files/index.js';
import type { GradedRow, GradingSummary } from '../../protocol/command-line.js';
import { likenesses } from './answers.js';
import type { GradeOptions } from './grade-options.js';
import type { Graded } from './grade-submission.js';
import { ruleStatistics } from './statistics.js';
import type { Submission } from './submissions.js';
import type { TeacherCopy } from './teacher-copy.js';

/** The file by which an editor finds a grading. */
export const SUMMARY_FILE = 'grading.json';

/** What has been graded so far, in the order of the submissions. */
export function gradingSummary(
  submissions: readonly Submission[],
  marks: ReadonlyMap<string, Graded>,
  teacher: TeacherCopy,
  { folder, teacher: path, csv }: GradeOptions,
): GradingSummary {
  const graded = submissions.flatMap(({ key }) => {
    const own = marks.get(key);
    return own ? [{ key, own }] : [];
  });
  const all = graded.map(({ own }) => own);
  return {
    version: 1,
    complete: graded.length === submissions.length,
    folder,
    teacher: path,
    csv,
    submissions: submissions.length,
    rows: graded.map(({ key, own }) => rowOf(key, own)),
    rules: ruleStatistics(all)
      .rules.filter(({ failed }) => failed > 0)
      .sort((a, b) => b.failed - a.failed)
      .map(({ check, words, failed, found }) => ({
        check,
        words,
        failed,
        found: found.map(({ text }) => text),
      })),
    same: likenesses(all, teacher.given).map(({ task, students }) => ({ task, students })),
  };
}

const rowOf = (key: string, graded: Graded): GradedRow => ({
  key,
  student: graded.student,
  number: graded.number,
  points: graded.points,
  maximum: graded.maximum,
  graded: graded.status === 'graded',
  late: graded.late,
  look: graded.look,
  remarks: graded.remarks,
  report: `reports/${key}.html`,
  ...(graded.status === 'graded' && { notebook: `notebooks/${key}.ipynb` }),
});

export const writeSummary = (out: string, summary: GradingSummary): void =>
  writeFileAtomicallySync(join(out, SUMMARY_FILE), `${JSON.stringify(summary, null, 1)}\n`);
