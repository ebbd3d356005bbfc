import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { breakAt, evaluated, removeBreakpoints, stoppedAt } from './debugging.js';
import { useEditor } from './use-editor.js';

const suite = useEditor('debug');

const CELLS = [
  `import * as tf from '@tensorflow/tfjs-node';
import { halve } from './numbers';
const t = tf.tensor2d([[1, 2, 3], [4, 5, 6.5]]);`,
  `const first = 1;
function add(x: number, y: number): number {
  const sum = x + y;
  return sum;
}`,
  `let total = 0;
for (let i = 0; i < 5; i++) {
  total = add(total, i);
}
const half = halve(await Promise.resolve(total));
console.log('total', total, half);`,
];
const NUMBERS = `/** A half. */
export interface Unused { a: number }
export function halve(x: number): number {
  const result = x / 2;
  return result;
}
`;

let path = '';

test('a breakpoint in a cell stops it', async () => {
  writeFileSync(join(suite.editor.folder, 'numbers.ts'), NUMBERS);
  const { window } = suite;
  path = await suite.openCells('debug', CELLS);
  await window.runCell(path, 0);
  await window.runCell(path, 1);
  await breakAt(window, path, { cell: 1, line: 3, condition: 'y === 3' });
  await breakAt(window, path, { cell: 2, line: 5 });
  await window.reveal(path, 2);
  await window.command('epochbook.debugCell');
  const at = await stoppedAt(window, path, 1, 3);
  console.log(JSON.stringify(at, null, 1));
  await window.screenshot('debug-stopped');
  console.log(await evaluated(window, 'x + 100'), '|', await evaluated(window, 't'));
  await window.command('workbench.action.debug.stepOver');
  console.log(JSON.stringify((await stoppedAt(window, path, 1, 4)).frames));
  await window.command('workbench.action.debug.stepOut');
  await window.command('workbench.action.debug.continue');
  const second = await stoppedAt(window, path, 2, 5);
  console.log(JSON.stringify(second, null, 1));
  await window.command('workbench.action.debug.stepInto');
  console.log(
    JSON.stringify((await stoppedAt(window, path, join(suite.editor.folder, 'numbers.ts'), 4)).frames),
  );
  await window.screenshot('debug-file');
  await window.command('workbench.action.debug.continue');
  const ended = await window.cellEnded(path, 2);
  console.log(JSON.stringify(ended));
  expect(ended.success).toBe(true);
  await removeBreakpoints(window);
});
