import { createHash } from 'node:crypto';
import { existsSync, mkdirSync, readFileSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { writeFileAtomicallySync } from '../../engine/files/index.js';
import type { Graded } from './grade-submission.js';
import { MOST_BYTES } from './read-submission.js';
import type { Submission } from './submissions.js';

/** What has been graded already, a file a submission, so that a grading that was ended anyhow goes on where it stood. */
export class Journal {
  /** @param version changes with whatever makes old marks worthless: the teacher's copy, the limits. */
  constructor(
    private readonly folder: string,
    private readonly version: string,
  ) {
    mkdirSync(folder, { recursive: true });
  }

  /** The marks of a submission that is as it was; undefined where it has to be graded (again). */
  find(submission: Submission): Graded | undefined {
    const path = this.pathOf(submission);
    if (!existsSync(path)) return undefined;
    try {
      const { stamp, graded } = JSON.parse(readFileSync(path, 'utf8')) as { stamp: string; graded: Graded };
      return stamp === this.stampOf(submission) ? graded : undefined;
    } catch {
      return undefined;
    }
  }

  keep(submission: Submission, graded: Graded): void {
    const entry = { stamp: this.stampOf(submission), graded };
    writeFileAtomicallySync(this.pathOf(submission), `${JSON.stringify(entry, null, 1)}\n`);
  }

  private pathOf({ key }: Submission): string {
    return join(this.folder, `${key}.json`);
  }

  private stampOf({ notebook, student, number, trouble = '' }: Submission): string {
    const hash = createHash('sha256').update([this.version, student, number, trouble].join('\n'));
    if (notebook !== undefined) {
      const { size } = statSync(notebook);
      hash.update(`\n${size}\n`);
      if (size <= MOST_BYTES) hash.update(readFileSync(notebook));
    }
    return hash.digest('hex');
  }
}
