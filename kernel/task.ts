import { readFileSync, renameSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { CourseBundle } from './cli/course-bundle.js';
import { type Files, packed } from './cluster/index.js';
import { runTrialTask, type TrialTask } from './sweeps/index.js';

// What a worker of a cluster starts: `task.js FOLDER RESULT SHARED …`. FOLDER holds `task.json` and what it needs, RESULT is
// the file of the answer. The end of its input asks it to end: whoever started it is gone, or wants it no more.

async function main([folder = '', result = '', ...shared]: string[]): Promise<void> {
  const controller = new AbortController();
  process.stdin.on('end', () => controller.abort()).resume();
  controller.signal.addEventListener('abort', () => setTimeout(() => process.exit(130), END_MS).unref());
  const task = JSON.parse(readFileSync(join(folder, 'task.json'), 'utf8')) as TrialTask | { kind: 'grade' };
  const files = await filesOf(task, folder, shared, controller.signal);
  writeFileSync(`${result}.part`, packed(files));
  renameSync(`${result}.part`, result);
}

function filesOf(
  task: TrialTask | { kind: 'grade' },
  folder: string,
  shared: readonly string[],
  signal: AbortSignal,
): Promise<Files> {
  if (task.kind === 'trial')
    return runTrialTask(task, folder, shared, join(__dirname, 'kernel', 'host.cjs'), signal);
  const course = require(join(__dirname, 'course.js')) as CourseBundle;
  return course.runGradeTask(task, folder, shared, signal);
}

/** For its kernels to end. */
const END_MS = 5000;

main(process.argv.slice(2)).then(
  () => process.exit(0),
  (error: Error) => {
    process.stderr.write(`${error.stack}\n`);
    process.exit(1);
  },
);
