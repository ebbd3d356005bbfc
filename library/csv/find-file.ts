import { readdir } from 'node:fs/promises';
import { basename, dirname, join, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';
import { escapedPath } from '../../engine/files/index.js';
import { showGiven } from '../../engine/options/index.js';
import { nearestNames, say } from '../../words/index.js';

/**
 * The path of a file that was given as a path or a `file:` URL.
 *
 * @throws TypeError for an address of the network, and for what is no path.
 */
export function pathOf(given: unknown): string {
  const text = given instanceof URL ? given.href : given;
  if (typeof text !== 'string' || text === '')
    throw new TypeError(
      say(
        `readCsv takes the path of a CSV file, but got ${showGiven(given)}. The text of one goes to parseCsv(text).`,
        `readCsv에는 CSV 파일의 경로를 주어야 하는데 ${showGiven(given)}을(를) 받았습니다. 내용은 parseCsv(내용)으로 읽습니다.`,
      ),
    );
  if (/^file:\/\//i.test(text)) return fileURLToPath(text);
  // One letter is the drive of Windows.
  if (/^[a-z][a-z0-9+.-]+:\/\//i.test(text)) throw noDownload(text);
  return text;
}

const noDownload = (url: string): TypeError =>
  new TypeError(
    say(
      `readCsv reads files and loads nothing from the network: ${url}. Download it first, or: parseCsv(await (await fetch('${url}')).text()).`,
      `readCsv는 파일을 읽을 뿐 네트워크에서 받지 않습니다: ${url}. 먼저 내려받거나 이렇게 하세요: parseCsv(await (await fetch('${url}')).text())`,
    ),
  );

/** Why a file cannot be read, and where one lies that may be meant. */
export async function unreadable(path: string, cause: NodeJS.ErrnoException): Promise<Error> {
  const { code = cause.message } = cause;
  const hint = code === 'ENOENT' ? escapedPath(path) || (await whereElse(path)) : (reasons[code]?.() ?? '');
  return new Error(
    say(
      `The CSV file ${path} cannot be read (${code}), looking from ${process.cwd()}.${hint}`,
      `CSV 파일 ${path}을(를) 읽을 수 없습니다(${code}). 찾은 위치: ${process.cwd()}${hint}`,
    ),
    { cause },
  );
}

const reasons: Record<string, () => string> = {
  EISDIR: () => say(' It is a folder: name a file in it.', ' 폴더입니다. 그 안의 파일을 적으세요.'),
  EACCES: () => say(' You may not read it.', ' 읽기 권한이 없습니다.'),
  EPERM: () => say(' You may not read it.', ' 읽기 권한이 없습니다.'),
  EBUSY: () =>
    say(
      ' Another program holds it open: close it there.',
      ' 다른 프로그램이 열고 있습니다. 그곳에서 닫으세요.',
    ),
  ERR_FS_FILE_TOO_LARGE: () =>
    say(' It is larger than 2 GiB: cut it into smaller ones.', ' 2GiB보다 큽니다. 작은 파일로 나누세요.'),
};

const MOST_FOLDERS = 40;

async function whereElse(path: string): Promise<string> {
  const folder = dirname(resolve(path));
  const entries = await readdir(folder, { withFileTypes: true }).catch(() => undefined);
  if (!entries) return say(` There is no folder ${folder}.`, ` ${folder} 폴더가 없습니다.`);
  const near = nearFiles(
    basename(path),
    entries.filter((entry) => !entry.isDirectory()).map(({ name }) => name),
  );
  if (near.length > 0)
    return say(` Near it in that folder: ${near.join(', ')}.`, ` 그 폴더의 비슷한 파일: ${near.join(', ')}`);
  const below = entries
    .filter((entry) => entry.isDirectory() && !/^\.|^node_modules$/.test(entry.name))
    .slice(0, MOST_FOLDERS);
  for (const { name } of below) {
    const inside: string[] = await readdir(join(folder, name)).catch(() => []);
    if (!inside.includes(basename(path))) continue;
    const found = `${dirname(path) === '.' ? '' : `${dirname(path)}/`}${name}/${basename(path)}`;
    return say(` There is ${found}.`, ` ${found}은(는) 있습니다.`);
  }
  return '';
}

/** Names like the one that was sought: the same but for the ending, or its writing in Unicode, then those spelt alike. */
function nearFiles(sought: string, names: readonly string[]): string[] {
  const stem = (name: string): string =>
    name
      .normalize('NFC')
      .toLowerCase()
      .replace(/\.[^.]*$/, '');
  const same = names.filter((name) => stem(name) === stem(sought) || stem(name) === sought.toLowerCase());
  // What stands before a dot does not count for nearestNames.
  const plain = (name: string): string => name.normalize('NFC').replaceAll('.', '-');
  const byPlain = new Map(names.map((name) => [plain(name), name]));
  const alike = nearestNames(plain(sought), byPlain.keys()).map((name) => byPlain.get(name) ?? name);
  return [...new Set([...same, ...alike])].slice(0, 3);
}
