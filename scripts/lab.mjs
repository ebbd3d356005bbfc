// The folder where a student works: a copy of the course, so that running it never changes the repository's own files.
import { cpSync, existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { basename, dirname, join } from 'node:path';
import { repository } from './repository.mjs';
import { SetupError, text } from './say.mjs';
import { studentLessons } from './student-lessons.mjs';

/** Laid out as workbooks/ is. */
export const lab = join(repository, 'lab');

/** Copies into the lab what it does not have yet, and gives the path of one workbook in it. Nothing is overwritten. */
export function provideWorkbook(language, name) {
  const source = join(studentLessons, language, `${name}.ipynb`);
  if (!existsSync(source)) {
    throw new SetupError(text(`There is no workbook ${source}.`, `워크북 ${source} 파일이 없습니다.`));
  }
  mkdirSync(lab, { recursive: true });
  const keep = { recursive: true, force: false, errorOnExist: false };
  cpSync(studentLessons, lab, keep);
  cpSync(join(repository, 'workbooks', 'data'), join(lab, 'data'), keep);
  return join(lab, language, `${name}.ipynb`);
}

/**
 * Writes the still pictures of an executed notebook next to it, as `NAME.3-training.svg` for a picture of its third code
 * cell. Gives their paths.
 */
export function extractPictures(notebook) {
  const { cells } = JSON.parse(readFileSync(notebook, 'utf8'));
  const stem = basename(notebook).replace(/(\.executed)?\.ipynb$/, '');
  const written = [];
  const codeCells = cells.filter((cell) => cell.cell_type === 'code');
  for (const [index, cell] of codeCells.entries()) {
    for (const { data = {} } of cell.outputs ?? []) {
      const svg = data['image/svg+xml'];
      if (svg === undefined) continue;
      const kind = Object.keys(data).map(pictureName).find(Boolean) ?? 'picture';
      const base = join(dirname(notebook), `${stem}.${index + 1}-${kind}`);
      let path = `${base}.svg`;
      for (let copy = 2; written.includes(path); copy++) path = `${base}-${copy}.svg`;
      writeFileSync(path, Array.isArray(svg) ? svg.join('') : svg);
      written.push(path);
    }
  }
  return written;
}

const pictureName = (mime) => /^application\/vnd\.epochbook\.([a-z-]+)\.v\d+\+json$/.exec(mime)?.[1];
