import { readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import type { Json } from '../../protocol/index.js';
import { say } from '../../words/index.js';

export type JsonObject = { [key: string]: Json };

export type NotebookOutput =
  | { output_type: 'stream'; name: 'stdout' | 'stderr'; text: string[] }
  | { output_type: 'display_data'; data: JsonObject; metadata: JsonObject }
  | { output_type: 'execute_result'; data: JsonObject; metadata: JsonObject; execution_count: number }
  | { output_type: 'error'; ename: string; evalue: string; traceback: string[] };

export interface NotebookCell {
  cell_type: 'code' | 'markdown' | 'raw';
  id?: string;
  metadata: JsonObject;
  source: string | string[];
  execution_count?: number | null;
  outputs?: NotebookOutput[];
}

/** A notebook as nbformat 4 stores it (https://nbformat.readthedocs.io). */
export interface Notebook {
  nbformat: number;
  nbformat_minor: number;
  metadata: JsonObject;
  cells: NotebookCell[];
}

/** @throws Error that names the file and what is wrong with it. */
export function readNotebook(path: string): Notebook {
  let text: string;
  try {
    text = readFileSync(path, 'utf8');
  } catch (error) {
    const { code, message } = error as NodeJS.ErrnoException;
    if (code === 'ENOENT')
      throw new Error(say(`There is no notebook ${path}.`, `노트북 ${path} 파일이 없습니다.`));
    throw new Error(say(`Cannot read ${path}: ${message}.`, `${path} 파일을 읽을 수 없습니다: ${message}.`));
  }
  let notebook: Partial<Notebook>;
  try {
    notebook = JSON.parse(text) as Partial<Notebook>;
  } catch (error) {
    const { message } = error as Error;
    throw new Error(
      say(
        `${path} is not a notebook: its JSON is broken (${message}).`,
        `${path} 파일은 노트북이 아닙니다. JSON이 깨져 있습니다(${message}).`,
      ),
    );
  }
  if (notebook.nbformat !== 4 || !Array.isArray(notebook.cells)) {
    const found = String(notebook.nbformat);
    throw new Error(
      say(
        `${path} is not a notebook of format 4 (nbformat is ${found}).`,
        `${path} 파일은 형식 4의 노트북이 아닙니다(nbformat ${found}).`,
      ),
    );
  }
  return { nbformat_minor: 5, metadata: {}, ...notebook } as Notebook;
}

/**
 * Writes beside and renames, so that a stop in the middle leaves the old file whole.
 *
 * @throws Error that names the file and why it cannot be written.
 */
export function writeNotebook(path: string, notebook: Notebook): void {
  const temporary = `${path}.${process.pid}.part`;
  try {
    writeFileSync(temporary, `${JSON.stringify(notebook, null, 1)}\n`);
    renameSync(temporary, path);
  } catch (error) {
    rmSync(temporary, { force: true });
    const { message } = error as Error;
    throw new Error(say(`Cannot write ${path}: ${message}.`, `${path} 파일을 쓸 수 없습니다: ${message}.`));
  }
}

export const sourceOf = ({ source }: NotebookCell): string =>
  Array.isArray(source) ? source.join('') : source;

/** The language of a code cell: its own where VS Code noted one, else the notebook's. */
export function languageOf(notebook: Notebook, cell: NotebookCell): string {
  const own = (cell.metadata.vscode as JsonObject | undefined)?.languageId;
  const { language_info: info, kernelspec } = notebook.metadata as {
    language_info?: JsonObject;
    kernelspec?: JsonObject;
  };
  return String(own ?? info?.name ?? kernelspec?.language ?? 'typescript').toLowerCase();
}

/** nbformat's way with long text: one string a line, each but the last with its line end. */
export const toLines = (text: string): string[] => text.split(/(?<=\n)/);
