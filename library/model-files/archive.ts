import zlib from 'node:zlib';
import { say } from '../../words/index.js';
import { damaged } from './read-model-file.js';

/** Files of a ZIP archive, by name. */
export type Entries = Record<string, Uint8Array>;

/** Stored, not compressed: weights hardly shrink. */
export async function pack(entries: Entries): Promise<Uint8Array> {
  const { zipSync } = await import('fflate');
  return zipSync(
    Object.fromEntries(Object.entries(entries).map(([name, bytes]) => [name, [bytes, { level: 0 }]])),
  );
}

/**
 * @param path named in errors.
 * @throws ModelFileError where the bytes are no whole archive, or an entry is not as it was written.
 */
export async function unpack(path: string, bytes: Uint8Array): Promise<Entries> {
  const { unzipSync } = await import('fflate');
  let entries: Entries;
  try {
    entries = unzipSync(bytes);
  } catch (error) {
    throw damaged(
      path,
      say(
        `it is no whole ZIP archive (${(error as Error).message})`,
        `온전한 ZIP 파일이 아닙니다(${(error as Error).message})`,
      ),
    );
  }
  for (const [name, sum] of checksums(bytes)) {
    const entry = entries[name];
    // Node has crc32 since 20.15.
    if (entry && zlib.crc32 && zlib.crc32(entry) !== sum)
      throw damaged(path, say(`the checksum of ${name} is wrong`, `${name}의 체크섬이 맞지 않습니다`));
  }
  return entries;
}

/** fflate reads an archive, but does not compare its checksums. They stand in the directory at its end. */
function checksums(bytes: Uint8Array): [name: string, crc32: number][] {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  let end = bytes.length - 22;
  while (end >= 0 && view.getUint32(end, true) !== 0x06054b50) end--;
  if (end < 0) return [];
  const found: [string, number][] = [];
  let at = view.getUint32(end + 16, true);
  for (let i = view.getUint16(end + 10, true); i > 0 && at + 46 <= bytes.length; i--) {
    const [name, extra, comment] = [28, 30, 32].map((offset) => view.getUint16(at + offset, true)) as [
      number,
      number,
      number,
    ];
    found.push([
      Buffer.from(bytes.subarray(at + 46, at + 46 + name)).toString('utf8'),
      view.getUint32(at + 16, true),
    ]);
    at += 46 + name + extra + comment;
  }
  return found;
}
