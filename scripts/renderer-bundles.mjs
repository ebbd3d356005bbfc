import { pictureNames } from './picture-names.mjs';
import { repository } from './repository.mjs';

/** How the renderers are bundled into dist/; parts that several share are chunks, vega is loaded with the first chart. */
export const rendererBundles = (common) => ({
  ...common,
  platform: 'browser',
  format: 'esm',
  splitting: true,
  entryPoints: Object.fromEntries(pictureNames().map((name) => [name, `renderers/${name}/index.ts`])),
  outdir: 'dist/renderers',
  chunkNames: 'chunks/[name]-[hash]',
});

/** Pages of the editor itself: views and tabs. */
export const viewBundles = (common) => ({
  ...common,
  platform: 'browser',
  format: 'esm',
  entryPoints: {
    variables: 'views/variables/index.ts',
    value: 'views/value/index.ts',
    'run-history': 'views/run-history/index.ts',
    picture: 'views/picture/index.ts',
  },
  outdir: 'dist/views',
});

/** One plain script that puts all renderers under `globalThis.epochbookRenderers`, as a page of a file may load no modules. */
export function plainRenderers() {
  const lines = pictureNames().flatMap((name, index) => [
    `import * as picture${index} from './renderers/${name}/index.ts';`,
    `renderers[${JSON.stringify(name)}] = picture${index};`,
  ]);
  return {
    stdin: {
      contents: `const renderers = {};\n${lines.join('\n')}\nglobalThis.epochbookRenderers = renderers;`,
      resolveDir: repository,
      loader: 'ts',
    },
    bundle: true,
    format: 'iife',
    minify: true,
    charset: 'utf8',
    target: 'es2023',
    legalComments: 'none',
    logLevel: 'warning',
  };
}

/** What pages of notebooks are made of: the renderers, the page's own script and its style. */
export const pageBundles = (common) => [
  { ...plainRenderers(), outfile: 'dist/report/renderers.js' },
  {
    ...common,
    platform: 'browser',
    format: 'iife',
    minify: true,
    sourcemap: false,
    entryPoints: { page: 'report/page/index.ts' },
    outdir: 'dist/report',
  },
  {
    ...common,
    minify: true,
    sourcemap: false,
    entryPoints: { page: 'report/page/page.css' },
    outdir: 'dist/report',
  },
];
