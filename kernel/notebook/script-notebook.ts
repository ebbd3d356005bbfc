import { type JsonObject, objectOf } from '../../protocol/index.js';
import { toLines } from './notebook.js';
import { cellsOfScript } from './script-text.js';

/** Endings of the scripts that can stand for a notebook. */
export const SCRIPT = /\.[cm]?ts$/i;

/** The text of a notebook file with the cells of a script. */
export function notebookOfScript(text: string): string {
  const cells = cellsOfScript(text).map(({ kind, language, text: source, metadata }) => ({
    cell_type: kind,
    metadata: kind === 'code' && language !== 'typescript' ? inLanguage(metadata, language) : metadata,
    source: toLines(source),
    ...(kind === 'code' && { execution_count: null, outputs: [] }),
  }));
  const metadata = {
    kernelspec: { name: 'epochbook', display_name: 'Epochbook (TypeScript)', language: 'typescript' },
    language_info: { name: 'typescript', file_extension: '.ts', mimetype: 'text/typescript' },
  };
  return `${JSON.stringify({ cells, metadata, nbformat: 4, nbformat_minor: 4 }, null, 1)}\n`;
}

/** As VS Code notes the language of a cell that is not the notebook's. */
const inLanguage = (metadata: JsonObject, languageId: string): JsonObject => ({
  ...metadata,
  vscode: { ...objectOf(metadata.vscode), languageId },
});
