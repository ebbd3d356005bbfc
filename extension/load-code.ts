import type { LoadCheckpoint } from '../protocol/renderer.js';

/** A text as a literal of TypeScript in single quotes, on one line. */
export function literal(text: string): string {
  const escaped = JSON.stringify(text)
    .slice(1, -1)
    .replaceAll('\\"', '"')
    .replaceAll("'", "\\'")
    .replaceAll('\u2028', '\\u2028')
    .replaceAll('\u2029', '\\u2029');
  return `'${escaped}'`;
}

const SCHEME = 'file://';
const bare = (path: string): string => (path.startsWith(SCHEME) ? path.slice(SCHEME.length) : path);

/** What `tf.loadLayersModel` wants of a path: TensorFlow.js keeps a model in a folder, and its `model.json` names it. */
function modelFile(path: string): string {
  if (/\.(h5|hdf5|keras|json)$/i.test(path)) return path;
  return `${path.replace(/[/\\]+$/, '')}/model.json`;
}

/**
 * A cell's code that loads what a callback saved.
 * @param cells the code of the notebook's cells: what they import is not imported again.
 * @param note what to say of weights, which need their model.
 */
export function loadCode(
  { path, weightsOnly }: Pick<LoadCheckpoint, 'path' | 'weightsOnly'>,
  cells: readonly string[],
  note: string,
): string {
  const imported = (pattern: RegExp): boolean => cells.some((text) => pattern.test(text));
  if (weightsOnly) {
    const known = imported(/import\s*\{[^}]*\bloadWeights\b[^}]*\}\s*from\s*['"]epochbook['"]/);
    const lines = known ? [] : ["import { loadWeights } from 'epochbook';", ''];
    return [...lines, `// ${note}`, `await loadWeights(model, ${literal(bare(path))});`].join('\n');
  }
  const known = imported(/import\s*\*\s*as\s+tf\s+from\s*['"]@tensorflow\//);
  const lines = known ? [] : ["import * as tf from '@tensorflow/tfjs-node';", ''];
  const url = literal(SCHEME + modelFile(bare(path)));
  return [...lines, `const model = await tf.loadLayersModel(${url});`].join('\n');
}
