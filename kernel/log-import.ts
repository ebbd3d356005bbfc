import { parentPort, workerData } from 'node:worker_threads';
import { setLocale } from '../words/index.js';
import { LogImport } from './log-import/log-import.js';
import type { FromImport, ImportRequest, ToImport } from './log-import/messages.js';

// The thread that reads TensorBoard's files: cells go on meanwhile, and a damaged file cannot harm them.

if (!parentPort) throw new Error('The import of logs runs as a worker thread of the kernel.');
const parent = parentPort;
const request = workerData as ImportRequest;
setLocale(request.locale);
const tell = (message: FromImport): void => parent.postMessage(message);
const running = new LogImport(request, tell);
parent.on('message', ({ type }: ToImport) => {
  if (type === 'stop') running.stop();
});
void running
  .run()
  .then(
    (result) => tell({ type: 'done', result }),
    (error: unknown) =>
      tell({ type: 'failed', message: error instanceof Error ? error.message : String(error) }),
  )
  .finally(() => parent.close());
