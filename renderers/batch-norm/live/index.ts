import type { BatchNormPayload, Locale } from '../../../protocol/index.js';
import type { StaticView } from '../../drawing/static-renderer.js';
import { BatchNormView } from './batch-norm-view.js';

/** Puts the live picture `batch-norm` into an element; `redraw` gives it its payload, `end` takes it out. */
export const mountBatchNorm = (host: HTMLElement, locale: Locale): StaticView<BatchNormPayload> =>
  new BatchNormView(host, locale);
