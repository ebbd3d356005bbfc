import { join } from 'node:path';
import { Worker } from 'node:worker_threads';
import type { LogImportOptions, LogImportResult, RunningLogImport } from '../../library/log-import/index.js';
import { currentLocale, say } from '../../words/index.js';
import type { FromImport, ImportRequest, ToImport } from './messages.js';

/** Megabytes of objects for the thread: logs that need more end it, not the kernel. */
const MOST_MB = 1024;

interface Place {
  /** `dist/` of the extension. */
  distFolder: string;
  /** The notebook's. */
  folder: string;
  notebook: string | null;
}

/** Imports of logs that are going on, each in a thread of its own. */
export class LogImports {
  private readonly running = new Set<RunningLogImport>();

  constructor(private readonly place: Place) {}

  begin(logs: string, { follow, hear }: LogImportOptions): RunningLogImport {
    const { distFolder, folder, notebook } = this.place;
    const request: ImportRequest = {
      logs,
      runs: join(folder, '.epochbook', 'runs'),
      notebook,
      follow,
      locale: currentLocale(),
    };
    const thread = new Worker(join(distFolder, 'kernel', 'log-import.cjs'), {
      workerData: request,
      resourceLimits: { maxOldGenerationSizeMb: MOST_MB },
    });
    const stop = (): void => thread.postMessage({ type: 'stop' } satisfies ToImport);
    const done = new Promise<LogImportResult>((resolve, reject) => {
      thread.on('message', (message: FromImport) => {
        if (message.type === 'progress') hear(message);
        else if (message.type === 'done') resolve(message.result);
        else reject(new Error(message.message));
      });
      thread.on('error', reject);
      thread.on('exit', () => reject(new Error(ended())));
    });
    const running: RunningLogImport = { done, stop };
    this.running.add(running);
    const forget = (): void => void this.running.delete(running);
    done.then(forget, forget);
    return running;
  }

  /** What has been read by then is stored. */
  stopAll(): void {
    for (const { stop } of this.running) stop();
  }
}

const ended = (): string =>
  say('The thread that read the logs has ended.', '로그를 읽던 스레드가 끝나 버렸습니다.');
