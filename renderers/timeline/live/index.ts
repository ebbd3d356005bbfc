export { TimelineLanes } from './lanes.js';
export { timelineCss } from './style.js';
