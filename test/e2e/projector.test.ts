import { expect, test } from 'vitest';
import { themes } from './editor.js';
import { useEditor } from './use-editor.js';
import { failureOf } from './workbooks.js';

const suite = useEditor('projector');

const cells = [
  `import * as tf from '@tensorflow/tfjs-node';
import { show } from 'epochbook';
const kinds = Array.from({ length: 150 }, (_, i) => ['setosa', 'versicolor', 'virginica'][i % 3]);
const centers = tf.randomNormal([3, 6], 0, 4, 'float32', 1);
const vectors = centers.gather(tf.tensor1d(kinds.map((_, i) => i % 3), 'int32')).add(tf.randomNormal([150, 6], 0, 1, 'float32', 2));`,
  `await show.projector(vectors, { labels: { kind: kinds }, names: kinds.map((kind, i) => kind + ' ' + i), methods: ['pca', 'umap'], title: 'Flowers' });`,
];

test('vectors of a cell are points: turned, searched, near and selected; saved and opened anew without a kernel', async () => {
  const { window } = suite;
  const path = await suite.openCells('projector', cells);
  await window.startAll();
  expect(failureOf(await window.allEnded(path))).toBe('');
  const view = await window.showOutput(path, 1, '.epb-projector');
  expect(await view.innerText()).toMatch(/150 points of 6 numbers each[\s\S]*versicolor\s+50/);
  await view.getByRole('button', { name: 'UMAP' }).click();
  await view.getByRole('button', { name: '2D' }).click();
  await view.getByRole('searchbox').fill('virginica 14');
  await expect.poll(() => view.getByText('5 of 150').count()).toBe(1);
  await view.getByRole('searchbox').press('Enter');
  await expect
    .poll(() => view.locator('.epb-projector-side').innerText())
    .toMatch(/Nearest to virginica 14[\s\S]*virginica \d+\s+[\d.e-]+/);
  await view.getByRole('button', { name: 'Euclidean' }).click();
  const stage = view.locator('.epb-projector-stage');
  await stage.focus();
  for (const key of ['Escape', 'Escape', 'Home', 'ArrowRight', ' ']) await window.page.keyboard.press(key);
  await expect.poll(() => view.innerText()).toContain('1 point selected');
  for (const key of ['Escape', 'Escape']) await window.page.keyboard.press(key);
  for (const theme of ['light', 'highContrast', 'dark'] as const) {
    await window.setTheme(themes[theme]);
    await window.screenshot(`projector-${theme}`);
  }
  await window.save(path);
  suite.window = await suite.editor.openWindow();
  await suite.window.openNotebook(path);
  const again = await suite.window.showOutput(path, 1, '.epb-projector');
  expect(await again.getByRole('button', { name: 'UMAP' }).count()).toBe(1);
  await again.getByRole('button', { name: /setosa/ }).click();
  expect(await again.getByRole('button', { name: /setosa/ }).getAttribute('aria-pressed')).toBe('true');
});
