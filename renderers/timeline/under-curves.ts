/** What another picture takes from this one, to show a run's callbacks below its own curves. All of it is pure. */
export { timelineOf } from './from-run.js';
export { laneGutter } from './lane-box.js';
export { timelineModel } from './model.js';
export { lanesBelow } from './picture.js';
export { eventReason } from './sentence.js';
export { laneLines } from './text.js';
export { thinEvents } from './thin-events.js';
