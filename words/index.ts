export { particles } from './particles.js';
export { currentLocale, say, sayIn, setLocale } from './say.js';
