import { spawnSync } from 'node:child_process';
import { repository } from './repository.mjs';

/**
 * A number that the commit decides, for tests that take some of many cases: each commit finds the same faults again, and all
 * cases come to their turn. Outside of a repository it is 0.
 */
export function commitNumber() {
  const { stdout } = spawnSync('git', ['rev-parse', 'HEAD'], { cwd: repository, encoding: 'utf8' });
  return Number.parseInt(/^[0-9a-f]{8}/.exec(stdout ?? '')?.[0] ?? '0', 16);
}
