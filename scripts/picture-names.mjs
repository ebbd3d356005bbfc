import { existsSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { repository } from './repository.mjs';

/** The pictures: each folder of `renderers/` that has a live view. */
export function pictureNames() {
  const folder = join(repository, 'renderers');
  return readdirSync(folder).filter((name) => existsSync(join(folder, name, 'index.ts')));
}
