import { existsSync, lstatSync, readdirSync } from 'node:fs';
import { basename, extname, join, relative } from 'node:path';
import { say } from '../../words/index.js';
import { alikeness } from '../matching/alike.js';

/** What one student has handed in. */
export interface Submission {
  /** Names its report and its entry in the journal: of letters that every file system takes, none twice. */
  key: string;
  student: string;
  /** The number that the learning platform gives the student. */
  number: string;
  /** Undefined where there is none, or more than one that could be it. */
  notebook: string | undefined;
  /** The folder whose other files belong to it. */
  folder: string | undefined;
  late: boolean;
  /** Why there is no notebook. */
  trouble?: string;
}

interface Entry {
  student: string;
  number: string;
  late: boolean;
  path: string;
  isFolder: boolean;
}

/**
 * The submissions of a folder: a notebook each, a folder each, or the download of Moodle (`Name_123_assignsubmission_file_`),
 * Canvas (`name_LATE_123_456_file.ipynb`) or GitHub Classroom (`assignment-account/`), as it is unpacked.
 *
 * @param teacher The teacher's notebook: of several in a folder, the one of its name is meant.
 */
export function findSubmissions(folder: string, teacher: string): Submission[] {
  const names = readdirSync(folder).sort((a, b) => a.localeCompare(b));
  const entries = names.flatMap((name) => entryOf(folder, name));
  const shared = sharedPrefix(entries.filter(({ isFolder }) => isFolder).map(({ student }) => student));
  const named = entries.map((entry) =>
    entry.isFolder && entry.number === '' ? { ...entry, student: entry.student.slice(shared.length) } : entry,
  );
  const keys = new Set<string>();
  return named.map((entry) => {
    const found = entry.isFolder ? notebookIn(entry.path, teacher) : { notebook: entry.path };
    const key = unusedKey(entry.number ? `${entry.student}_${entry.number}` : entry.student, keys);
    const { student, number, late } = entry;
    return {
      key,
      student,
      number,
      late,
      folder: entry.isFolder ? entry.path : undefined,
      ...found,
    };
  });
}

function entryOf(folder: string, name: string): Entry[] {
  const path = join(folder, name);
  const stats = lstatSync(path);
  const isFolder = stats.isDirectory();
  if (name.startsWith('.') || !(isFolder || stats.isFile())) return [];
  if (/_assignsubmission_onlinetext(_|$)/.test(name)) return [];
  const moodle = /^(.+)_(\d+)_assignsubmission_file(?:_(.*))?$/.exec(name);
  if (moodle)
    return [{ student: moodle[1] as string, number: moodle[2] as string, late: false, path, isFolder }];
  if (isFolder) return name === 'node_modules' || name === '__MACOSX' ? [] : [plain(name, path, true)];
  const canvas = /^([^_]+)_(LATE_)?(\d+)_(\d+)_(.+)$/.exec(name);
  if (canvas)
    return [
      {
        student: canvas[1] as string,
        number: canvas[3] as string,
        late: canvas[2] !== undefined,
        path,
        isFolder,
      },
    ];
  // Beside the submissions of a folder stand tables and the like.
  return extname(name).toLowerCase() === '.ipynb' ? [plain(basename(name, extname(name)), path, false)] : [];
}

const plain = (student: string, path: string, isFolder: boolean): Entry => ({
  student,
  number: '',
  late: false,
  path,
  isFolder,
});

/** GitHub Classroom puts the name of the assignment before each account: `early-stopping-`. */
function sharedPrefix(names: readonly string[]): string {
  const [first = '', ...rest] = names;
  if (rest.length === 0) return '';
  let length = first.length;
  for (const name of rest) while (!name.startsWith(first.slice(0, length))) length -= 1;
  return first.slice(0, first.lastIndexOf('-', length - 1) + 1);
}

function notebookIn(folder: string, teacher: string): Pick<Submission, 'notebook' | 'trouble'> {
  const all = notebooksBelow(folder, 0);
  const [only, ...more] = all;
  if (only === undefined)
    return {
      notebook: undefined,
      trouble: say('There is no notebook among what was handed in.', '제출물에 노트북이 없습니다.'),
    };
  if (more.length === 0) return { notebook: only };
  const wanted = basename(teacher);
  const same = all.filter((path) => basename(path) === wanted);
  if (same[0] && same.length === 1) return { notebook: same[0] };
  const stem = basename(wanted, '.ipynb');
  const near = all.filter(
    (path) => basename(path).startsWith(stem) || alikeness(basename(path), wanted) > 0.8,
  );
  if (near[0] && near.length === 1) return { notebook: near[0] };
  const list = all.map((path) => relative(folder, path)).join(', ');
  return {
    notebook: undefined,
    trouble: say(
      `There are ${all.length} notebooks, and nothing tells which is meant: ${list}.`,
      `노트북이 ${all.length}개라서 어느 것인지 알 수 없습니다: ${list}.`,
    ),
  };
}

const MOST_LEVELS = 5;

function notebooksBelow(folder: string, level: number): string[] {
  if (level > MOST_LEVELS || !existsSync(folder)) return [];
  return readdirSync(folder)
    .sort()
    .flatMap((name) => {
      if (name.startsWith('.') || name === 'node_modules' || name === '__MACOSX') return [];
      const path = join(folder, name);
      const stats = lstatSync(path);
      if (stats.isDirectory()) return notebooksBelow(path, level + 1);
      return stats.isFile() && /\.ipynb$/i.test(name) && !/\.executed\.ipynb$/.test(name) ? [path] : [];
    });
}

function unusedKey(name: string, used: Set<string>): string {
  const safe = name
    .normalize('NFC')
    // biome-ignore lint/suspicious/noControlCharactersInRegex: no file system takes them in names.
    .replace(/[\\/:*?"<>|\u0000-\u001f]/g, '_')
    .replace(/^\.+|[. ]+$/g, '_')
    .slice(0, 80);
  let key = safe || '_';
  for (let count = 2; used.has(key.toLowerCase()); count++) key = `${safe} (${count})`;
  used.add(key.toLowerCase());
  return key;
}
