import type { RunDelta } from '../../protocol/index.js';
import { sketchRun, withCallbacks } from '../../renderers/training/examples.js';
import type { RendererPage } from './harness.js';

export interface FrameRate {
  /** Frames per second that the page drew while training went on. */
  framesPerSecond: number;
  messagesPerSecond: number;
  /** Longest time between two frames. */
  worstMs: number;
}

/**
 * Trains 20 epochs of 28 batches a second for some seconds into a live view, and counts the page's frames.
 * @param callbacks with three callbacks, each of which tells something after every epoch.
 */
export async function measureFrameRate(
  page: RendererPage,
  seconds = 5,
  { callbacks = false } = {},
): Promise<FrameRate> {
  const plain = sketchRun({ epochs: 400, planned: 2000, status: 'running' });
  const run = callbacks ? withCallbacks(plain, 2000) : plain;
  await page.activate('training');
  await page.render('training', 'frames', run);
  await page.receive({ type: 'state', run: run.id, seq: 0, payload: run });
  await page.page.waitForSelector('#frames canvas');
  await page.settled();
  const first = run.progress.steps;
  return page.page.evaluate(
    async ({ id, best, first, seconds, lanes }) => {
      const { receive } = window as unknown as { receive(message: unknown): void };
      let frames = 0;
      let worstMs = 0;
      let last = performance.now();
      let counting = true;
      const count = (now: number) => {
        frames += 1;
        worstMs = Math.max(worstMs, now - last);
        last = now;
        if (counting) requestAnimationFrame(count);
      };
      requestAnimationFrame(count);
      const start = performance.now();
      let seq = 0;
      while (performance.now() - start < seconds * 1000) {
        seq += 1;
        const from = first + (seq - 1) * 28;
        const step = Array.from({ length: 28 }, (_, index) => from + index + 1);
        const delta: RunDelta = {
          run: id,
          seq,
          status: 'running',
          best,
          progress: {
            epoch: 400 + seq,
            batch: 28,
            steps: from + 28,
            elapsedMs: seq * 50,
            stepsPerSecond: 560,
          },
          epochs: {
            epoch: [400 + seq],
            time: [seq * 50],
            learningRate: [0.001],
            tensors: [58],
            bytes: [12_400],
            logs: { loss: [0.4], val_loss: [0.5], acc: [0.8], val_acc: [0.79] },
          },
          steps: {
            step,
            learningRate: step.map(() => 0.001),
            logs: { loss: step.map((at) => 0.4 + 0.05 * Math.sin(at * 12.9898)) },
          },
          events: Array.from({ length: lanes }, (_, lane) => ({
            lane,
            kind: lane === 1 ? ('skipped' as const) : ('waited' as const),
            epoch: 400 + seq,
            step: from + 28,
            value: 0.5,
            facts: { best: 0.4, bestEpoch: 300, wait: seq, patience: 2000 },
          })),
        };
        receive({ type: 'delta', delta });
        await new Promise((resolve) => setTimeout(resolve, 50));
      }
      counting = false;
      const took = (performance.now() - start) / 1000;
      return { framesPerSecond: frames / took, messagesPerSecond: seq / took, worstMs };
    },
    { id: run.id, best: run.best, first, seconds, lanes: run.callbacks?.lanes.length ?? 0 },
  );
}
