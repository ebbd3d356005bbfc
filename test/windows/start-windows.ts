import { execFileSync } from 'node:child_process';
import { rmSync } from 'node:fs';
import { copyWindows, installedWindows, wineEnvironment } from '../../scripts/provide-windows.mjs';
import { windowsFolder, windowsPrefix } from './windows.js';

/** One Windows for all files of the layer, which goes on between their processes and ends with the last. */
export function setup(): (() => void) | undefined {
  const windows = installedWindows();
  if (!windows) return undefined;
  const env = wineEnvironment(windowsPrefix);
  const server = (option: string): void => {
    try {
      execFileSync(windows.wineserver, [option], { env, stdio: 'ignore', timeout: 20_000 });
    } catch {
      // None runs.
    }
  };
  server('-k');
  rmSync(windowsFolder, { recursive: true, force: true });
  copyWindows(windowsPrefix);
  server('-p');
  return () => {
    server('-k');
    rmSync(windowsPrefix, { recursive: true, force: true });
  };
}
