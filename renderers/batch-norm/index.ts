import { staticRenderer } from '../drawing/static-renderer.js';
import { liveBatchNorm } from './live/index.js';

export const activate = staticRenderer(liveBatchNorm);
