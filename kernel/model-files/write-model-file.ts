import { mkdir, stat } from 'node:fs/promises';
import { dirname } from 'node:path';
import { writeFileAtomically } from '../engines/files/write-file-atomically.js';
import { say } from '../words.js';
import { ModelFileError } from './model-file-error.js';

/**
 * Puts a whole file in its place, making the folders above it. Whatever fails, a file that was there stays as it was.
 *
 * @throws ModelFileError that says what the system refused.
 */
export async function writeModelFile(path: string, bytes: Uint8Array): Promise<void> {
  const isFolder = await stat(path).then(
    (info) => info.isDirectory(),
    () => false,
  );
  if (isFolder)
    throw new ModelFileError(
      say(
        `Cannot save to ${path}: a folder of that name is there. Choose another name.`,
        `${path}에 저장할 수 없습니다: 같은 이름의 폴더가 있습니다. 다른 이름을 쓰세요.`,
      ),
    );
  try {
    await mkdir(dirname(path), { recursive: true });
    await writeFileAtomically(path, bytes);
  } catch (error) {
    throw new ModelFileError(
      say(
        `Cannot save to ${path}: ${reason(error, bytes.length)} What was there before is unchanged.`,
        `${path}에 저장할 수 없습니다: ${reason(error, bytes.length)} 전에 있던 파일은 그대로입니다.`,
      ),
      { cause: error },
    );
  }
}

function reason(error: unknown, bytes: number): string {
  const { code, message } = error as NodeJS.ErrnoException;
  const size = `${(bytes / 1e6).toFixed(1)} MB`;
  switch (code) {
    case 'ENOSPC':
    case 'EDQUOT':
    case 'EFBIG':
      return say(
        `there is no room for its ${size}. Free some space, or save elsewhere.`,
        `${size}을(를) 쓸 공간이 없습니다. 공간을 비우거나 다른 곳에 저장하세요.`,
      );
    case 'EACCES':
    case 'EPERM':
    case 'EROFS':
      return say(
        'you may not write there. Choose another folder, or change its permissions.',
        '그곳에 쓸 권한이 없습니다. 다른 폴더를 쓰거나 권한을 바꾸세요.',
      );
    case 'ENOTDIR':
    case 'EEXIST':
      return say(
        'a part of the path is a file, not a folder. Correct the path.',
        '경로의 일부가 폴더가 아니라 파일입니다. 경로를 고치세요.',
      );
    default:
      return say(`${message}.`, `${message}.`);
  }
}
