import type { Locale } from '../../../protocol/index.js';
import type { StaticView } from '../../drawing/static-renderer.js';
import { DropoutView } from './dropout-view.js';

/**
 * Puts the live picture `dropout` into an element; `redraw` gives it its payload, `end` takes it out. The view itself says
 * why a payload cannot be drawn.
 */
export const mountDropout = (host: HTMLElement, locale: Locale): StaticView<unknown> =>
  new DropoutView(host, locale);
