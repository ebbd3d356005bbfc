import { readFile } from 'node:fs/promises';
import { promisify } from 'node:util';
import { gunzip } from 'node:zlib';
import { cutOff } from './read-jsonl.js';
import type { Reviews } from './reviews.js';

const unpacked = promisify(gunzip);
const BLOCK = 512;

const field = (bytes: Buffer, start: number, length: number): string =>
  bytes.toString('latin1', start, start + length).replace(/\0.*$/s, '');

/**
 * The reviews of `aclImdb_v1.tar.gz`: one file each, in `aclImdb/train/pos`, `train/neg`, `test/pos` and `test/neg`. Those of
 * `train/unsup` have no label and are left out. The order is that of the archive.
 *
 * @throws Error for an archive that is damaged.
 */
export async function readTar(path: string): Promise<Reviews> {
  const bytes = await unpacked(await readFile(path)).catch(() => undefined);
  if (!bytes) throw cutOff(path);
  const reviews: Reviews = { train: [], test: [] };
  for (let at = 0; at + BLOCK <= bytes.length && bytes[at] !== 0; ) {
    const size = Number.parseInt(field(bytes, at + 124, 12), 8);
    if (!Number.isFinite(size) || at + BLOCK + size > bytes.length) throw cutOff(path);
    const [, part, opinion] =
      /(?:^|\/)(train|test)\/(pos|neg)\/[^/]+\.txt$/.exec(field(bytes, at, 100)) ?? [];
    const start = at + BLOCK;
    if (part === 'train' || part === 'test')
      reviews[part].push({
        text: bytes.toString('utf8', start, start + size),
        label: opinion === 'pos' ? 1 : 0,
      });
    at = start + Math.ceil(size / BLOCK) * BLOCK;
  }
  if (reviews.train.length === 0 || reviews.test.length === 0) throw cutOff(path);
  return reviews;
}
