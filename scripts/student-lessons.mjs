// The copies of the lessons that are handed out: made of the teacher's, in workbooks/, by the command that teachers use.
import { spawnSync } from 'node:child_process';
import { cpSync, mkdirSync, mkdtempSync, readdirSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { repository } from './repository.mjs';

export const languages = ['en', 'ko'];

/** Where a build puts them, by language. */
export const studentLessons = join(repository, 'dist', 'lessons');

/** The notebooks of an edition, without executed ones. */
export const lessonFiles = (folder) => readdirSync(folder).filter((file) => /^[^.]+\.ipynb$/.test(file));

/**
 * Writes the student copies of a folder with `en/` and `ko/` into another such folder. Solutions are not run, which
 * `npm run workbooks` does.
 *
 * @throws Error where a teacher's copy is not fit to be handed out: its reasons.
 */
export function makeStudentLessons(from = join(repository, 'workbooks'), to = studentLessons) {
  const lessons = mkdtempSync(join(tmpdir(), 'epochbook-lessons-'));
  try {
    for (const language of languages) {
      mkdirSync(join(lessons, language));
      // Where somebody has run a lesson lie the files that it wrote, too.
      for (const file of lessonFiles(join(from, language)))
        cpSync(join(from, language, file), join(lessons, language, file));
    }
    const cli = join(repository, 'dist', 'cli.js');
    const args = [cli, 'student', lessons, to, '--no-run', '--force'];
    const { status, stderr } = spawnSync(process.execPath, args, { encoding: 'utf8' });
    if (status !== 0) throw new Error(`There are no student copies of ${from}: ${stderr}`);
  } finally {
    rmSync(lessons, { recursive: true, force: true });
  }
}
