import { existsSync } from 'node:fs';
import { basename, dirname } from 'node:path';
import { say } from '../../words/index.js';
import type { GradeOptions } from './grade-options.js';
import type { Graded } from './grade-submission.js';
import type { Isolation } from './sandbox.js';
import type { Submission } from './submissions.js';
import type { Reference } from './teacher-copy.js';
import { copyWorkingFiles } from './working-files.js';

/** A submission with its marks. */
export interface GradedWork {
  graded: Graded;
  /** As it was graded; absent where it could not be read. */
  notebook?: string;
}

/** Runs submissions, here or elsewhere. */
export interface Grader {
  /** How many to give it at a time. */
  readonly jobs: number;
  /** How far submissions are kept apart; known once the reference is. */
  readonly isolation: Isolation;
  /** What the teacher's own solution comes to. @throws Error where it fails its own checks. */
  reference(): Promise<Reference>;
  grade(submission: Submission, reference: Reference): Promise<GradedWork>;
  end(): Promise<void>;
}

/** Copies the files that the submission brings; the rest is left out where there are too many. */
export function copyOwnFiles({ notebook, folder }: Submission, to: string, disk: number): void {
  if (folder === undefined) return;
  copyWorkingFiles(notebook === undefined ? folder : dirname(notebook), to, disk / 4);
}

/** Copies what the teacher gives to all. @throws Error where that is not there, or too much. */
export function copyGivenFiles({ data, limits }: Pick<GradeOptions, 'data' | 'limits'>, to: string): void {
  if (data === undefined) return;
  if (!existsSync(data))
    throw new Error(say(`There is no folder ${data} (--data).`, `${data} 폴더가 없습니다(--data).`));
  if (!copyWorkingFiles(data, to, limits.disk / 2))
    throw new Error(
      say(
        `The files of ${basename(data)} take more than half of what a submission may write (--disk).`,
        `${basename(data)}의 파일이 제출물에 허용된 용량(--disk)의 절반을 넘습니다.`,
      ),
    );
}

/** A submission that forks without end takes the whole machine with it: nobody should find out by grading. */
export function refuseUnguarded(isolation: Isolation, unguarded: boolean): void {
  if (isolation.kind === 'none' && !unguarded)
    throw new Error(
      `${notApart(isolation)} ${say(
        'Grade on a Linux machine that allows namespaces, or in a virtual machine that may be lost; there, --no-isolation grades all the same.',
        '네임스페이스를 쓸 수 있는 Linux나, 망가져도 되는 가상 머신에서 채점하세요. 그런 곳에서는 --no-isolation으로 그대로 채점할 수 있습니다.',
      )}`,
    );
}

export const notApart = ({ why }: { why: string }): string =>
  say(
    `Submissions cannot be kept apart on this machine (${why}): they can read and delete this user's files, use the network, and take all of the machine's processes and memory.`,
    `이 컴퓨터에서는 제출물을 격리할 수 없습니다(${why}). 제출물이 이 사용자의 파일을 읽거나 지우고, 네트워크를 쓰고, 컴퓨터의 프로세스와 메모리를 모두 차지할 수 있습니다.`,
  );
