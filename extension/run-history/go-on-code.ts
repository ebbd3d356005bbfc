import * as path from 'node:path';
import type { SavedFile } from '../../protocol/run-history.js';
import { literal } from '../load-code.js';

/** A file as code beside a notebook names it: below its folder by the way from there, else from the root. */
export function placeFrom(folder: string | undefined, absolute: string): string | undefined {
  if (folder === undefined) return absolute;
  const way = path.relative(folder, absolute);
  const isBelow = way !== '' && !way.startsWith('..') && !path.isAbsolute(way);
  return isBelow ? way.replaceAll('\\', '/') : absolute;
}

/**
 * A cell's code that makes the callback with which a training goes on from a file.
 *
 * @param cells the code of the notebook's cells: what they import is not imported again.
 * @param note what to do with the callback.
 */
export function goOnCode(
  { path: file, epoch, what }: Pick<SavedFile, 'epoch' | 'what'> & { path: string },
  cells: readonly string[],
  note: string,
): string {
  const name = what === 'backup' ? 'BackupAndRestore' : 'ResumeFrom';
  const imports = new RegExp(`import\\s*\\{[^}]*\\b${name}\\b[^}]*\\}\\s*from\\s*['"]epochbook['"]`);
  const made =
    what === 'backup'
      ? `new BackupAndRestore(${literal(file)})`
      : `new ResumeFrom({ path: ${literal(file)}, epoch: ${epoch} })`;
  return [
    ...(cells.some((text) => imports.test(text)) ? [] : [`import { ${name} } from 'epochbook';`, '']),
    `// ${note}`,
    `const goOn = ${made};`,
  ].join('\n');
}
