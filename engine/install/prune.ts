import { readdirSync, readFileSync, rmSync } from 'node:fs';
import { join, relative } from 'node:path';
import { TFJS_NODE } from './node-packages.js';

/** Packages that only browsers, compilers or type checkers load. */
const UNUSED = ['@types', '@webgpu', 'core-js', 'node-api-headers', 'regenerator-runtime'];
const UNUSED_FILES = /(\.map|\.d\.ts|_test\.js|\.tsbuildinfo)$/;

/** Removes what loading tfjs-node in Node never reads: of its JavaScript, about nineteen parts in twenty. */
export function prune(folder: string): void {
  const modules = join(folder, 'node_modules');
  for (const name of UNUSED) rmSync(join(modules, name), { recursive: true, force: true });
  const scope = join(modules, '@tensorflow');
  for (const name of readdirSync(scope)) {
    if (join('@tensorflow', name) !== join(TFJS_NODE)) keepMain(join(scope, name));
  }
  for (const name of ['binding', 'src', 'python', 'scripts', join('deps', 'include')]) {
    rmSync(join(modules, TFJS_NODE, name), { recursive: true, force: true });
  }
  removeFiles(modules, (path) => UNUSED_FILES.test(path));
}

/** The packages of tfjs are each one bundle for Node, named in package.json; the rest is the same for others. */
function keepMain(home: string): void {
  const { main = 'index.js' } = JSON.parse(readFileSync(join(home, 'package.json'), 'utf8')) as {
    main?: string;
  };
  const kept = [join(main), 'package.json', 'LICENSE', 'README.md'];
  removeFiles(home, (path) => {
    const inside = relative(home, path);
    return !kept.includes(inside) && !inside.startsWith('node_modules');
  });
}

function removeFiles(folder: string, unused: (path: string) => boolean): void {
  for (const entry of readdirSync(folder, { withFileTypes: true })) {
    const path = join(folder, entry.name);
    if (entry.isDirectory()) {
      removeFiles(path, unused);
      if (readdirSync(path).length === 0) rmSync(path, { recursive: true });
    } else if (unused(path)) rmSync(path);
  }
}
