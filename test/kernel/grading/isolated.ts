import { spawnSync } from 'node:child_process';

/** Whether this machine keeps submissions apart. */
export const isolated =
  process.platform === 'linux' &&
  spawnSync('unshare', [
    ...(process.getuid?.() === 0 ? [] : ['--user', '--map-root-user']),
    '--mount',
    '--pid',
    '--fork',
    'true',
  ]).status === 0;

export const NOT_ISOLATED = 'this system has no namespaces, without which submissions are not run';
