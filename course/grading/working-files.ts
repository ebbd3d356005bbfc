import { copyFileSync, existsSync, lstatSync, mkdirSync, readdirSync } from 'node:fs';
import { dirname, join } from 'node:path';

const MOST_FILES = 5000;
const MOST_LEVELS = 10;

/**
 * Copies the files of a folder that are no notebooks, not hidden and not led to elsewhere.
 *
 * @returns whether all could be copied within these bytes.
 */
export function copyWorkingFiles(from: string, to: string, most: number): boolean {
  let bytes = 0;
  let files = 0;
  const copy = (folder: string, target: string, level: number): boolean => {
    if (level > MOST_LEVELS) return false;
    for (const name of readdirSync(folder)) {
      if (/^\.|^node_modules$|^__MACOSX$|\.ipynb$/i.test(name)) continue;
      const path = join(folder, name);
      const stats = lstatSync(path);
      if (stats.isDirectory()) {
        if (!copy(path, join(target, name), level + 1)) return false;
      } else if (stats.isFile()) {
        bytes += stats.size;
        if (bytes > most || ++files > MOST_FILES) return false;
        const place = join(target, name);
        mkdirSync(dirname(place), { recursive: true });
        copyFileSync(path, place);
      }
    }
    return true;
  };
  return !existsSync(from) || copy(from, to, 0);
}
