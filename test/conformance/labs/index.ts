import type { Lab } from './lab.js';
import { reviews } from './reviews.js';
import { boston, titanic, wine } from './tables.js';

export const labs: readonly Lab[] = [titanic, wine, boston, ...reviews];
