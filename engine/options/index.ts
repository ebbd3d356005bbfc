export { camelCase, checkOptions, type Elsewhere } from './check-options.js';
export { type Domain, domains, either, oneOf } from './domains.js';
export { isPromise, showGiven } from './show-given.js';
