import { staticRenderer } from '../drawing/static-renderer.js';
import { liveGradients } from './live/index.js';

export const activate = staticRenderer(liveGradients);
