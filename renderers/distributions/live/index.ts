import type { DistributionsPayload, Locale } from '../../../protocol/index.js';
import type { StaticView } from '../../drawing/static-renderer.js';
import { DistributionsView } from './distributions-view.js';

/** Puts the live picture `distributions` into an element; `redraw` gives it its payload, `end` takes it out. */
export const mountDistributions = (host: HTMLElement, locale: Locale): StaticView<DistributionsPayload> =>
  new DistributionsView(host, locale);
