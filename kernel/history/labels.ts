import { readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

/** What a person has written on a run. */
export interface RunLabels {
  name?: string;
  note?: string;
}

const VERSION = 1;
export const LABELS = 'labels.json';
/** Characters of a name, and of a note. */
const MOST = { name: 200, note: 4000 };

/** What is written on the run of this folder; nothing where the file is not there or is damaged. */
export function readLabels(folder: string): RunLabels {
  try {
    const { name, note } = JSON.parse(readFileSync(join(folder, LABELS), 'utf8')) as Record<string, unknown>;
    return { ...text('name', name), ...text('note', note) };
  } catch {
    return {};
  }
}

/**
 * Writes a name, a note or both on a run; an empty text takes it away. The file is replaced as a whole.
 *
 * @throws where the folder cannot be written.
 */
export function writeLabels(folder: string, change: RunLabels): void {
  const labels = { ...readLabels(folder), ...change };
  const kept = { ...text('name', labels.name), ...text('note', labels.note) };
  const path = join(folder, LABELS);
  if (Object.keys(kept).length === 0) {
    rmSync(path, { force: true });
    return;
  }
  const part = `${path}.part`;
  writeFileSync(part, `${JSON.stringify({ version: VERSION, ...kept })}\n`);
  renameSync(part, path);
}

function text(key: keyof RunLabels, value: unknown): RunLabels {
  const words = typeof value === 'string' ? value.trim().slice(0, MOST[key]) : '';
  return words === '' ? {} : { [key]: words };
}
