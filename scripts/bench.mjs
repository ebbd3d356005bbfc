// `npm run bench`: bundles bench/ and runs it. See `npm run bench -- --help`.
import { readFileSync } from 'node:fs';
import { dirname } from 'node:path';
import { pathToFileURL } from 'node:url';
import { run } from './command.mjs';
import { withNodeBundle } from './node-bundle.mjs';
import { provideDependencies } from './provide-dependencies.mjs';
import { main } from './say.mjs';

/** A bundle is one file; each file in it still finds the repository from where it was written. */
const keepOwnPlaces = {
  name: 'keep-own-places',
  setup(build) {
    build.onLoad({ filter: /\.(ts|mjs)$/ }, ({ path }) => ({
      contents: readFileSync(path, 'utf8')
        .replaceAll('import.meta.url', JSON.stringify(pathToFileURL(path).href))
        .replaceAll('import.meta.dirname', JSON.stringify(dirname(path))),
      loader: path.endsWith('.ts') ? 'ts' : 'js',
    }));
  },
};

await main(async () => {
  await provideDependencies();
  process.exitCode = await withNodeBundle(
    'bench/index.ts',
    (bundle) =>
      run(process.execPath, ['--enable-source-maps', bundle, ...process.argv.slice(2)], { shell: false }),
    { plugins: [keepOwnPlaces] },
  );
});
