export { NodeFileSystem } from './node-file-system.js';
export { writeFileAtomically } from './write-file-atomically.js';
export { writeRefusal } from './write-refusal.js';
