import { createHash } from 'node:crypto';
import { existsSync, mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { dirname, join, relative, resolve, sep } from 'node:path';
import { unzipSync, zipSync } from 'fflate';

/** Contents by their paths, with `/`. */
export type Files = Record<string, Uint8Array>;

/** Any day will do: the same files make the same archive. */
const SOME_DAY = new Date(2000, 0, 1);

export const packed = (files: Files): Uint8Array => zipSync(files, { level: 4, mtime: SOME_DAY });

export const unpacked = (archive: Uint8Array): Files => unzipSync(archive);

/** A name that stands for these contents. */
export function nameOf(files: Files): string {
  const hash = createHash('sha256');
  for (const path of Object.keys(files).sort()) {
    const content = files[path] as Uint8Array;
    hash.update(`${path}\n${content.length}\n`).update(content);
  }
  return hash.digest('hex').slice(0, 32);
}

/** The files of a folder and below, under a path. */
export function filesIn(folder: string, below = '', wanted: (path: string) => boolean = () => true): Files {
  const files: Files = {};
  const look = (at: string): void => {
    for (const entry of readdirSync(at, { withFileTypes: true })) {
      const path = join(at, entry.name);
      const name = relative(folder, path).split(sep).join('/');
      if (!wanted(name)) continue;
      if (entry.isDirectory()) look(path);
      else if (entry.isFile()) files[below + name] = readFileSync(path);
    }
  };
  if (existsSync(folder)) look(folder);
  return files;
}

/** Writes files below a folder, and nowhere else. */
export function writeFiles(files: Files, folder: string): void {
  for (const [name, content] of Object.entries(files)) {
    const path = resolve(folder, name);
    if (!path.startsWith(resolve(folder) + sep)) continue;
    mkdirSync(dirname(path), { recursive: true });
    writeFileSync(path, content);
  }
}
