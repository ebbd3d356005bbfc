import { parentPort, workerData } from 'node:worker_threads';
import type { FromHistory, ToHistory } from '../protocol/index.js';
import { History } from './history/index.js';

// A thread of the editor's: reading a thousand logs, or one of a hundred megabytes, holds up nobody.

if (!parentPort) throw new Error('The history of runs is a worker thread.');
const port = parentPort;
const post = (message: FromHistory): void => port.postMessage(message);
const history = new History((workerData as { cache: string }).cache, (change) => post({ change }));

port.on('message', async ({ id, method, params }: ToHistory) => {
  try {
    post({ id, result: await history.answers[method](params as never) });
  } catch (error) {
    post({ id, error: error instanceof Error ? error.message : String(error) });
  }
});
