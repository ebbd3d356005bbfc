import type { TimelinePayload } from '../../protocol/index.js';
import type { Picture } from '../drawing/picture.js';
import { fitTimeline } from './fit.js';
import { timelineSvg } from './picture.js';
import { wholeTimelineSchema } from './schema.js';
import { timelineTables } from './tables.js';
import { timelineText } from './text.js';

export const timelinePicture: Picture<TimelinePayload> = {
  name: 'timeline',
  schema: wholeTimelineSchema,
  fit: fitTimeline,
  svg: timelineSvg,
  tables: timelineTables,
  text: timelineText,
};
