import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Locale } from '../../protocol/index.js';
import { sayIn } from '../../words/index.js';
import type { RunEnding } from '../run-ending.js';
import { isOwnerAlive, type RunOwner } from '../run-owner.js';
import { endRunLog } from './end-run-log.js';

/**
 * How a run has ended that a saved output shows at work: as its log says, else it is lost, which the log then says too.
 *
 * @param folder The notebook's.
 * @returns `running` where its kernel is alive, another window's perhaps.
 */
export function storedEnding(folder: string, id: string, locale: Locale): RunEnding | 'running' {
  const lost: RunEnding = {
    status: 'lost',
    reason: sayIn(
      locale,
      'The kernel of this run is not there any more, and nobody saw it end.',
      '이 실행의 커널은 이제 없고, 어떻게 끝났는지도 알 수 없습니다.',
    ),
  };
  try {
    const log = readLog(folder, id);
    if (!log) return lost;
    const { start, last } = log;
    if (last.type === 'end') return endingOf(last as unknown as RunEnding);
    if (isOwnerAlive(start)) return 'running';
    const endedAt = new Date((start.startedAt ?? 0) + (last.time ?? 0));
    const ending = start.startedAt ? { ...lost, endedAt: endedAt.toISOString() } : lost;
    endRunLog(folder, id, ending);
    return ending;
  } catch {
    // A log that cannot be read, or not be written, tells nothing.
    return lost;
  }
}

/** Whether the kernel of this run is there, ours or another window's, and trains it still. */
export function goesOn(folder: string, id: string): boolean {
  try {
    const log = readLog(folder, id);
    return log !== undefined && log.last.type !== 'end' && isOwnerAlive(log.start);
  } catch {
    return false;
  }
}

interface LogLine {
  type?: string;
  /** Milliseconds since the start of the run. */
  time?: number;
}

/** The first and the last whole line of a run's log. */
function readLog(folder: string, id: string): { start: RunOwner; last: LogLine } | undefined {
  const path = join(folder, '.epochbook', 'runs', id, 'run.jsonl');
  if (!/^[\w-]+$/.test(id) || !existsSync(path)) return undefined;
  const text = readFileSync(path, 'utf8');
  const lines = text.slice(0, text.lastIndexOf('\n')).split('\n');
  const [start, last] = [lines[0], lines.at(-1)].map((line) => JSON.parse(line || '{}'));
  return { start, last };
}

const endingOf = ({ status, reason, endedAt }: RunEnding): RunEnding => ({
  status,
  ...(reason !== undefined && { reason }),
  ...(endedAt !== undefined && { endedAt }),
});
