import { parentPort, workerData } from 'node:worker_threads';
import { type ProjectorJob, projectorJob } from './job.js';
import { isFinal } from './run-job.js';

// The thread that lays out points: cells and trainings go on meanwhile. Whoever started it ends it where nobody waits any more.

const OFTEN_MS = 200;
let told = 0;
for (const news of projectorJob(workerData as ProjectorJob)) {
  const now = performance.now();
  if (!isFinal(news) && now - told < OFTEN_MS) continue;
  told = now;
  parentPort?.postMessage(news);
}
