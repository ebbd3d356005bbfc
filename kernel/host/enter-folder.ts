import { writeSync } from 'node:fs';
import { say } from '../../words/index.js';

/** The longest working folder of Windows. */
const MOST_ON_WINDOWS = 258;

/** Makes the notebook's folder the working one. Where that cannot be, the process says why and ends. */
export function enterFolder(folder: string): void {
  try {
    process.chdir(folder);
  } catch (error) {
    const { code } = error as NodeJS.ErrnoException;
    const why =
      process.platform === 'win32' && folder.length > MOST_ON_WINDOWS
        ? say(
            `its path has ${folder.length} characters, and Windows takes at most ${MOST_ON_WINDOWS}. Move the notebook to a folder with a shorter path.`,
            `경로가 ${folder.length}자인데 Windows에서는 ${MOST_ON_WINDOWS}자까지 쓸 수 있습니다. 경로가 더 짧은 폴더로 노트북을 옮기세요.`,
          )
        : say(
            `${code}. Does it exist, and may you open it?`,
            `${code}. 폴더가 있는지, 열 권한이 있는지 확인하세요.`,
          );
    writeSync(
      2,
      say(
        `The kernel cannot work in the folder ${folder}: ${why}\n`,
        `커널이 ${folder} 폴더에서 실행될 수 없습니다: ${why}\n`,
      ),
    );
    process.exit(1);
  }
}
