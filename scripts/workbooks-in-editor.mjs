// `npm run workbooks:editor [-- NAME …]`: opens the lessons in the editor, runs them in both languages, and keeps pictures of them
// from top to bottom in artifacts/e2e/lessons.
import { join } from 'node:path';
import { run } from './command.mjs';
import { provideBrowser } from './provide-browser.mjs';
import { provideEditor } from './provide-editor.mjs';
import { repository } from './repository.mjs';
import { main } from './say.mjs';

await main(async () => {
  await provideBrowser();
  await provideEditor();
  const vitest = join(repository, 'node_modules', 'vitest', 'vitest.mjs');
  process.exitCode = await run(process.execPath, [vitest, 'run', '--project', 'lessons'], {
    cwd: repository,
    env: { ...process.env, EPOCHBOOK_LESSONS: process.argv.slice(2).join(' ') },
  });
});
