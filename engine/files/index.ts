export { NodeFileSystem } from './node-file-system.js';
export { removeStale } from './temporary-file.js';
export { writeFileAtomically, writeFileAtomicallySync } from './write-file-atomically.js';
export { writeRefusal } from './write-refusal.js';
