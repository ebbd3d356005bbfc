import { readFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { build, type Plugin } from 'esbuild';
import { windowsPath } from './windows.js';

/** Makes one file of a test with all that it imports, to run under Windows' Node, where vitest and esbuild cannot. */
export async function bundleTest(file: string, outfile: string): Promise<void> {
  const contents = `
import { readFileSync } from 'node:fs';
import { runHere } from './runner/run-here.js';
for (const name of ['LC_ALL', 'LANG']) delete process.env[name];
const { results, only, skips } = JSON.parse(readFileSync(process.argv[2], 'utf8'));
const whyNot = (name) => !new RegExp(only).test(name) ? 'left out' : skips.find(([pattern]) => new RegExp(pattern).test(name))?.[1];
await runHere(() => import(${JSON.stringify(file)}), results, whyNot);
process.exit(0);`;
  await build({
    stdin: { contents, resolveDir: import.meta.dirname, loader: 'ts' },
    outfile,
    bundle: true,
    platform: 'node',
    format: 'esm',
    target: 'node20',
    mainFields: ['module', 'main'],
    sourcemap: 'inline',
    logLevel: 'silent',
    alias: { vitest: join(import.meta.dirname, 'runner', 'vitest.ts') },
    define: { 'import.meta.dirname': 'hereFolder', 'import.meta.url': 'hereUrl' },
    external: ['@tensorflow/*', 'esbuild'],
    banner: {
      js: "import { createRequire as requireOf } from 'node:module'; const require = requireOf(process.argv[1]);",
    },
    plugins: [whereSourcesAre],
  });
}

/** Each source goes on finding the files beside it. */
const whereSourcesAre: Plugin = {
  name: 'where-sources-are',
  setup({ onLoad }) {
    onLoad({ filter: /\.m?[jt]s$/ }, async ({ path }) => {
      const text = await readFile(path, 'utf8');
      const loader = path.endsWith('ts') ? 'ts' : 'js';
      if (!text.includes('import.meta.')) return { contents: text, loader };
      const url = `file:///Z:${path.split('/').map(encodeURIComponent).join('/')}`;
      const here = `const hereFolder = ${JSON.stringify(windowsPath(dirname(path)))}, hereUrl = ${JSON.stringify(url)};`;
      const contents = `${here} ${text}`;
      return { contents, loader };
    });
  },
};
