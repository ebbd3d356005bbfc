// Checks each room against its own tsconfig: the DOM exists only in renderers/, `vscode` only in extension/.
import { spawnSync } from 'node:child_process';

const rooms = [
  'words',
  'protocol',
  'renderers',
  'engine',
  'library',
  'kernel',
  'extension',
  'gallery',
  'test',
];
let failed = false;
for (const room of rooms) {
  const { status } = spawnSync('npx', ['--no-install', 'tsc', '-p', `${room}/tsconfig.json`], {
    stdio: 'inherit',
    shell: process.platform === 'win32',
  });
  failed ||= status !== 0;
}
process.exit(failed ? 1 : 0);
