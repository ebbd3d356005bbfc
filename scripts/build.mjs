// Bundles the rooms into dist/. `--production` minifies and leaves source maps out; `--watch` keeps building.
import { spawnSync } from 'node:child_process';
import { chmod, copyFile, mkdir, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import * as esbuild from 'esbuild';
import { copyTypes, placeMute } from './build-language.mjs';
import { buildSimd } from './build-simd.mjs';
import { pictureNames } from './picture-names.mjs';
import { pageBundles, rendererBundles, viewBundles } from './renderer-bundles.mjs';
import { makeStudentLessons } from './student-lessons.mjs';

const production = process.argv.includes('--production');
const watch = process.argv.includes('--watch');

// Cells share the kernel's global scope: a student's `const performance = …` must not reach our code, so each bundle keeps
// the globals that it uses for itself.
const kept = [
  'process',
  'performance',
  'console',
  'Buffer',
  'URL',
  'setTimeout',
  'clearTimeout',
  'setInterval',
  'clearInterval',
  'setImmediate',
  'queueMicrotask',
  'structuredClone',
  'TextEncoder',
  'TextDecoder',
  'Array',
  'Object',
  'Map',
  'Set',
  'WeakMap',
  'Promise',
  'Error',
  'TypeError',
  'RangeError',
  'Math',
  'Number',
  'String',
  'Boolean',
  'Symbol',
  'JSON',
  'Date',
  'Reflect',
  'Proxy',
  'RegExp',
  'Function',
  'BigInt',
  'DataView',
  'ArrayBuffer',
  'SharedArrayBuffer',
  'Atomics',
  'Float32Array',
  'Float64Array',
  'Int32Array',
  'Uint8Array',
  'Uint8ClampedArray',
  'Uint16Array',
  'Uint32Array',
  'Int8Array',
  'Int16Array',
  'WebAssembly',
  'isNaN',
  'isFinite',
  'parseInt',
  'parseFloat',
  'fetch',
];
const keepGlobals = `const { ${kept.join(', ')} } = globalThis;`;

/** A package of megabytes has a bundle of its own, loaded when it is first needed. */
const apart = (name, path) => ({
  name: `${name}-apart`,
  setup: (build) => build.onResolve({ filter: new RegExp(`^${name}$`) }, () => ({ path, external: true })),
});
/** 4 MB of WebAssembly in text, for the first `.h5` or `.keras`. */
const hdf5Apart = (path) => apart('h5wasm', path);
/** For the first text with syntax that more than types must be taken from. */
const typescriptApart = apart('typescript6', './typescript.cjs');
const reportTypeScript = apart('typescript6', './kernel/typescript.cjs');
/** The language process shares it with the kernel. */
const kernelsTypeScript = apart('typescript6', '../kernel/typescript.cjs');

const common = {
  bundle: true,
  sourcemap: production ? false : 'linked',
  minify: production,
  legalComments: 'none',
  logLevel: 'warning',
  target: 'es2023',
};
const node = { ...common, platform: 'node', format: 'cjs', target: 'node20' };

const builds = [
  { ...node, entryPoints: { extension: 'extension/activate.ts' }, outdir: 'dist', external: ['vscode'] },
  {
    ...node,
    entryPoints: { host: 'kernel/host.ts', library: 'library/index.ts' },
    outdir: 'dist/kernel',
    outExtension: { '.js': '.cjs' },
    plugins: [hdf5Apart('./h5wasm.mjs'), typescriptApart],
    banner: { js: keepGlobals },
  },
  {
    ...node,
    entryPoints: { typescript: 'typescript6' },
    // Three times as large otherwise, and nobody looks for faults of ours in it.
    minify: true,
    sourcemap: false,
    outdir: 'dist/kernel',
    outExtension: { '.js': '.cjs' },
    banner: { js: keepGlobals },
  },
  {
    ...node,
    format: 'esm',
    entryPoints: { epochbook: 'library/index.ts' },
    outdir: 'dist',
    outExtension: { '.js': '.mjs' },
    plugins: [hdf5Apart('./kernel/h5wasm.mjs')],
  },
  {
    ...node,
    format: 'esm',
    entryPoints: { h5wasm: 'h5wasm' },
    // The WebAssembly stands in a string; escaped, it would be half as large again.
    charset: 'utf8',
    outdir: 'dist/kernel',
    outExtension: { '.js': '.mjs' },
    sourcemap: false,
    banner: { js: keepGlobals },
  },
  {
    ...node,
    entryPoints: { engine: 'kernel/engine.ts' },
    // The ES modules of tfjs share one core; its Node bundles each hold parts of it.
    mainFields: ['module', 'main'],
    outdir: 'dist/kernel',
    outExtension: { '.js': '.cjs' },
    plugins: [hdf5Apart('./h5wasm.mjs')],
    banner: { js: keepGlobals },
  },
  {
    ...node,
    entryPoints: {
      worker: 'kernel/worker.ts',
      lost: 'kernel/lost.ts',
      history: 'kernel/history.ts',
      viewer: 'kernel/viewer.ts',
      'log-import': 'kernel/log-import.ts',
      projector: 'library/projector/thread.ts',
    },
    // Its Node build waits at the top for a native canvas; measuring text does not need one.
    alias: { 'vega-canvas': './node_modules/vega-canvas/build/vega-canvas.browser.js' },
    outdir: 'dist/kernel',
    outExtension: { '.js': '.cjs' },
  },
  {
    ...node,
    format: 'esm',
    entryPoints: { loader: 'kernel/modules/loader.ts' },
    outdir: 'dist/kernel',
    plugins: [typescriptApart],
    outExtension: { '.js': '.mjs' },
    banner: {
      js: "import { createRequire as __createRequire } from 'node:module';\nconst require = __createRequire(import.meta.url);",
    },
  },
  {
    ...node,
    entryPoints: { cli: 'kernel/cli.ts' },
    outdir: 'dist',
    mainFields: ['module', 'main'],
    banner: { js: '#!/usr/bin/env node' },
  },
  // What a worker of a cluster starts.
  { ...node, entryPoints: { task: 'kernel/task.ts' }, outdir: 'dist', mainFields: ['module', 'main'] },
  // What only teachers need does not make each start of the command line slower.
  { ...node, entryPoints: { course: 'course/index.ts' }, outdir: 'dist', mainFields: ['module', 'main'] },
  {
    ...node,
    entryPoints: { report: 'report/index.ts' },
    outdir: 'dist',
    mainFields: ['module', 'main'],
    plugins: [reportTypeScript],
  },
  {
    ...node,
    entryPoints: {
      server: 'language/server.ts',
      engine: 'language/engine-thread.ts',
      mute: 'language/mute/index.ts',
    },
    outdir: 'dist/language',
    outExtension: { '.js': '.cjs' },
    plugins: [kernelsTypeScript],
  },
  rendererBundles(common),
  viewBundles(common),
  ...pageBundles(common),
];

async function makeWasm() {
  const file = 'tfjs-backend-wasm-simd.wasm';
  await mkdir('dist/wasm', { recursive: true });
  await copyFile(join('node_modules/@tensorflow/tfjs-backend-wasm/dist', file), join('dist/wasm', file));
  await buildSimd('dist/wasm/epochbook-simd.wasm');
}

/** The types of the library, for programs that import `epochbook`, and for cells. */
function declareTypes() {
  const tsc = join('node_modules', 'typescript', 'bin', 'tsc');
  const { status } = spawnSync(process.execPath, [tsc, '-p', 'library/tsconfig.types.json'], {
    stdio: 'inherit',
  });
  if (status !== 0) process.exit(1);
}

if (watch) {
  for (const options of builds) {
    const context = await esbuild.context(options);
    // What is made of the bundles below must not come before them.
    await context.rebuild();
    await context.watch();
  }
} else {
  await rm('dist', { recursive: true, force: true });
  await Promise.all(builds.map((options) => esbuild.build(options)));
  // npx makes a program executable when it first links it, and never again.
  await chmod('dist/cli.js', 0o755);
}
await makeWasm();
await writeFile('dist/report/pictures.json', JSON.stringify(pictureNames()));
await mkdir('dist/ray', { recursive: true });
await copyFile('kernel/cluster/driver.py', 'dist/ray/driver.py');
makeStudentLessons();
declareTypes();
await copyTypes();
await placeMute();
