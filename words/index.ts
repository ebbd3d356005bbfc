export { howEnded } from './how-ended.js';
export { particles } from './particles.js';
export { currentLocale, say, sayIn, setLocale } from './say.js';
