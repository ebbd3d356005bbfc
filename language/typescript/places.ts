import type ts from 'typescript6';
import type { FileRange, LanguagePlace } from '../../protocol/language.js';
import type { NotebookProject } from './notebook-project.js';

/** A span of TypeScript's as a place in a cell or in a file; undefined where it is in text that is in no cell. */
export function placeOf(
  project: NotebookProject,
  fileName: string,
  { start, length }: ts.TextSpan,
): LanguagePlace | undefined {
  if (fileName === project.path) return project.document.positions.toCell(start, start + length);
  return fileRange(project, fileName, start, length);
}

function fileRange(
  project: NotebookProject,
  path: string,
  start: number,
  length: number,
): FileRange | undefined {
  const file = project.program.getSourceFile(path);
  if (!file) return undefined;
  return {
    path,
    start: file.getLineAndCharacterOfPosition(start),
    end: file.getLineAndCharacterOfPosition(start + length),
  };
}

/** Places without those that are there twice. */
export function distinct<T extends LanguagePlace>(places: readonly T[]): T[] {
  return [...new Map(places.map((place) => [JSON.stringify(place), place])).values()];
}
