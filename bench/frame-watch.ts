/** What was seen in an output frame of the notebook. Times are milliseconds of that frame's clock. */
export interface Watched {
  frames: number[];
  deltas: number[];
  states: number[];
}

interface WatchedWindow {
  epochbookWatch?: Watched & { on: boolean };
}

/** Runs in the frame: notes the time of each animation frame and of each message to the training picture. */
export function startWatch(): void {
  const page = window as unknown as WatchedWindow;
  const watch = { frames: [], deltas: [], states: [], on: true } as Watched & { on: boolean };
  page.epochbookWatch = watch;
  const tick = (time: number): void => {
    if (!watch.on) return;
    watch.frames.push(time);
    requestAnimationFrame(tick);
  };
  requestAnimationFrame(tick);
  window.addEventListener('message', (event) => {
    const { type, rendererId, message } = (event.data ?? {}) as {
      type?: string;
      rendererId?: string;
      message?: { type?: string };
    };
    if (!watch.on || type !== 'customRendererMessage' || rendererId !== 'epochbook-training') return;
    if (message?.type === 'delta') watch.deltas.push(performance.now());
    if (message?.type === 'state') watch.states.push(performance.now());
  });
}

/** Runs in the frame: ends the watch and gives what it saw. */
export function endWatch(): Watched {
  const { epochbookWatch: watch } = window as unknown as WatchedWindow;
  if (!watch) throw new Error('Nothing was watched.');
  watch.on = false;
  return { frames: watch.frames, deltas: watch.deltas, states: watch.states };
}

/** Events per second from the first to the last of them. */
export function perSecond(times: readonly number[]): number {
  const [first, last] = [times[0], times.at(-1)];
  if (first === undefined || last === undefined || last <= first) return 0;
  return (1000 * (times.length - 1)) / (last - first);
}

/** The most events within any one second. */
export function mostInASecond(times: readonly number[]): number {
  let [from, most] = [0, 0];
  for (const [to, time] of times.entries()) {
    while (time - (times[from] ?? time) >= 1000) from += 1;
    most = Math.max(most, to - from + 1);
  }
  return most;
}

/** The times from one event to the next. */
export const gaps = (times: readonly number[]): number[] =>
  times.slice(1).map((time, i) => time - (times[i] ?? time));
