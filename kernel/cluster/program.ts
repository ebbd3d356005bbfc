import { join } from 'node:path';
import { type Files, filesIn } from './archive.js';

/** Of `dist/`: what only editors and this machine need. */
const NOT_THERE = /\.map$|^(types|renderers|ray|lessons)$|^(extension|cli)\.js$/;

/** What a worker needs of ours to run tasks, so that it has the very version that asks. */
export const programFiles = (dist: string): Files => ({
  ...filesIn(dist, 'dist/', (path) => !NOT_THERE.test(path)),
  ...filesIn(join(dist, '..', 'workbooks', 'data'), 'workbooks/data/'),
});
