import {
  closeSync,
  existsSync,
  fdatasyncSync,
  ftruncateSync,
  openSync,
  readFileSync,
  writeSync,
} from 'node:fs';
import { join } from 'node:path';
import type { RunEnding } from '../run-ending.js';

/**
 * Writes the last line of a run's `run.jsonl` for the kernel that can no longer do it. A line that the kernel was writing as
 * it died is taken off; a run that has its last line keeps it.
 *
 * @param folder The notebook's.
 */
export function endRunLog(folder: string, id: string, ending: RunEnding): void {
  const path = join(folder, '.epochbook', 'runs', id, 'run.jsonl');
  if (!existsSync(path)) return;
  const bytes = readFileSync(path);
  const whole = bytes.subarray(0, bytes.lastIndexOf('\n') + 1);
  if (whole.length === 0) return;
  const lines = whole.toString('utf8').trimEnd().split('\n');
  const last = lines.at(-1) ?? '';
  if (last.startsWith('{"type":"end"')) return;
  const file = openSync(path, 'r+');
  try {
    ftruncateSync(file, whole.length);
    const end = { type: 'end', id, time: timeOf(last), ...ending };
    writeSync(file, `${JSON.stringify(end)}\n`, whole.length);
    fdatasyncSync(file);
  } finally {
    closeSync(file);
  }
}

/** Milliseconds since the start of the run, of its last rows. */
function timeOf(line: string): number {
  const { time } = JSON.parse(line) as { time?: unknown };
  return typeof time === 'number' ? time : 0;
}
