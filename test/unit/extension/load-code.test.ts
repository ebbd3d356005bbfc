import { describe, expect, test } from 'vitest';
import { loadCode } from '../../../extension/load-code.js';
import { toJavaScript } from '../../../kernel/cell/to-javascript.js';

const known = ["import * as tf from '@tensorflow/tfjs-node';"];
const code = (path: string, weightsOnly = false, cells = known) =>
  loadCode({ path, weightsOnly }, cells, 'the same layers');

describe('the cell that loads a checkpoint', () => {
  test.each([
    ['best.keras', "'file://best.keras'"],
    ['/home/me/best.h5', "'file:///home/me/best.h5'"],
    ['file:///home/me/best.h5', "'file:///home/me/best.h5'"],
    ['models/run-1/', "'file://models/run-1/model.json'"],
    ['models/run-1/model.json', "'file://models/run-1/model.json'"],
    ['C:\\work\\best.keras', "'file://C:\\\\work\\\\best.keras'"],
    [`it's "best" 모델.keras`, `'file://it\\'s "best" 모델.keras'`],
    ['two\nlines.keras', "'file://two\\nlines.keras'"],
    ["'); process.exit(); ('.keras", "'file://\\'); process.exit(); (\\'.keras'"],
    ['a\u2028b`$1.keras', "'file://a\\u2028b`$1.keras'"],
  ])('%s', (path, literal) => {
    const text = code(path);
    expect(text).toBe(`const model = await tf.loadLayersModel(${literal});`);
    // What the engine gets is the path itself.
    const read = new Function(`return ${literal}`)() as string;
    expect(read.startsWith('file://')).toBe(true);
    const bare = path.replace(/^file:\/\//, '').replace(/\/$/, '');
    expect(read.slice('file://'.length).replace(/\/model\.json$/, '')).toBe(
      bare.replace(/\/model\.json$/, ''),
    );
  });

  test('weights go into a model that is there', () => {
    expect(code('w/best.weights.h5', true)).toBe(
      "import { loadWeights } from 'epochbook';\n\n// the same layers\nawait loadWeights(model, 'w/best.weights.h5');",
    );
    expect(code('w.h5', true, ["import { seed, loadWeights } from 'epochbook'"])).toBe(
      "// the same layers\nawait loadWeights(model, 'w.h5');",
    );
  });

  test('tf is imported where no cell does', () => {
    expect(code('best.keras', false, ["import { seed } from 'epochbook'"])).toBe(
      "import * as tf from '@tensorflow/tfjs-node';\n\nconst model = await tf.loadLayersModel('file://best.keras');",
    );
  });

  test('is TypeScript', () => {
    for (const weights of [true, false])
      expect(() => toJavaScript(code("a'b.keras", weights, []))).not.toThrow();
  });
});
