import { type JsonObject, objectOf } from '../../protocol/index.js';

export type NotebookOutput =
  | { output_type: 'stream'; name: 'stdout' | 'stderr'; text: string[] }
  | { output_type: 'display_data'; data: JsonObject; metadata: JsonObject }
  | { output_type: 'execute_result'; data: JsonObject; metadata: JsonObject; execution_count: number }
  | { output_type: 'error'; ename: string; evalue: string; traceback: string[] };

export interface NotebookCell {
  cell_type: string;
  id?: string;
  metadata: JsonObject;
  source: string;
  execution_count?: number | null;
  outputs?: NotebookOutput[];
}

/** A notebook as nbformat 4 means it (https://nbformat.readthedocs.io), whatever its file left out. */
export interface Notebook {
  nbformat: number;
  nbformat_minor: number;
  metadata: JsonObject;
  cells: NotebookCell[];
}

/** The language of a code cell: its own where VS Code noted one, else the notebook's. */
export function languageOf({ metadata }: Notebook, cell: NotebookCell): string {
  const own = objectOf(cell.metadata.vscode).languageId;
  const language = objectOf(metadata.language_info).name ?? objectOf(metadata.kernelspec).language;
  return String(own ?? language ?? 'typescript').toLowerCase();
}

/** What nbclient and others mean by tags: `raises-exception`, `skip-execution`. */
export const hasTag = ({ metadata }: NotebookCell, tag: string): boolean =>
  Array.isArray(metadata.tags) && metadata.tags.includes(tag);

/** nbformat's way with long text: one string a line, each but the last with its line end. */
export const toLines = (text: string): string[] => text.split(/(?<=\n)/);
