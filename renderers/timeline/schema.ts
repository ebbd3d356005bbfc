import * as v from 'valibot';
import { type TimelinePayload, timelinePayloadSchema } from '../../protocol/index.js';
import { unevenColumn } from '../drawing/uneven.js';

/** What keeps the columns of a timeline from belonging together, in one line; `null` where all fit. */
export const damage = ({ epochs, learningRate, monitored }: TimelinePayload): string | null =>
  unevenColumn(epochs.length, { learningRate }) ?? unevenColumn(epochs.length, monitored);

/** A payload whose columns belong together. */
export const wholeTimelineSchema = v.pipe(
  timelinePayloadSchema,
  v.check(
    (payload) => damage(payload) === null,
    ({ input }) => damage(input) ?? '',
  ),
);
