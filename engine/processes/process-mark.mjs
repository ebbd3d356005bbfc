// Plain JavaScript, because the scripts take locks too, and before anything is built.
import { execFileSync } from 'node:child_process';
import { randomBytes } from 'node:crypto';
import { readFileSync } from 'node:fs';

/**
 * What a process leaves its mark by, in names of files: its number together with its start, and digits that no other
 * mark has. A number that was given to another process since then marks nothing (on Windows the start is not looked up,
 * and the number alone counts). Processes of other machines that share the disk are not seen.
 */
export const MARK = /^(\d+)-(\d*)-[0-9a-f]{12}$/;

let ownStart;

/** A new mark of this process. */
export function newMark() {
  ownStart ??= startOf(process.pid);
  return `${process.pid}-${ownStart}-${randomBytes(6).toString('hex')}`;
}

/** Whether the process that made a mark lives; false for any other text. */
export function isAlive(mark) {
  const [, pid, start] = MARK.exec(mark) ?? [];
  if (!pid) return false;
  try {
    process.kill(Number(pid), 0);
  } catch (error) {
    // EPERM: it lives, and belongs to somebody else.
    if (error.code !== 'EPERM') return false;
  }
  const now = startOf(Number(pid));
  return now !== GONE && (start === '' || now === '' || now === start);
}

/** Not yet waited for by its parent, or gone between two looks. */
const GONE = 'gone';

/** When a process began, as digits of no meaning of their own; '' where that cannot be told. */
function startOf(pid) {
  try {
    if (process.platform === 'linux') {
      // The name before the last bracket may hold anything. After it: state, and 19 fields later the start in ticks.
      const fields = readFileSync(`/proc/${pid}/stat`, 'utf8')
        .replace(/^.*\) /s, '')
        .split(' ');
      return 'ZX'.includes(fields[0]) ? GONE : fields[19];
    }
    if (process.platform === 'darwin') {
      const said = execFileSync('ps', ['-o', 'lstart=', '-p', String(pid)], {
        encoding: 'utf8',
        env: { ...process.env, LC_ALL: 'C' },
      });
      return String(Date.parse(said) || '');
    }
    return '';
  } catch {
    return '';
  }
}
