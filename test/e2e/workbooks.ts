import { cpSync } from 'node:fs';
import { join } from 'node:path';
import { repository } from './artifacts.js';
import type { NotebookFacts } from './host-window.js';

/** Copies the whole course into a folder and gives the path of one workbook there. */
export function copyWorkbook(folder: string, language: 'en' | 'ko', name: string): string {
  cpSync(join(repository, 'workbooks'), folder, { recursive: true });
  return join(folder, language, `${name}.ipynb`);
}

/** The index of the first code cell whose text matches. */
export function cellWith(notebook: NotebookFacts, text: RegExp): number {
  const index = notebook.cells.findIndex((cell) => cell.kind === 'code' && text.test(cell.text));
  if (index < 0) throw new Error(`No code cell has ${text}.`);
  return index;
}

/** A message that names the first failed cell with what it shows; '' where none failed. */
export function failureOf(notebook: NotebookFacts): string {
  const index = notebook.cells.findIndex((cell) => cell.success === false);
  const cell = notebook.cells[index];
  return cell ? `cell ${index} failed: ${cell.outputs.map((output) => output.text).join('\n')}` : '';
}
