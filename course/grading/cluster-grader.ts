import { mkdtempSync, readFileSync, rmSync, statSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Cluster, ClusterError, type Files, filesIn, type Place } from '../../kernel/cluster/index.js';
import { currentLocale, say } from '../../words/index.js';
import type { GradeOptions } from './grade-options.js';
import {
  ANSWER,
  GIVEN_FILES,
  type GradeAnswer,
  type GradeTask,
  OWN_FILES,
  REFERENCE,
  SUBMISSION,
  TEACHER,
} from './grade-task.js';
import { copyGivenFiles, copyOwnFiles, type GradedWork, type Grader, notApart } from './grader.js';
import { gradedWork } from './local-grader.js';
import { MOST_BYTES } from './read-submission.js';
import type { Isolation } from './sandbox.js';
import type { Submission } from './submissions.js';
import type { Reference, TeacherCopy } from './teacher-copy.js';

/** Beyond the time of the submission: its kernels start and end in it, and cells that hang are stopped. */
const MORE_SECONDS = 120;

/** Grades on the workers of a cluster, a task a submission. */
export class ClusterGrader implements Grader {
  isolation: Isolation = { kind: 'namespaces' };
  private given: string | undefined;
  private found: string | undefined;

  private constructor(
    private readonly cluster: Cluster,
    private readonly teacher: TeacherCopy,
    private readonly options: GradeOptions,
    private readonly signal: AbortSignal,
  ) {}

  /** @throws ClusterError */
  static async connect(
    place: Place & { kind: 'ray' },
    teacher: TeacherCopy,
    options: GradeOptions,
    signal: AbortSignal,
  ): Promise<ClusterGrader> {
    const cluster = await Cluster.connect(place, __dirname, signal);
    const { memory } = options.limits;
    if (!cluster.holds({ cpus: options.cpus, memory }))
      process.stderr.write(
        `${say(
          `No node of the cluster has ${options.cpus} CPUs and ${Math.round(memory / 2 ** 20)} MB now, which a submission asks for (--cpus, --memory): submissions wait until one has.`,
          `지금은 제출물 하나에 필요한 CPU ${options.cpus}개와 ${Math.round(memory / 2 ** 20)}MB(--cpus, --memory)를 갖춘 노드가 없습니다. 그런 노드가 생길 때까지 기다립니다.`,
        )}\n`,
      );
    return new ClusterGrader(cluster, teacher, options, signal);
  }

  get jobs(): number {
    return this.options.jobsAsked ?? this.cluster.slots;
  }

  async reference(): Promise<Reference> {
    const answer = await this.run('reference', {});
    if (answer.kind === 'wrong') throw new Error(answer.message);
    if (answer.kind !== 'reference') throw new Error(answer.kind);
    return answer.reference;
  }

  async grade(submission: Submission, reference: Reference): Promise<GradedWork> {
    const { student, key, number, late, notebook } = submission;
    // Nothing of it runs: there is nothing to send.
    if (notebook === undefined || statSync(notebook).size > MOST_BYTES)
      return gradedWork(submission, this.teacher, reference, this.localOptions());
    const { limits } = this.options;
    const files: Files = {
      [SUBMISSION]: readFileSync(notebook),
      ...staged(OWN_FILES, (folder) => copyOwnFiles(submission, folder, limits.disk)),
    };
    this.found ??= this.cluster.share({ [REFERENCE]: Buffer.from(JSON.stringify(reference)) });
    const answer = await this.run('grade', files, { student, key, number, late });
    if (answer.kind !== 'graded') throw new Error(answer.kind);
    return answer.work;
  }

  end(): Promise<void> {
    return this.cluster.end();
  }

  private async run(
    kind: GradeTask['kind'],
    files: Files,
    submission?: GradeTask['submission'],
  ): Promise<GradeAnswer> {
    const { limits, engine, readable, unguarded, cpus, retries } = this.options;
    this.given ??= this.cluster.share({
      [TEACHER]: readFileSync(this.options.teacher),
      ...staged(GIVEN_FILES, (folder) => copyGivenFiles(this.options, folder)),
    });
    const task: GradeTask = {
      kind,
      locale: currentLocale(),
      ...(submission && { submission }),
      limits,
      engine,
      readable,
      unguarded,
    };
    const { files: answers, where } = await this.cluster.run(
      { 'task.json': Buffer.from(JSON.stringify(task)), ...files },
      this.found === undefined ? [this.given] : [this.given, this.found],
      { cpus, memory: limits.memory, retries, seconds: limits.timeMs / 1000 + MORE_SECONDS },
    );
    const answer = JSON.parse(Buffer.from(answers[ANSWER] ?? []).toString('utf8')) as GradeAnswer;
    if (answer.kind === 'unguarded')
      throw new ClusterError(
        say(
          `On the worker ${where}: ${notApart(answer.isolation)} Allow namespaces there, or grade all the same with --no-isolation where workers may be lost.`,
          `워커 ${where}: ${notApart(answer.isolation)} 워커에서 네임스페이스를 허용하거나, 워커가 망가져도 되면 --no-isolation으로 채점하세요.`,
        ),
      );
    if ('isolation' in answer && answer.isolation.kind === 'none') this.isolation = answer.isolation;
    return answer;
  }

  private localOptions() {
    const { limits, engine, readable } = this.options;
    const { isolation, signal } = this;
    return { limits, engine, readable, isolation, signal, locale: this.teacher.locale, fill: () => {} };
  }
}

/** What this puts into a folder. */
function staged(below: string, copy: (folder: string) => void): Files {
  const folder = mkdtempSync(join(tmpdir(), 'epochbook-task-'));
  try {
    copy(folder);
    return filesIn(folder, below);
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}
