import type { ProjectorPayload } from '../../protocol/index.js';
import { projectorPicture } from '../../renderers/projector/projector-picture.js';
import { sketchProjector } from '../../renderers/projector/sketch.js';
import type { RendererPage } from './harness.js';

export interface ProjectorFrames {
  points: number;
  webgl: boolean;
  framesPerSecond: number;
  /** The median of what scripts of the page take in a frame. */
  scriptMs: number;
}

/** Ten groups of this many points. */
export const manyPoints = (each: number): ProjectorPayload =>
  sketchProjector({ classes: Array.from({ length: 10 }, (_, at) => `class ${at}`), each, seed: 21 });

/** Turns the points in each frame for some time, and counts. */
export async function measureProjectorFrames(
  page: RendererPage,
  each = 5000,
  frames = 60,
): Promise<ProjectorFrames> {
  const payload = manyPoints(each);
  await page.activate('projector', false);
  await page.render('projector', 'a', projectorPicture.pack?.(payload));
  await page.settled();
  const measured = await page.page.evaluate(async (count) => {
    const stage = document.querySelector('.epb-projector-stage') as HTMLElement;
    const [canvas] = stage.querySelectorAll('canvas');
    const plain = window.requestAnimationFrame.bind(window);
    const times: number[] = [];
    let own = 0;
    window.requestAnimationFrame = (callback) =>
      plain((now) => {
        const begun = performance.now();
        callback(now);
        own += performance.now() - begun;
      });
    const begun = performance.now();
    for (let frame = 0; frame < count; frame += 1) {
      const pressed = performance.now();
      stage.dispatchEvent(new KeyboardEvent('keydown', { key: 'ArrowRight', shiftKey: true, bubbles: true }));
      own = performance.now() - pressed;
      await new Promise((resolve) => plain(() => plain(resolve)));
      times.push(own);
    }
    const seconds = (performance.now() - begun) / 1000;
    window.requestAnimationFrame = plain;
    times.sort((a, b) => a - b);
    return {
      webgl: canvas?.getContext('webgl') !== null,
      // Each turn waits for two frames: the one that draws, and the one after it.
      framesPerSecond: (2 * count) / seconds,
      scriptMs: times[Math.floor(count / 2)] as number,
    };
  }, frames);
  return { points: payload.points, ...measured };
}
