export { refuseDeviceName } from './device-names.js';
export { escapedPath } from './escaped-path.js';
export { fileUrlPath } from './file-url-path.js';
export { heldFile } from './held-file.js';
export { NodeFileSystem } from './node-file-system.js';
export { replaceFileSync } from './replace-file.js';
export { removeStale } from './temporary-file.js';
export { writeFileAtomically, writeFileAtomicallySync } from './write-file-atomically.js';
export { writeRefusal } from './write-refusal.js';
