import { readdir, readFile, stat, writeFile } from 'node:fs/promises';
import * as path from 'node:path';

/** A student's own copy of a lesson. */
export interface LessonCopy {
  path: string;
  changedAt: Date;
}

/** `titanic.ipynb`, then `titanic-2.ipynb`, `titanic-3.ipynb`, … */
function numbered(file: string, n: number): string {
  const { name, ext } = path.parse(file);
  return n === 1 ? file : `${name}-${n}${ext}`;
}

/** Is this the name of a copy of the lesson `file`? */
function isCopyOf(file: string, name: string): boolean {
  const { name: stem, ext } = path.parse(file);
  if (!name.startsWith(stem) || !name.endsWith(ext)) return false;
  return /^(-([2-9]|[1-9]\d+))?$/.test(name.slice(stem.length, name.length - ext.length));
}

/** The copies of a lesson in a folder, by any of the names that its file has or had, the one that was changed last first. */
export async function copiesIn(folder: string, files: readonly string[]): Promise<LessonCopy[]> {
  const copies: LessonCopy[] = [];
  for (const name of await readdir(folder)) {
    if (!files.some((file) => isCopyOf(file, name))) continue;
    const copy = path.join(folder, name);
    const facts = await stat(copy).catch(() => undefined);
    if (facts?.isFile()) copies.push({ path: copy, changedAt: facts.mtime });
  }
  return copies.sort((a, b) => b.changedAt.getTime() - a.changedAt.getTime());
}

/**
 * Writes a copy of a lesson into a folder, under the first free name. It never writes over a file, and the copy can be
 * changed even where the lesson itself is read-only, as in an extension installed for all users of a machine.
 *
 * @returns The path of the copy.
 * @throws NodeJS.ErrnoException where the folder cannot be written to.
 */
export async function copyLesson(lesson: string, folder: string): Promise<string> {
  const content = await readFile(lesson);
  for (let n = 1; ; n++) {
    const copy = path.join(folder, numbered(path.basename(lesson), n));
    try {
      // The file system itself refuses a name that is taken, by whatever spelling it holds for the same.
      await writeFile(copy, content, { flag: 'wx' });
      return copy;
    } catch (error) {
      if ((error as NodeJS.ErrnoException).code !== 'EEXIST') throw error;
    }
  }
}
