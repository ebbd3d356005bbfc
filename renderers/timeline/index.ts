import type { ActivationFunction } from 'vscode-notebook-renderer';
import type { LoadCheckpoint } from '../../protocol/index.js';
import { staticRenderer } from '../drawing/static-renderer.js';
import { TimelineView } from './live/view.js';
import { wholeTimelineSchema } from './schema.js';
import { timelineStrings } from './strings.js';

/** The live picture `timeline`. */
export const activate: ActivationFunction = (context) => {
  const post = context.postMessage;
  const send = post ? (message: LoadCheckpoint) => post(message) : null;
  return staticRenderer({
    schema: wholeTimelineSchema,
    view: (host, locale) => new TimelineView(host, locale, send),
    pure: async () => (await import('./timeline-picture.js')).timelinePicture,
    invalid: (locale, where) => timelineStrings[locale].invalid(where),
  })(context);
};
