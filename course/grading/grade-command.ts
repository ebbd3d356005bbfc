import { createHash } from 'node:crypto';
import { existsSync, mkdirSync, statSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { writeFileAtomicallySync } from '../../engine/files/index.js';
import { pointsText, teacherProblems } from '../../exercises/index.js';
import { cancelBySignal } from '../../kernel/cli/index.js';
import { TaskFailed } from '../../kernel/cluster/index.js';
import { checkWritable, NotebookFile } from '../../kernel/notebook/index.js';
import { currentLocale, say } from '../../words/index.js';
import { likenesses } from './answers.js';
import { ClusterGrader } from './cluster-grader.js';
import { type GradeOptions, gradeOptions } from './grade-options.js';
import { type Graded, marksText } from './grade-submission.js';
import { type Grader, notApart } from './grader.js';
import { gradingSummary, writeSummary } from './grading-summary.js';
import { Journal } from './journal.js';
import { LocalGrader } from './local-grader.js';
import { marksCsv } from './marks-csv.js';
import { progressLine } from './progress-line.js';
import { classPage, studentPage } from './report-page.js';
import type { Isolation } from './sandbox.js';
import { ruleStatistics } from './statistics.js';
import { findSubmissions, type Submission } from './submissions.js';
import { readTeacherCopy, type TeacherCopy } from './teacher-copy.js';
import { unpackedFolder } from './unpack.js';

/** `epochbook grade FOLDER --teacher NOTEBOOK`. @returns the exit code: 0 once every submission has its marks. */
export async function gradeCommand(args: string[]): Promise<number> {
  const options = gradeOptions(args);
  const { folder, teacher: path, out, csv } = options;
  if (!existsSync(folder))
    throw new Error(say(`There is no folder ${folder}.`, `${folder} 폴더가 없습니다.`));
  const file = NotebookFile.read(path);
  const problems = teacherProblems(file.notebook);
  if (problems.length > 0) throw new Error(problems.map(({ text }) => text).join('\n'));
  for (const each of [join(out, 'journal'), join(out, 'reports'), join(out, 'notebooks'), dirname(csv)])
    mkdirSync(each, { recursive: true });
  checkWritable(csv);
  const signal = cancelBySignal();
  const teacher = readTeacherCopy(file);
  const from = statSync(folder).isFile() ? unpackedFolder(folder, join(out, 'unpacked')) : folder;
  const submissions = findSubmissions(from, path);
  if (submissions.length === 0)
    throw new Error(say(`There are no submissions in ${folder}.`, `${folder}에 제출물이 없습니다.`));
  let grader: Grader | undefined;
  try {
    const { on } = options;
    grader =
      on.kind === 'local'
        ? await LocalGrader.start(teacher, options, signal)
        : await ClusterGrader.connect(on, teacher, options, signal);
    return await gradeAll(submissions, teacher, grader, options, signal);
  } catch (error) {
    if (signal.aborted) return stopped();
    throw error;
  } finally {
    await grader?.end();
  }
}

async function gradeAll(
  submissions: readonly Submission[],
  teacher: TeacherCopy,
  grader: Grader,
  options: GradeOptions,
  signal: AbortSignal,
): Promise<number> {
  const { out } = options;
  tell(say("The teacher's solution is checked …", '교사의 풀이를 점검하는 중 …'));
  const reference = await grader.reference();
  if (signal.aborted) return 130;
  const version = createHash('sha256')
    .update(JSON.stringify([teacher.hash, options.limits, options.engine, reference, currentLocale()]))
    .digest('hex');
  const journal = new Journal(join(out, 'journal'), version);
  const marks = new Map<string, Graded>();
  const left: string[] = [];
  const waiting: Submission[] = [];
  for (const submission of submissions) {
    const known = options.fresh ? undefined : journal.find(submission);
    if (known) marks.set(submission.key, known);
    else waiting.push(submission);
  }
  if (marks.size > 0)
    tell(
      say(
        `${marks.size} of ${submissions.length} submissions are graded already.`,
        `제출물 ${submissions.length}개 중 ${marks.size}개는 이미 채점되었습니다.`,
      ),
    );
  const summarize = (): void => {
    const grading = gradingSummary(submissions, marks, teacher, options);
    writeSummary(out, grading);
    progressLine({ grading, out }, options);
  };
  progressLine({ done: marks.size, of: submissions.length }, options);
  const gradeOne = async (submission: Submission): Promise<void> => {
    const { graded, notebook } = await grader.grade(submission, reference);
    if (signal.aborted) return;
    writeFileAtomicallySync(join(out, 'reports', `${submission.key}.html`), studentPage(graded));
    if (notebook !== undefined)
      writeFileAtomicallySync(join(out, 'notebooks', `${submission.key}.ipynb`), notebook);
    // Last, so that what the journal has is all there.
    journal.keep(submission, graded);
    marks.set(submission.key, graded);
    progressLine({ done: marks.size, of: submissions.length, student: graded.student }, options);
    const mark = graded.look ? ' !' : '';
    tell(`[${marks.size}/${submissions.length}] ${graded.student}: ${marksText(graded)}${mark}`);
  };
  const gradeNext = async (): Promise<void> => {
    for (let next = waiting.shift(); next && !signal.aborted; next = waiting.shift())
      try {
        await gradeOne(next);
      } catch (error) {
        if (!(error instanceof TaskFailed)) throw error;
        if (signal.aborted) return;
        left.push(next.student);
        tell(`${next.student}: ${error.message}`);
      }
  };
  await Promise.all(Array.from({ length: Math.min(grader.jobs, waiting.length) }, gradeNext));
  summarize();
  if (signal.aborted) return stopped();
  const all = submissions.flatMap(({ key }) => {
    const graded = marks.get(key);
    return graded ? [{ graded, page: `reports/${encodeURIComponent(key)}.html` }] : [];
  });
  if (all.length > 0) report(all, teacher, grader.isolation, options);
  if (left.length > 0)
    throw new Error(
      say(
        `Without marks, as they could not be run: ${left.join(', ')}. The same command tries them again.`,
        `실행하지 못해 성적이 없는 제출물: ${left.join(', ')}. 같은 명령을 다시 실행하면 다시 채점합니다.`,
      ),
    );
  return 0;
}

/** @returns the exit code. */
function stopped(): number {
  tell(
    say(
      'Stopped. The same command goes on where it stood.',
      '중단했습니다. 같은 명령을 다시 실행하면 이어서 채점합니다.',
    ),
  );
  return 130;
}

function report(
  all: readonly { graded: Graded; page: string }[],
  teacher: TeacherCopy,
  isolation: Isolation,
  { out, csv, json, progress }: GradeOptions,
): void {
  const marks = all.map(({ graded }) => graded);
  const same = likenesses(marks, teacher.given);
  const notes = isolation.kind === 'none' ? [notApart(isolation)] : [];
  writeFileAtomicallySync(join(out, 'index.html'), classPage(all, same, notes));
  writeFileAtomicallySync(csv, marksCsv(marks));
  const statistics = ruleStatistics(marks);
  if (json)
    process.stdout.write(
      `${JSON.stringify({ csv, out, isolation: isolation.kind, marks, statistics, same }, null, 2)}\n`,
    );
  else if (!progress) {
    for (const { check, words, failed } of statistics.rules)
      if (failed > 0)
        process.stdout.write(
          `${say(
            `${failed} of ${statistics.graded} failed ${check}${words && `: ${words}`}`,
            `${statistics.graded}개 중 ${failed}개 실패: ${check}${words && ` (${words})`}`,
          )}\n`,
        );
    for (const { task, students } of same)
      process.stdout.write(
        `${say(`The same answer to ${task}: ${students.join(', ')}`, `${task}의 답이 같음: ${students.join(', ')}`)}\n`,
      );
    const points = marks.reduce((sum, graded) => sum + graded.points, 0);
    process.stdout.write(
      `${say(
        `${marks.length} submissions, on average ${pointsText(points / marks.length)} points. Marks: ${csv}. Reports: ${join(out, 'index.html')}`,
        `제출물 ${marks.length}개, 평균 ${pointsText(points / marks.length)}점. 성적: ${csv}. 보고서: ${join(out, 'index.html')}`,
      )}\n`,
    );
  }
}

const tell = (text: string): void => void process.stderr.write(`${text}\n`);
