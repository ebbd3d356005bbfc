import { staticRenderer } from '../drawing/static-renderer.js';
import { liveDistributions } from './live/index.js';

export const activate = staticRenderer(liveDistributions);
