import { Worker } from 'node:worker_threads';
import { say } from '../../words/index.js';
import { type JobNews, type ProjectorJob, projectorJob } from './job.js';

/** What stands as it is told; all else is overtaken by the next. */
export const isFinal = (news: JobNews): boolean =>
  news.type === 'nearest' || (news.type === 'layout' && news.done >= news.of);

interface Watching {
  heard(news: JobNews): void;
  /** Asked while it goes on. */
  stopped(): boolean;
}

const LOOK_MS = 100;
const SLICE_MS = 15;

/**
 * Computes in a thread of its own, whose program is `file`, or without one here, in slices between which all else goes on.
 *
 * @returns whether it came to its end.
 */
export const runJob = (job: ProjectorJob, file: string | undefined, watching: Watching): Promise<boolean> =>
  file === undefined ? runInSlices(job, watching) : runInThread(job, file, watching);

function runInThread(job: ProjectorJob, file: string, { heard, stopped }: Watching): Promise<boolean> {
  return new Promise((resolve, reject) => {
    const worker = new Worker(file, { workerData: job });
    const look = setInterval(() => {
      if (stopped()) end(() => resolve(false));
    }, LOOK_MS);
    const end = (settle: () => void) => {
      clearInterval(look);
      worker.removeAllListeners();
      void worker.terminate();
      settle();
    };
    worker.on('message', (news: JobNews) => heard(news));
    worker.on('error', (error: NodeJS.ErrnoException) =>
      end(() => reject(error.code === 'ERR_WORKER_OUT_OF_MEMORY' ? tooMuch() : error)),
    );
    worker.on('exit', (code) => end(() => (code === 0 ? resolve(true) : reject(tooMuch()))));
  });
}

async function runInSlices(job: ProjectorJob, { heard, stopped }: Watching): Promise<boolean> {
  let begun = performance.now();
  for (const news of projectorJob(job)) {
    if (isFinal(news)) heard(news);
    if (performance.now() - begun < SLICE_MS) continue;
    if (!isFinal(news)) heard(news);
    await new Promise((resolve) => setImmediate(resolve));
    if (stopped()) return false;
    begun = performance.now();
  }
  return true;
}

const tooMuch = (): Error =>
  new Error(
    say(
      'show.projector: the memory did not suffice for so many vectors. Give fewer: vectors.slice(0, 10000).',
      'show.projector: 벡터가 너무 많아 메모리가 모자랍니다. 더 적게 주세요: vectors.slice(0, 10000).',
    ),
  );
