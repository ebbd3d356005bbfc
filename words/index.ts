export { particles } from './particles.js';
export { currentLocale, say, setLocale } from './say.js';
