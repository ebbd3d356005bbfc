// Checks each room against its own tsconfig: the DOM exists only in renderers/ and views/, `vscode` only in extension/.
import { spawnSync } from 'node:child_process';
import { join } from 'node:path';
import { repository } from './repository.mjs';

const rooms = [
  'words',
  'protocol',
  'exercises',
  'renderers',
  'views',
  'engine',
  'library',
  'kernel',
  'language',
  'course',
  'report',
  'extension',
  'gallery',
  'test',
];
// Not by the name of its program: the compiler of version 6, which cells use, has the same.
const tsc = join(repository, 'node_modules', 'typescript', 'bin', 'tsc');
let failed = false;
for (const room of rooms) {
  const { status } = spawnSync(process.execPath, [tsc, '-p', `${room}/tsconfig.json`], {
    cwd: repository,
    stdio: 'inherit',
  });
  failed ||= status !== 0;
}
process.exit(failed ? 1 : 0);
