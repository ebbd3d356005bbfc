import { KERNELSPEC_NAME } from './affinity.js';

/** nbformat's metadata of a workbook, as other notebook programs read it. */
export const workbookMetadata = {
  kernelspec: { name: KERNELSPEC_NAME, display_name: 'Epochbook (TypeScript)', language: 'typescript' },
  language_info: {
    name: 'typescript',
    file_extension: '.ts',
    mimetype: 'text/typescript',
    pygments_lexer: 'typescript',
  },
};

/** Notebook metadata in the form that the built-in ipynb serializer takes and gives. */
export const notebookMetadata = { metadata: workbookMetadata, nbformat: 4, nbformat_minor: 5 };

/** The first code cell of a new workbook. */
export const STARTER_CODE = `import * as tf from '@tensorflow/tfjs-node';

tf.tensor([1, 2, 3]).square()`;
