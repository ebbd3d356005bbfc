import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { Worker } from 'node:worker_threads';
import { type LanguageStart, readLanguageLine } from '../protocol/language.js';
import type { EngineTask, EngineThreadStart } from './engine-task.js';
import { RequestQueue } from './request-queue.js';

// The language process. This thread only reads and writes, so that a request can be called back while the engine computes.

/** Megabytes. Five hundred notebooks do not need them; a process that grows without end does not take the machine. */
const MEMORY_LIMIT = 2048;
/** Megabytes. Hundreds of cells that declare the same name stand in each other, and TypeScript goes into them by recursion. */
const STACK = 64;

const start = JSON.parse(process.argv[2] ?? '{"locale":"en"}') as LanguageStart;
const cancelled = new SharedArrayBuffer(4);
const workerData: EngineThreadStart = { ...start, folder: __dirname, cancelled };
const engine = new Worker(join(__dirname, 'engine.cjs'), {
  workerData,
  resourceLimits: { maxOldGenerationSizeMb: MEMORY_LIMIT, stackSizeMb: STACK },
});
const queue = new RequestQueue(
  (task: EngineTask) => engine.postMessage(task),
  (id) => Atomics.store(new Int32Array(cancelled), 0, id),
  (answer) => process.stdout.write(`${answer}\n`),
);

engine.on('message', (answer: string) => queue.answered(answer));
engine.on('error', (error) => {
  process.stderr.write(`${error.message}\n`);
  process.exit(1);
});
engine.on('exit', () => process.exit(1));

const lines = createInterface({ input: process.stdin });
lines.on('line', (line) => {
  const read = readLanguageLine(line);
  if (!read) return;
  if ('cancel' in read) queue.cancel(read.cancel);
  else if (read.method === 'memory')
    process.stdout.write(`${JSON.stringify({ id: read.id, result: process.memoryUsage.rss() })}\n`);
  else queue.add(read);
});
// Nobody is there any more.
lines.on('close', () => process.exit(0));
process.stdout.on('error', () => process.exit(0));
