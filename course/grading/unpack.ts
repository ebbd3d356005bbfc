import { mkdirSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { dirname, join, resolve, sep } from 'node:path';
import { unzipSync } from 'fflate';
import { say } from '../../words/index.js';

const MOST_BYTES = 1024 * 1024 * 1024;
const MOST_FILES = 20_000;

/**
 * Unpacks the ZIP file that a learning platform gives.
 *
 * @throws Error that says why it cannot be unpacked.
 */
export function unpackedFolder(zip: string, folder: string): string {
  const refuse = (en: string, ko: string): never => {
    throw new Error(say(`${zip} cannot be unpacked: ${en}.`, `${zip} 파일을 풀 수 없습니다: ${ko}.`));
  };
  if (!/\.zip$/i.test(zip)) refuse('it is neither a folder nor a ZIP file', '폴더도 ZIP 파일도 아닙니다');
  if (statSync(zip).size > MOST_BYTES) refuse('it is larger than 1 GB', '1GB보다 큽니다');
  let bytes = 0;
  let files = 0;
  let found: Record<string, Uint8Array>;
  try {
    found = unzipSync(readFileSync(zip), {
      filter: ({ name, originalSize }) => {
        if (name.endsWith('/')) return false;
        bytes += originalSize;
        if (bytes > MOST_BYTES || ++files > MOST_FILES)
          throw new Error(say('its files are too many or too large', '파일이 너무 많거나 큽니다'));
        return true;
      },
    });
  } catch (error) {
    return refuse((error as Error).message, (error as Error).message);
  }
  rmSync(folder, { recursive: true, force: true });
  for (const [name, content] of Object.entries(found)) {
    const path = resolve(folder, name);
    // A name may lead out of the folder.
    if (!path.startsWith(folder + sep)) continue;
    mkdirSync(dirname(path), { recursive: true });
    writeFileSync(path, content);
  }
  mkdirSync(folder, { recursive: true });
  return join(folder);
}
