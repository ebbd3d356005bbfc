import { chain } from '../../renderers/dropout/examples.js';
import { sketchDropout } from '../../renderers/dropout/sketch.js';
import type { RendererPage } from './harness.js';

export interface ScrubRate {
  framesPerSecond: number;
  /** Longest time between two frames. */
  worstMs: number;
}

/** Opens a payload and waits until it is on the screen; milliseconds. */
async function timeToDraw(page: RendererPage, id: string, payload: unknown): Promise<number> {
  const text = JSON.stringify(payload);
  return page.page.evaluate(
    async ([item, json]) => {
      const { renderItem } = window as unknown as {
        renderItem(name: string, id: string, mime: string, text: string): Promise<void>;
      };
      const start = performance.now();
      await renderItem('dropout', item as string, 'application/json', json as string);
      await new Promise((resolve) => requestAnimationFrame(() => setTimeout(resolve)));
      return performance.now() - start;
    },
    [id, text] as const,
  );
}

/** Moves the slider on every frame for some seconds, over the whole record, and counts the frames. */
async function scrub(page: RendererPage, id: string, seconds: number, move = true): Promise<ScrubRate> {
  return page.page.evaluate(
    async ([item, length, moves]) => {
      const slider = document.querySelector<HTMLInputElement>(`#${item} input[type=range]`);
      if (!slider) throw new Error('There is no slider.');
      slider.scrollIntoView();
      const last = Number(slider.max);
      let frames = 0;
      let worstMs = 0;
      const start = performance.now();
      let before = start;
      while (before - start < length * 1000) {
        const now = await new Promise<number>((resolve) => requestAnimationFrame(resolve));
        if (frames > 0) worstMs = Math.max(worstMs, now - before);
        before = now;
        frames += 1;
        // There and back, so that near and far steps are drawn.
        if (!moves) continue;
        slider.value = String(Math.round(((Math.sin(frames / 23) + 1) / 2) * last));
        slider.dispatchEvent(new Event('input', { bubbles: true }));
      }
      return { framesPerSecond: frames / ((before - start) / 1000), worstMs };
    },
    [id, seconds, move] as const,
  );
}

/** How fast the live picture draws and follows the slider. */
export async function measureDropout(page: RendererPage, seconds = 5) {
  const wide = sketchDropout({
    layers: chain([64, 512, 512, 512, 10], [0.5, 0.5, 0.5]),
    steps: 120,
    samples: 1,
  });
  const deep = sketchDropout({
    layers: chain([12, ...Array<number>(48).fill(16), 3], Array<number>(48).fill(0.3)),
    steps: 60,
  });
  const long = sketchDropout({ layers: chain([16, 64, 64, 1], [0.5, 0.3]), steps: 10_000, samples: 1 });
  await page.activate('dropout', false);
  // The first output also loads and compiles the renderer.
  await timeToDraw(page, 'first', sketchDropout({ layers: chain([2, 2, 1], [0.5]) }));
  const deepMs = await timeToDraw(page, 'deep', deep);
  const wideMs = await timeToDraw(page, 'wide', wide);
  const longMs = await timeToDraw(page, 'long', long);
  return {
    deepMs,
    wideMs,
    longMs,
    /** The same page with nothing to draw: what this machine and browser can do at all. */
    rest: await scrub(page, 'wide', Math.min(seconds, 3), false),
    wide: await scrub(page, 'wide', seconds),
    long: await scrub(page, 'long', seconds),
  };
}
