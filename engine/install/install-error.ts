import { say } from '../../words/index.js';

/** An install that did not come about. The message says what happened and what to do; nothing half-installed is left. */
export class InstallError extends Error {
  override name = 'InstallError';
}

/** The person who started the install ended it. */
export class InstallCancelled extends InstallError {
  override name = 'InstallCancelled';
}

export const cancelled = (): InstallCancelled =>
  new InstallCancelled(
    say(
      'The install was cancelled. Nothing was changed; what was downloaded is kept for the next time.',
      '설치를 취소했습니다. 바뀐 것은 없으며, 내려받은 것은 다음번을 위해 남겨 둡니다.',
    ),
  );

/** Whether an error, or what a program printed, says that the disk is full. */
export const saysDiskFull = (text: string): boolean =>
  /ENOSPC|No space left on device|\[Errno 28\]|Disk quota exceeded|EDQUOT/.test(text);

/** @param neededBytes what an install needs there, where known. */
export function diskFull(folder: string, neededBytes?: number, freeBytes?: number): InstallError {
  const gigabytes = (bytes: number): string => `${(bytes / 1e9).toFixed(1)} GB`;
  const [needed, free] = [neededBytes, freeBytes].map((n) => (n === undefined ? '' : gigabytes(n)));
  const english = needed ? ` ${needed} are needed there while installing, ${free} are free.` : '';
  const korean = needed ? ` 설치하는 동안 ${needed}이(가) 필요한데 ${free}만 남아 있습니다.` : '';
  return new InstallError(
    say(
      `The disk of ${folder} is full.${english} Make room, or name another folder in the variable EPOCHBOOK_STORAGE (for downloads: EPOCHBOOK_CACHE), then install again.`,
      `${folder}이(가) 있는 디스크가 가득 찼습니다.${korean} 공간을 마련하거나 환경 변수 EPOCHBOOK_STORAGE(다운로드는 EPOCHBOOK_CACHE)로 다른 폴더를 정한 뒤 다시 설치하세요.`,
    ),
  );
}
