import { say } from '../../words/index.js';

/** Why a file cannot be read or written that another program, or a mark in its properties, keeps from it; else undefined. */
export function heldFile(error: unknown, platform = process.platform): string | undefined {
  const { code } = error as NodeJS.ErrnoException;
  if (code === 'EBUSY')
    return say(
      'another program has it open. Close it there, and try again.',
      '다른 프로그램에서 열려 있습니다. 그 프로그램에서 닫고 다시 시도하세요.',
    );
  if (platform !== 'win32' || (code !== 'EPERM' && code !== 'EACCES')) return undefined;
  return say(
    'it is read-only, or open in another program, or you may not use that folder. Close it there, or choose another name or folder.',
    '읽기 전용이거나 다른 프로그램에서 열려 있거나 그 폴더를 쓸 권한이 없습니다. 그 프로그램에서 닫거나 다른 이름이나 폴더를 쓰세요.',
  );
}
