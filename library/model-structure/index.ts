export { showModel } from './show-model.js';
