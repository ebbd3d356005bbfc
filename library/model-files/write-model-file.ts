import { mkdir, stat } from 'node:fs/promises';
import { dirname } from 'node:path';
import { writeFileAtomically, writeRefusal } from '../../engine/files/index.js';
import { say } from '../../words/index.js';
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
        `Cannot save to ${path}: ${writeRefusal(error, bytes.length)} What was there before is unchanged.`,
        `${path}에 저장할 수 없습니다: ${writeRefusal(error, bytes.length)} 전에 있던 파일은 그대로입니다.`,
      ),
      { cause: error },
    );
  }
}
