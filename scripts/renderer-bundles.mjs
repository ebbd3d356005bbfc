import { pictureNames } from './picture-names.mjs';

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
