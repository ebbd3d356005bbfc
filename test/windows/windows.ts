import { join } from 'node:path';
import { installedWindows } from '../../scripts/provide-windows.mjs';

/** What the layer leaves: programs, logs, and while it runs its own Windows. */
export const windowsFolder: string = join(import.meta.dirname, '../../artifacts/windows');
/** Where its drive C: is. */
export const windowsPrefix: string = join(windowsFolder, 'prefix');

/** Empty where there is a Windows, else why there is none. */
export const noWindows: string = installedWindows()
  ? ''
  : 'no Windows of Wine here; "node scripts/provide-windows.mjs" installs it or says why not';

/** How Windows calls a path of this system. */
export const windowsPath = (path: string): string => `Z:${path.replaceAll('/', '\\')}`;
