// `npm run bench`: bundles bench/ and runs it. See `npm run bench -- --help`.
import { mkdirSync, readFileSync, rmSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { run } from './command.mjs';
import { provideDependencies } from './provide-dependencies.mjs';
import { repository } from './repository.mjs';
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
  const esbuild = await import('esbuild');
  const folder = join(repository, 'artifacts');
  mkdirSync(folder, { recursive: true });
  // In the repository, so that packages are found.
  const bundle = join(folder, `bench-${process.pid}.mjs`);
  try {
    await esbuild.build({
      entryPoints: [join(repository, 'bench', 'index.ts')],
      outfile: bundle,
      bundle: true,
      platform: 'node',
      target: 'node20',
      format: 'esm',
      packages: 'external',
      logLevel: 'warning',
      plugins: [keepOwnPlaces],
    });
    const status = await run(process.execPath, ['--enable-source-maps', bundle, ...process.argv.slice(2)], {
      shell: false,
    });
    process.exitCode = status;
  } finally {
    rmSync(bundle, { force: true });
  }
});
