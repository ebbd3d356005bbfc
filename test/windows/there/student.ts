import { constants, mkdirSync, openSync } from 'node:fs';
import { join } from 'node:path';

/** libuv's flag for a file that nobody else may open meanwhile: so Excel holds its own. */
const EXCLUSIVE = 0x10000000;

/** A user's folder as many have it: Korean, with a space. */
export const home = 'C:\\users\\김하늘 학생';
export const documents = join(home, '문서', '딥러닝 실습');
mkdirSync(documents, { recursive: true });

/** What Windows tells programs of its user; there is no HOME. */
export const environment = {
  HOME: undefined,
  USERPROFILE: home,
  APPDATA: join(home, 'AppData', 'Roaming'),
  LOCALAPPDATA: join(home, 'AppData', 'Local'),
  TEMP: join(home, 'AppData', 'Local', 'Temp'),
  TMP: join(home, 'AppData', 'Local', 'Temp'),
};
mkdirSync(environment.TEMP, { recursive: true });
Object.assign(process.env, environment);
delete process.env.HOME;

/** Opens a file as another program does that lets nobody else at it. */
export const hold = (path: string): number => openSync(path, constants.O_RDWR | EXCLUSIVE);
