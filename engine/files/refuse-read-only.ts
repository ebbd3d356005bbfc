import { statSync } from 'node:fs';

const OWNER_WRITES = 0o200;

/**
 * Whoever marks a file as read-only on Windows wants to keep it; some versions would let a rename replace it all the same.
 * Elsewhere the folder decides.
 *
 * @throws an error with the code EPERM, as the system's own.
 */
export function refuseReadOnly(path: string, platform = process.platform): void {
  if (platform !== 'win32') return;
  const stats = statSync(path, { throwIfNoEntry: false });
  if (stats?.isFile() && (stats.mode & OWNER_WRITES) === 0)
    throw Object.assign(new Error(`EPERM: ${path} is read-only`), { code: 'EPERM' });
}
