import { readFileSync } from 'node:fs';
import { basename, dirname, join } from 'node:path';
import { didYouMean, say } from '../../words/index.js';
import type { CellSyntaxError } from '../cell/cell-syntax-error.js';
import { pythonPackages, tellAdvice } from '../cell/explain/index.js';
import { excerpt } from '../cell/stack/index.js';

/** @param importer the student's file that has the import; undefined where it stands in a cell. */
export function missingFile(specifier: string, path: string, importer?: string): Error {
  const by = importer
    ? say(`, which ${basename(importer)} imports`, `(${basename(importer)}에서 불러옴)`)
    : '';
  return new Error(
    say(
      `Cannot find "${specifier}"${by}: there is no file ${path}. The folder looked in is ${dirname(path)}.`,
      `"${specifier}"${by}을(를) 찾을 수 없습니다: ${path} 파일이 없습니다. 찾아본 폴더: ${dirname(path)}.`,
    ),
  );
}

/** @param importer the file that imports it; undefined where that is a cell. */
export function missingPackage(wanted: string, folder: string, importer?: string): Error {
  const name = packageName(wanted);
  const python = Object.hasOwn(pythonPackages, name) && pythonPackages[name];
  if (python) return new Error(tellAdvice(name, python, 'Python'));
  const by = importer ? say(` that ${basename(importer)} imports`, `(${basename(importer)}에서 불러옴)`) : '';
  return new Error(
    say(
      `Cannot find the package "${name}"${by}: looked in ${join(folder, 'node_modules')} and the folders above. Install it with "npm install ${name}" in ${folder}, then run this cell again.`,
      `"${name}" 패키지${by}을(를) 찾을 수 없습니다: ${join(folder, 'node_modules')}과(와) 그 위 폴더에서 찾아보았습니다. ${folder}에서 다음 명령으로 설치한 뒤 이 셀을 다시 실행하세요: npm install ${name}`,
    ),
  );
}

/** A file of the student's does not parse. */
export function unreadableFile(path: string, { message, line, column }: CellSyntaxError): SyntaxError {
  const place = say(
    `${path} does not parse, line ${line}, column ${column}: ${message}`,
    `${path} 파일에 문법 오류가 있습니다. ${line}번째 줄 ${column}번째 칸: ${message}`,
  );
  return new SyntaxError([place, ...excerpt(readFileSync(path, 'utf8'), { line, column })].join('\n'));
}

export function missingExport(specifier: string, name: string, names: string[]): string {
  const hint = didYouMean(name, names);
  return say(
    `"${specifier}" has no export named "${name}".${hint}`,
    `"${specifier}"에는 "${name}"(이)라는 내보내기가 없습니다.${hint}`,
  );
}

/** `@scope/name/file` → `@scope/name`. */
const packageName = (specifier: string): string =>
  specifier.split('/', specifier.startsWith('@') ? 2 : 1).join('/');
