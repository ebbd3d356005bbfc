// TypeScript of this repository that a script runs: bundled for Node, and gone afterwards.
import { mkdirSync, rmSync } from 'node:fs';
import { basename, dirname, join } from 'node:path';
import { repository } from './repository.mjs';

/**
 * Bundles a TypeScript file, its packages left out, and gives what `use` gives of the bundle's path.
 *
 * @param entry Below the repository: `bench/index.ts`.
 */
export async function withNodeBundle(entry, use, { plugins = [] } = {}) {
  const esbuild = await import('esbuild');
  const folder = join(repository, 'artifacts');
  mkdirSync(folder, { recursive: true });
  // In the repository, so that packages are found.
  const bundle = join(folder, `${basename(dirname(entry))}-${process.pid}.mjs`);
  try {
    await esbuild.build({
      entryPoints: [join(repository, entry)],
      outfile: bundle,
      bundle: true,
      platform: 'node',
      target: 'node20',
      format: 'esm',
      packages: 'external',
      logLevel: 'warning',
      plugins,
    });
    return await use(bundle);
  } finally {
    rmSync(bundle, { force: true });
  }
}
