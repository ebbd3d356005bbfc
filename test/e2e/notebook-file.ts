import { readFileSync, statSync, writeFileSync } from 'node:fs';

/** What a test reads of a saved notebook. */
export interface SavedNotebook {
  nbformat: number;
  nbformat_minor: number;
  metadata: Record<string, unknown>;
  cells: SavedCell[];
}
export interface SavedCell {
  cell_type: 'code' | 'markdown';
  id?: string;
  source: string[] | string;
  execution_count?: number | null;
  metadata: Record<string, unknown>;
  outputs?: SavedOutput[];
}
export interface SavedOutput {
  output_type: string;
  name?: string;
  text?: string[] | string;
  data?: Record<string, unknown>;
  ename?: string;
  evalue?: string;
  traceback?: string[];
}

/** Writes a notebook of TypeScript cells, as the command "New workbook" would. */
export function writeNotebook(path: string, cells: string[], metadata: Record<string, unknown> = {}): void {
  const notebook = {
    nbformat: 4,
    nbformat_minor: 5,
    metadata: {
      kernelspec: { name: 'epochbook', display_name: 'Epochbook (TypeScript)', language: 'typescript' },
      language_info: { name: 'typescript', file_extension: '.ts' },
      ...metadata,
    },
    cells: cells.map((source, index) => ({
      cell_type: 'code',
      id: `cell-${index}`,
      metadata: {},
      execution_count: null,
      outputs: [],
      source: source.split(/(?<=\n)/),
    })),
  };
  writeFileSync(path, `${JSON.stringify(notebook, null, 1)}\n`);
}

export const readNotebook = (path: string): SavedNotebook =>
  JSON.parse(readFileSync(path, 'utf8')) as SavedNotebook;

export const fileBytes = (path: string): number => statSync(path).size;

/** nbformat stores text as a string or as its lines. */
export const joined = (text: string[] | string | undefined): string =>
  Array.isArray(text) ? text.join('') : (text ?? '');
