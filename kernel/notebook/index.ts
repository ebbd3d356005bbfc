export { CollectedOutputs } from './collect-outputs.js';
export {
  hasTag,
  languageOf,
  type Notebook,
  type NotebookCell,
  type NotebookOutput,
  toLines,
} from './notebook.js';
export { type CellResult, checkWritable, NotebookFile, writeNotebookFile } from './notebook-file.js';
