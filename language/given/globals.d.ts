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
  interface Require {
    (id: '@tensorflow/tfjs-node' | '@tensorflow/tfjs-node-gpu' | '@tensorflow/tfjs'): typeof import('@tensorflow/tfjs-node');
    (id: 'epochbook'): typeof import('epochbook');
    (id: 'fs' | 'node:fs'): typeof import('node:fs');
    (id: 'fs/promises' | 'node:fs/promises'): typeof import('node:fs/promises');
    (id: 'path' | 'node:path'): typeof import('node:path');
    (id: 'os' | 'node:os'): typeof import('node:os');
    (id: 'util' | 'node:util'): typeof import('node:util');
    (id: 'assert' | 'node:assert'): typeof import('node:assert');
    (id: 'url' | 'node:url'): typeof import('node:url');
    (id: 'crypto' | 'node:crypto'): typeof import('node:crypto');
    (id: 'child_process' | 'node:child_process'): typeof import('node:child_process');
    (id: 'readline' | 'node:readline'): typeof import('node:readline');
    (id: 'zlib' | 'node:zlib'): typeof import('node:zlib');
    (id: 'worker_threads' | 'node:worker_threads'): typeof import('node:worker_threads');
  }
}
