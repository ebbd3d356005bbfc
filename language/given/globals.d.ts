/// <reference types="node" />
// What cells find without an import, beside what Node has.

/** What `display` gives back: what it shows, to be changed later. */
interface DisplayHandle {
  /** Puts another value, or bundle, in the place of what is shown; also from a later cell. */
  update(value: unknown): void;
  remove(): void;
}

/** Shows a value under the running cell, or a bundle of alternatives by MIME type: `{ 'text/html': '<b>…</b>' }`. */
declare function display(value: unknown): DisplayHandle;

declare namespace NodeJS {
  // One text each: such calls come before that for any text.
  interface Require {
    (id: '@tensorflow/tfjs-node'): typeof import('@tensorflow/tfjs-node');
    (id: '@tensorflow/tfjs-node-gpu'): typeof import('@tensorflow/tfjs-node');
    (id: '@tensorflow/tfjs'): typeof import('@tensorflow/tfjs-node');
    (id: 'epochbook'): typeof import('epochbook');
    (id: 'fs'): typeof import('node:fs');
    (id: 'node:fs'): typeof import('node:fs');
    (id: 'fs/promises'): typeof import('node:fs/promises');
    (id: 'node:fs/promises'): typeof import('node:fs/promises');
    (id: 'path'): typeof import('node:path');
    (id: 'node:path'): typeof import('node:path');
    (id: 'os'): typeof import('node:os');
    (id: 'node:os'): typeof import('node:os');
    (id: 'util'): typeof import('node:util');
    (id: 'node:util'): typeof import('node:util');
    (id: 'assert'): typeof import('node:assert');
    (id: 'node:assert'): typeof import('node:assert');
    (id: 'url'): typeof import('node:url');
    (id: 'node:url'): typeof import('node:url');
    (id: 'crypto'): typeof import('node:crypto');
    (id: 'node:crypto'): typeof import('node:crypto');
    (id: 'child_process'): typeof import('node:child_process');
    (id: 'node:child_process'): typeof import('node:child_process');
    (id: 'readline'): typeof import('node:readline');
    (id: 'node:readline'): typeof import('node:readline');
    (id: 'zlib'): typeof import('node:zlib');
    (id: 'node:zlib'): typeof import('node:zlib');
    (id: 'worker_threads'): typeof import('node:worker_threads');
    (id: 'node:worker_threads'): typeof import('node:worker_threads');
  }
}
