// `npm run gallery`: a page of every picture with its examples. `-- --open` opens it; `-- --media` makes the README's
// pictures instead; `-- --out FOLDER` puts the page elsewhere.
import { join, resolve } from 'node:path';
import { pathToFileURL } from 'node:url';
import { parseArgs } from 'node:util';
import { findProgram } from '../engine/install/find-program.mjs';
import { run } from './command.mjs';
import { makeMedia } from './gallery-media.mjs';
import { withNodeBundle } from './node-bundle.mjs';
import { provideDependencies } from './provide-dependencies.mjs';
import { plainRenderers } from './renderer-bundles.mjs';
import { repository } from './repository.mjs';
import { main, SetupError, say, text } from './say.mjs';

/** Writes the page's data, by code of gallery/ that is TypeScript. */
function writePage(folder) {
  return withNodeBundle('gallery/write.ts', async (bundle) => {
    const { writeGallery } = await import(pathToFileURL(bundle).href);
    return writeGallery(folder, join(repository, 'test', 'pictures'));
  });
}

/** The scripts of the page and its style. */
async function bundleScripts(esbuild, folder) {
  const plain = { bundle: true, format: 'iife', minify: true, target: 'es2023', logLevel: 'warning' };
  await esbuild.build({ ...plainRenderers(), outfile: join(folder, 'renderers.js') });
  await esbuild.build({
    ...plain,
    entryPoints: ['index.ts', 'gallery.css'].map((file) => ({
      in: join(repository, 'gallery', 'page', file),
      out: 'gallery',
    })),
    outdir: folder,
  });
}

/** Opens the page with what this system opens files with. @throws SetupError where there is nothing. */
async function openPage(page) {
  const opener = { darwin: 'open', win32: 'explorer' }[process.platform] ?? findProgram('xdg-open');
  if (!opener)
    throw new SetupError(
      text(
        `Nothing here opens files (xdg-open is missing). Open ${page} in a browser.`,
        `파일을 여는 프로그램(xdg-open)이 없습니다. 브라우저에서 ${page} 파일을 여세요.`,
      ),
    );
  await run(opener, [page]);
}

await main(async () => {
  const { values } = parseArgs({
    options: { open: { type: 'boolean' }, media: { type: 'boolean' }, out: { type: 'string' } },
  });
  await provideDependencies();
  if (values.media) return makeMedia();
  const esbuild = await import('esbuild');
  const folder = resolve(values.out ?? join(repository, 'artifacts', 'gallery'));
  const chapters = await writePage(folder);
  await bundleScripts(esbuild, folder);
  const page = join(folder, 'index.html');
  const examples = chapters.reduce((sum, { entries }) => sum + entries.length, 0);
  say(
    `${chapters.length} pictures, ${examples} examples: ${page}`,
    `그림 ${chapters.length}개, 예 ${examples}개: ${page}`,
  );
  if (values.open) await openPage(page);
});
