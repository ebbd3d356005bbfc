import { spawnSync } from 'node:child_process';
import { cpSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { documents } from './student.js';

const root = join(import.meta.dirname, '../../..');
cpSync(join(root, 'workbooks'), documents, { recursive: true });

interface Executed {
  cells: { cell_type: string; outputs?: { output_type: string; data?: Record<string, unknown> }[] }[];
}

test.each(['05-early-stopping-and-callbacks', '07-titanic'])(
  'the lesson %s in Korean',
  (name) => {
    const args = [join(root, 'dist', 'cli.js'), 'run', join('ko', `${name}.ipynb`), '--json'];
    const { status, stdout, stderr } = spawnSync(process.execPath, args, {
      cwd: documents,
      encoding: 'utf8',
    });
    expect([status, stderr]).toEqual([0, expect.not.stringMatching(/warn|error/i)]);
    expect(JSON.parse(stdout).ok).toBe(true);
    const { cells } = JSON.parse(
      readFileSync(join(documents, 'ko', `${name}.executed.ipynb`), 'utf8'),
    ) as Executed;
    const outputs = cells.flatMap((cell) => cell.outputs ?? []);
    expect(outputs.filter(({ output_type }) => output_type === 'error')).toEqual([]);
    const trainings = outputs.filter(({ data }) => data?.['application/vnd.epochbook.training.v1+json']);
    expect(trainings.length).toBeGreaterThan(0);
    for (const { data } of trainings) {
      expect(data).toHaveProperty(['image/svg+xml']);
      expect(data).toHaveProperty(['text/plain']);
    }
    const runs = join(documents, 'ko', '.epochbook', 'runs');
    for (const id of readdirSync(runs))
      expect(
        readFileSync(join(runs, id, 'run.jsonl'), 'utf8')
          .trim()
          .split('\n')
          .at(-1),
      ).toMatch(/"completed"|"stopped"/);
  },
  200_000,
);
