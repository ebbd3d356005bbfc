import { spawnSync } from 'node:child_process';
import { join } from 'node:path';
import { expect, test } from 'vitest';

const root = join(import.meta.dirname, '../..');

test('a plain Node program imports the library by its package name', () => {
  const program = `import { datasets, plan, scale } from 'epochbook';
const passengers = await datasets.titanic();
console.log(passengers.length, plan({ samples: 10, batchSize: 4, epochs: 2 }).steps, scale.minMax([[0], [4]]).apply([[1]])[0][0]);`;
  const { stdout, stderr } = spawnSync(process.execPath, ['--input-type=module', '-e', program], {
    cwd: root,
    encoding: 'utf8',
  });
  expect(stderr).toBe('');
  expect(stdout.trim()).toBe('891 6 0.25');
});
