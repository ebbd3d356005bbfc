import { say } from '../../words/index.js';
import { heldFile } from './held-file.js';

/** Why the system refused to write so many bytes, and what can be done, in a sentence. */
export function writeRefusal(error: unknown, bytes: number): string {
  const held = heldFile(error);
  if (held) return held;
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
