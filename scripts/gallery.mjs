// `npm run gallery`: a page of every picture with its examples. `-- --open` opens it; `-- --media` makes the README's
// pictures instead; `-- --out FOLDER` puts the page elsewhere.
import { existsSync, readdirSync, statSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { pathToFileURL } from 'node:url';
import { parseArgs } from 'node:util';
import { findProgram } from '../engine/install/find-program.mjs';
import { run } from './command.mjs';
import { makeMedia } from './gallery-media.mjs';
import { withNodeBundle } from './node-bundle.mjs';
import { pictureNames } from './picture-names.mjs';
import { provideDependencies } from './provide-dependencies.mjs';
import { rendererBundles } from './renderer-bundles.mjs';
import { repository } from './repository.mjs';
import { main, SetupError, say, text } from './say.mjs';

const newest = (folder) =>
  Math.max(
    ...readdirSync(join(repository, folder), { recursive: true }).map(
      (file) => statSync(join(repository, folder, file)).mtimeMs,
    ),
  );

/** Brings dist/renderers up to date where it is older than its sources. */
async function provideRenderers(esbuild) {
  const built = pictureNames().map((name) => join(repository, 'dist', 'renderers', `${name}.js`));
  const oldest = built.every((file) => existsSync(file))
    ? Math.min(...built.map((file) => statSync(file).mtimeMs))
    : 0;
  if (oldest >= Math.max(newest('renderers'), newest('protocol'))) return;
  say('Building the renderers …', '렌더러를 빌드하는 중 …');
  const common = { bundle: true, sourcemap: 'linked', legalComments: 'none', logLevel: 'warning' };
  await esbuild.build({ ...rendererBundles(common), target: 'es2023', absWorkingDir: repository });
}

/** Writes the page's data, by code of gallery/ that is TypeScript. */
function writePage(folder) {
  return withNodeBundle('gallery/write.ts', async (bundle) => {
    const { writeGallery } = await import(pathToFileURL(bundle).href);
    return writeGallery(folder, join(repository, 'test', 'pictures'));
  });
}

/** A page from a file may load no modules, so what dist/ holds becomes one plain script. */
async function bundleScripts(esbuild, folder) {
  const lines = pictureNames().flatMap((name, index) => [
    `import * as picture${index} from './dist/renderers/${name}.js';`,
    `renderers[${JSON.stringify(name)}] = picture${index};`,
  ]);
  const plain = { bundle: true, format: 'iife', minify: true, target: 'es2023', logLevel: 'warning' };
  await esbuild.build({
    ...plain,
    stdin: {
      contents: `const renderers = {};\n${lines.join('\n')}\nglobalThis.epochbookRenderers = renderers;`,
      resolveDir: repository,
    },
    charset: 'utf8',
    outfile: join(folder, 'renderers.js'),
  });
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
  await provideRenderers(esbuild);
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
