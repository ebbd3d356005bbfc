import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { RunPayload } from '../protocol/index.js';
import type { RunEnd, RunRows, RunStart } from './recorder/run-events.js';
import { RunRecord } from './worker/run-record.js';

/**
 * A run as its log on disk holds it, without what its layers did; undefined where there is none that can be read.
 *
 * @param folder The notebook's.
 */
export function storedRun(folder: string, id: string): RunPayload | undefined {
  const path = join(folder, '.epochbook', 'runs', id, 'run.jsonl');
  if (!/^[\w-]+$/.test(id) || !existsSync(path)) return undefined;
  try {
    const text = readFileSync(path, 'utf8');
    const [first = '', ...rest] = text.slice(0, text.lastIndexOf('\n')).split('\n');
    const record = new RunRecord(JSON.parse(first) as RunStart);
    for (const line of rest) {
      const event = parseLogLine(line) as RunRows | RunEnd;
      if (event.type === 'rows') record.addRows(event);
      else if (event.type === 'end') record.end(event);
    }
    return record.payload();
  } catch {
    return undefined;
  }
}

/** A line of a log. Numbers that JSON has no word for stand in columns, and as values, under their names. */
export const parseLogLine = (line: string): unknown =>
  NUMBER_WORD.test(line) ? JSON.parse(line, decodeNumbers) : JSON.parse(line);

const NUMBER_WORD = /"(?:NaN|-?Infinity)"/;

function decodeNumbers(this: unknown, key: string, value: unknown): unknown {
  const isNumber = (Array.isArray(this) || key === 'value') && /^(NaN|-?Infinity)$/.test(String(value));
  return isNumber ? Number(value) : value;
}
