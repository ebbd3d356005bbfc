import { readFileSync } from 'node:fs';
import { dirname, join, resolve } from 'node:path';
import { installedFolder } from '../install/storage.js';

/** A tfjs-node that is on the disk; whether it loads is not known yet. */
export interface NativeCandidate {
  /** `workspace`: installed by the student beside or above the notebook. `installed`: by `epochbook engine install`. */
  origin: 'workspace' | 'installed';
  /** The package's folder. */
  path: string;
  /** `@tensorflow/tfjs-node` or `@tensorflow/tfjs-node-gpu`. */
  name: string;
  version: string;
}

// Who installed the GPU package as well wants the GPU.
const PACKAGES = ['@tensorflow/tfjs-node-gpu', '@tensorflow/tfjs-node'];

/**
 * The native engines at hand, the one to try first in front.
 *
 * @param folder The notebook's folder; it and those above are searched as Node does.
 * @param storage See `engineStorage`.
 */
export function findNative({ folder, storage }: { folder?: string; storage?: string }): NativeCandidate[] {
  const found: NativeCandidate[] = [];
  if (folder) {
    for (let at = resolve(folder); found.length === 0; at = dirname(at)) {
      for (const name of PACKAGES) add(found, 'workspace', at, name);
      if (dirname(at) === at) break;
    }
  }
  if (storage) add(found, 'installed', installedFolder(storage), '@tensorflow/tfjs-node');
  return found;
}

function add(
  found: NativeCandidate[],
  origin: NativeCandidate['origin'],
  folder: string,
  name: string,
): void {
  const path = join(folder, 'node_modules', name);
  try {
    const { version } = JSON.parse(readFileSync(join(path, 'package.json'), 'utf8')) as { version?: string };
    found.push({ origin, path, name, version: version ?? '?' });
  } catch {
    // Not installed here, or only half removed.
  }
}
