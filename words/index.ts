export { howEnded } from './how-ended.js';
export { didYouMean, nearestNames } from './nearest-names.js';
export { particles } from './particles.js';
export { currentLocale, say, sayIn, setLocale } from './say.js';
