/** Longer waits are no part of a drawing. */
const LONGEST_MS = 600;
const PATIENCE_MS = 60_000;

const waiting = new Set<string>();
let frame = requestAnimationFrame;

/** Follows what the page has planned: frames and short waits. */
export function followPlans(): void {
  const {
    requestAnimationFrame: ask,
    cancelAnimationFrame: take,
    setTimeout: plan,
    clearTimeout: drop,
  } = window;
  frame = ask.bind(window);
  window.requestAnimationFrame = (call) => {
    const id = ask((time) => {
      waiting.delete(`frame ${id}`);
      call(time);
    });
    waiting.add(`frame ${id}`);
    return id;
  };
  window.cancelAnimationFrame = (id) => {
    waiting.delete(`frame ${id}`);
    take(id);
  };
  const planned = (call: TimerHandler, ms = 0, ...more: unknown[]) => {
    const id = plan(() => {
      waiting.delete(`wait ${id}`);
      if (typeof call === 'function') call(...more);
    }, ms);
    if (ms <= LONGEST_MS) waiting.add(`wait ${id}`);
    return id;
  };
  window.setTimeout = planned as typeof window.setTimeout;
  window.clearTimeout = (id) => {
    waiting.delete(`wait ${id}`);
    drop(id);
  };
}

/** Until nothing is planned any more for three frames in a row. @throws where the page never comes to rest. */
export async function idle(): Promise<void> {
  const start = performance.now();
  for (let calm = 0; calm < 3; ) {
    await new Promise((resolve) => frame(resolve));
    calm = waiting.size === 0 ? calm + 1 : 0;
    if (performance.now() - start > PATIENCE_MS)
      throw new Error(`The page does not come to rest: ${[...waiting].join(', ')}`);
  }
}
