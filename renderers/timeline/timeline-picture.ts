import { type TimelinePayload, timelinePayloadSchema } from '../../protocol/index.js';
import type { Picture } from '../drawing/picture.js';
import { timelineSvg } from './picture.js';
import { timelineText } from './text.js';
import { fitTimeline } from './thin.js';

export const timelinePicture: Picture<TimelinePayload> = {
  name: 'timeline',
  schema: timelinePayloadSchema,
  fit: fitTimeline,
  svg: timelineSvg,
  text: timelineText,
};
