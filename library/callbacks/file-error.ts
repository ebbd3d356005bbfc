import { heldFile } from '../../engine/files/index.js';
import { say } from '../../words/index.js';

/** An error that says what the system refused to do with a file, and what can be done. */
export function fileError(callback: string, path: string, error: unknown): Error {
  const { code, message } = error as NodeJS.ErrnoException;
  const reason = heldFile(error) ?? reasons(code) ?? message;
  return new Error(
    say(`${callback}: cannot write ${path}: ${reason}`, `${callback}: ${path}에 쓸 수 없습니다: ${reason}`),
    {
      cause: error,
    },
  );
}

function reasons(code: string | undefined): string | undefined {
  switch (code) {
    case 'ENOENT':
      return say('its folder does not exist. Make it first.', '폴더가 없습니다. 먼저 만드세요.');
    case 'EACCES':
    case 'EPERM':
    case 'EROFS':
      return say(
        'you may not write there. Choose another folder, or change its permissions.',
        '쓸 권한이 없습니다. 다른 폴더를 쓰거나 권한을 바꾸세요.',
      );
    case 'ENOSPC':
    case 'EDQUOT':
      return say('the disk is full. Free some space.', '디스크가 가득 찼습니다. 공간을 비우세요.');
    case 'ENOTDIR':
    case 'EEXIST':
      return say('a part of the path is a file, not a folder.', '경로의 일부가 폴더가 아니라 파일입니다.');
    case 'EISDIR':
      return say('a folder of that name is there.', '같은 이름의 폴더가 있습니다.');
    default:
      return undefined;
  }
}
