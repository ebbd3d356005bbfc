import type { RunPayload, TimelinePayload } from '../../protocol/index.js';
import { timelineOf } from '../timeline/under-curves.js';
import type { TrainingCurves } from './model.js';

/** What the callbacks did in the epochs that the curves show. */
export function shownTimeline(
  payload: RunPayload,
  { zoomed, epochs }: Pick<TrainingCurves, 'zoomed' | 'epochs'>,
): TimelinePayload {
  const timeline = timelineOf(payload);
  if (!zoomed) return timeline;
  const [low, high] = epochs.shown;
  const events = timeline.callbacks.events.filter(({ epoch }) => epoch >= low && epoch <= high);
  return { ...timeline, callbacks: { ...timeline.callbacks, events } };
}
