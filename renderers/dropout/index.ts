import { staticRenderer } from '../drawing/static-renderer.js';
import { liveDropout } from './live/index.js';

export const activate = staticRenderer(liveDropout);
