// Installs the native engine for the tests, into the cache folder: an engine of the user's own is left alone.
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { cacheFolder } from './cache-folder.mjs';
import { run } from './command.mjs';
import { repository } from './repository.mjs';
import { main, SetupError, text } from './say.mjs';

/** Where the tests look for the native engine: EPOCHBOOK_TEST_STORAGE, else `engines` in the cache folder. */
export const testStorage = () => process.env.EPOCHBOOK_TEST_STORAGE ?? join(cacheFolder(), 'engines');

/** Needs a build. @throws SetupError where the engine cannot be had; tests that need it are then skipped with a reason. */
export async function provideEngine() {
  const env = { ...process.env, EPOCHBOOK_STORAGE: testStorage() };
  const cli = join(repository, 'dist', 'cli.js');
  const status = await run(process.execPath, [cli, 'engine', 'install'], { env, shell: false });
  if (status === 0) return;
  throw new SetupError(
    text('The native engine could not be installed.', '네이티브 엔진을 설치하지 못했습니다.'),
  );
}

if (process.argv[1] && import.meta.url === pathToFileURL(process.argv[1]).href) await main(provideEngine);
