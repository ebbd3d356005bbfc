import { randomBytes } from 'node:crypto';
import { open, rename, rm } from 'node:fs/promises';
import { basename, dirname, join } from 'node:path';

/** Characters of a name that its temporary file keeps: systems allow 255 bytes, and a name may use them all. */
const KEPT = 40;

/** Writes a file so that its path always shows the old or the whole new content, also after a crash. */
export async function writeFileAtomically(path: string, content: string | Uint8Array): Promise<void> {
  const name = [...basename(path)].slice(0, KEPT).join('');
  const temporary = join(dirname(path), `${name}.${process.pid}-${randomBytes(4).toString('hex')}.tmp`);
  try {
    const file = await open(temporary, 'w');
    try {
      await file.writeFile(content);
      await file.sync();
    } finally {
      await file.close();
    }
    await rename(temporary, path);
  } catch (error) {
    await rm(temporary, { force: true });
    throw error;
  }
}
