import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { pictureMime } from '../../protocol/index.js';
import { timelineExamples } from '../../renderers/timeline/examples.js';
import { trainingExamples } from '../../renderers/training/examples.js';
import { readNotebook, writeNotebook } from './notebook-file.js';
import { until } from './until.js';
import { useEditor } from './use-editor.js';

const suite = useEditor('timeline');

/** A notebook as it was saved after a run: no kernel has been started for it. */
async function reopened(name: string, picture: string, payload: unknown): Promise<string> {
  const path = join(suite.editor.folder, `${name}.ipynb`);
  writeNotebook(path, ['// trained here', '// the end']);
  const notebook = readNotebook(path);
  const [cell] = notebook.cells;
  if (cell)
    cell.outputs = [
      { output_type: 'display_data', metadata: {}, data: { [pictureMime(picture)]: payload } } as never,
    ];
  writeFileSync(path, JSON.stringify(notebook, null, 1));
  await suite.window.openWorkbook(path);
  return path;
}

test.each([
  ['training', '.epb-run', () => trainingExamples.callbacks?.(), 'best.keras'],
  ['timeline', '.epb-timeline', () => timelineExamples.lecture?.(), 'models/titanic-01.keras'],
])(
  'from the picture %s a saved model is loaded into a new cell, without a kernel',
  async (picture, root, make, file) => {
    const { window } = suite;
    const path = await reopened(`load-${picture}`, picture, make());
    const view = await window.output(root);
    const saved = view.locator('.epb-mark[data-kind="saved"]').first();
    await saved.waitFor();
    await saved.focus();
    await until(
      'the words of the save',
      async () => (await view.locator('.epb-why').isVisible()) || undefined,
    );
    await window.screenshot(`timeline-${picture}`);
    await saved.press('Enter');
    const facts = await until('the new cell', async () => {
      const now = await window.notebook(path);
      return now.cells.length === 3 ? now : undefined;
    });
    expect(facts.cells[1]?.text).toBe(
      `import * as tf from '@tensorflow/tfjs-node';\n\nconst model = await tf.loadLayersModel('file://${file}');`,
    );
    expect(facts.cells[1]?.outputs).toEqual([]);
    expect(facts.cells[2]?.text).toBe('// the end');
  },
);
